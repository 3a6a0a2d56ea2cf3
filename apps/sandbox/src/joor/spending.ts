/** What one kind of call has cost an account. */
export interface Spent {
  /** Calls that were let in, and their credits. */
  requests: number;
  credits: number;
  /** Calls that were answered with 429; they cost nothing. */
  throttled: number;
}

export interface Written {
  accepted: number;
  refused: number;
}

/** Credits and records of one account, by route and by kind, since they were last forgotten. */
export class Spending {
  private readonly byRoute = new Map<string, Spent>();
  private readonly byKind = new Map<string, Written>();

  took(route: string, credits: number): void {
    const spent = this.of(route);
    spent.requests++;
    spent.credits += credits;
  }

  refused(route: string): void {
    this.of(route).throttled++;
  }

  /** Records of a bulk call: those that were kept, and those that were answered with an error. */
  records(kind: string, accepted: number, refused: number): void {
    const written = this.byKind.get(kind) ?? { accepted: 0, refused: 0 };
    written.accepted += accepted;
    written.refused += refused;
    this.byKind.set(kind, written);
  }

  totals() {
    const all = [...this.byRoute.values()];
    const sum = (of: (spent: Spent) => number) => all.reduce((total, spent) => total + of(spent), 0);
    return {
      requests: sum(({ requests }) => requests),
      credits: sum(({ credits }) => credits),
      throttled: sum(({ throttled }) => throttled),
      byRoute: Object.fromEntries([...this.byRoute].map(([route, spent]) => [route, { ...spent }])),
      records: Object.fromEntries([...this.byKind].map(([kind, written]) => [kind, { ...written }])),
    };
  }

  clear(): void {
    this.byRoute.clear();
    this.byKind.clear();
  }

  private of(route: string): Spent {
    let spent = this.byRoute.get(route);
    if (!spent) {
      spent = { requests: 0, credits: 0, throttled: 0 };
      this.byRoute.set(route, spent);
    }
    return spent;
  }
}
