/** How many records go into one call. */
export class BatchSize {
  constructor(private size: number) {}

  get now(): number {
    return this.size;
  }

  /** JOOR refused a call with so many records as a whole: it may take only fewer. */
  refused(records: number): void {
    this.size = Math.max(1, Math.min(this.size, Math.ceil(records / 2)));
  }
}

/** Records that have to be in one call. */
export type Group<T> = readonly T[];

/** What has the same key, in the order in which keys first come. */
export function groupsBy<T>(records: readonly T[], keyOf: (record: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(keyOf(record));
    if (group) group.push(record);
    else groups.set(keyOf(record), [record]);
  }
  return groups;
}

/**
 * Groups in as few calls as possible; one that is larger than a call has a call of its own. What has an own key goes out
 * with no others: what JOOR has refused before must not take others with it.
 */
export function inBatches<T>(
  groups: readonly Group<T>[],
  size: number,
  ownKey: (record: T) => string | null,
): Group<T>[][] {
  const shared: Group<T>[] = [];
  const alone = new Map<string, Group<T>[]>();
  for (const group of groups) {
    const key = group[0] === undefined ? null : ownKey(group[0]);
    if (key === null) shared.push(group);
    else alone.set(key, [...(alone.get(key) ?? []), group]);
  }
  return [shared, ...alone.values()].flatMap((each) => packed(each, size));
}

function packed<T>(groups: readonly Group<T>[], size: number): Group<T>[][] {
  const batches: Group<T>[][] = [];
  let room = 0;
  for (const group of groups) {
    const last = batches.at(-1);
    if (last && group.length <= room) last.push(group);
    else batches.push([group]);
    room = (last && group.length <= room ? room : size) - group.length;
  }
  return batches;
}

/** The second half is empty where there is but one. */
export const halves = <T>(items: readonly T[]): [T[], T[]] => {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
};

export function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
