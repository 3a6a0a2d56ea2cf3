import type { DeadLetter } from './dead-letter.js';

type Timed = Pick<DeadLetter, 'failedAt' | 'partition' | 'offset'>;

/** Letters beyond the limit that may pile up before they are let go. */
const SLACK = 1_000;

/** Keeps, of all the letters that pass, those that were given up first. */
export class OldestLetters<L extends Timed = DeadLetter> {
  private kept: L[] = [];

  constructor(private readonly limit: number) {}

  add(letter: L): void {
    this.kept.push(letter);
    if (this.kept.length > 2 * this.limit + SLACK) this.kept = this.list();
  }

  /** Oldest first; those given up at the same time in the order of their places. */
  list(): L[] {
    return this.kept.toSorted(byAge).slice(0, this.limit);
  }
}

const byAge = (a: Timed, b: Timed): number =>
  time(a) - time(b) || a.partition - b.partition || a.offset - b.offset;

/** A letter that somebody else put there may have any text for its time: it comes first, to be seen. */
const time = ({ failedAt }: Timed): number => Date.parse(failedAt) || 0;
