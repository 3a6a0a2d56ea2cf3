/** A record's place in its partition's queue. */
export interface Slot {
  readonly offset: number;
  done: boolean;
}

/**
 * Which offsets of one partition have been taken, and the low-water mark: the first that is not done.
 * Only that may be committed, since a committed offset says that everything below it is dealt with.
 */
export class PartitionTracker {
  private slots: Slot[] = [];
  private head = 0;
  /** Taken so far: offsets from `start` up to but not including `end`. -1: none yet. */
  private start = -1;
  private end = -1;

  /**
   * Takes a fetched range; gives a slot for each offset that was not taken before.
   * @param from first offset asked for; @param offsets the records found, ascending.
   */
  take(from: number, offsets: readonly number[]): Slot[] {
    const last = offsets.at(-1);
    if (last === undefined) return [];
    const fresh = offsets.filter((offset) => !this.has(offset)).map((offset) => ({ offset, done: false }));
    this.cover(from, last + 1);
    this.insert(fresh);
    return fresh;
  }

  finish(slot: Slot): void {
    slot.done = true;
    while (this.slots[this.head]?.done) this.head += 1;
    if (this.head > 1_024 && this.head * 2 > this.slots.length) this.compact();
  }

  /** What to commit: the next offset to read if this process were to die now. Undefined: nothing was taken. */
  get lowWater(): number | undefined {
    return this.slots[this.head]?.offset ?? this.next;
  }

  /** The offset after the last one taken. */
  get next(): number | undefined {
    return this.end < 0 ? undefined : this.end;
  }

  /** Records from the low-water mark on, done or not: what a crash now would read again. */
  get span(): number {
    return this.slots.length - this.head;
  }

  private has(offset: number): boolean {
    if (offset >= this.start && offset < this.end) return true;
    const first = this.slots[this.head];
    return first !== undefined && offset >= first.offset && this.slots.some((slot) => slot.offset === offset);
  }

  /** A jump forward starts a new range: whether what lies between was dealt with is not known here. */
  private cover(from: number, end: number): void {
    const apart = this.end < 0 || from > this.end || end < this.start;
    this.start = apart ? from : Math.min(this.start, from);
    this.end = apart ? end : Math.max(this.end, end);
  }

  private insert(fresh: Slot[]): void {
    const last = this.slots.at(-1);
    const first = fresh[0];
    if (first && last && first.offset < last.offset) {
      this.compact();
      this.slots = [...this.slots, ...fresh].sort((a, b) => a.offset - b.offset);
    } else {
      for (const slot of fresh) this.slots.push(slot);
    }
  }

  private compact(): void {
    this.slots = this.slots.slice(this.head);
    this.head = 0;
  }
}
