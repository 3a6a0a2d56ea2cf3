const EMPTY: readonly never[] = [];

/** One lane per key: the one at its front may go, the others wait their turn in the order they came. */
export class KeyLanes<T> {
  private readonly lanes = new Map<string, T[] | typeof EMPTY>();

  /** True: the lane was idle, the item may go now. False: it waits. */
  enter(key: string, item: T): boolean {
    const queue = this.lanes.get(key);
    if (queue === undefined) {
      this.lanes.set(key, EMPTY);
      return true;
    }
    if (queue.length === 0) this.lanes.set(key, [item]);
    else (queue as T[]).push(item);
    return false;
  }

  /** The one at the front is finished: gives the next, which may go now. */
  leave(key: string): T | undefined {
    const queue = this.lanes.get(key);
    const next = queue?.length ? (queue as T[]).shift() : undefined;
    if (next === undefined) this.lanes.delete(key);
    return next;
  }

  /** Keys with an item at the front. */
  get size(): number {
    return this.lanes.size;
  }
}
