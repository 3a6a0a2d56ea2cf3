/** Records that wait come back on these marks, so that those that failed together return as one group. */
const GRID_MS = 100;

/** Holds items until their time has come. */
export class WaitingRoom<T> {
  private readonly timers = new Map<number, { items: T[]; timer: NodeJS.Timeout }>();

  constructor(private readonly due: (items: T[]) => void) {}

  add(item: T, waitMs: number, now = Date.now()): void {
    const mark = Math.ceil((now + waitMs) / GRID_MS) * GRID_MS;
    const together = this.timers.get(mark);
    if (together) {
      together.items.push(item);
      return;
    }
    const items = [item];
    const timer = setTimeout(() => {
      this.timers.delete(mark);
      this.due(items);
    }, mark - now);
    this.timers.set(mark, { items, timer });
  }

  /** Nobody comes back any more. */
  close(): void {
    for (const { timer } of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
