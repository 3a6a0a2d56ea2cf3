/** What one target has been asked. */
export interface RequestCounts {
  total: number;
  /** By answered status; `dropped` and `unanswered` are exchanges without one. */
  readonly byStatus: Record<string, number>;
  readonly byAccount: Record<string, number>;
  readonly byRoute: Record<string, number>;
}

/** Counts every request that reached a server, answered or not. */
export class RequestBook {
  private readonly targets = new Map<string, RequestCounts>();

  count(target: string, route: string, outcome: string | number, account: string | undefined): void {
    const counts = this.of(target);
    counts.total++;
    add(counts.byStatus, String(outcome));
    add(counts.byRoute, route);
    if (account !== undefined) add(counts.byAccount, account);
  }

  of(target: string): RequestCounts {
    let counts = this.targets.get(target);
    if (!counts) {
      counts = { total: 0, byStatus: {}, byAccount: {}, byRoute: {} };
      this.targets.set(target, counts);
    }
    return counts;
  }

  all(): Readonly<Record<string, RequestCounts>> {
    return Object.fromEntries([...this.targets].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  clear(): void {
    this.targets.clear();
  }
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
