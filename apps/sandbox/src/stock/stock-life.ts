import { Random } from '../random/random.js';
import type { StockRoom } from './stock-room.js';

const HOUR = 3_600_000;
/** Most changes made at once when the clock has jumped. */
const MOST_AT_ONCE = 10_000;

/** Lets the stock of a room change by itself, so many times an hour; the same seed gives the same changes. */
export class StockLife {
  private readonly random: Random;
  /** Milliseconds times changes an hour: whole numbers, so that nothing is lost between two looks. */
  private owed = 0;
  private last: number | null = null;

  constructor(
    private readonly room: StockRoom,
    seed: string,
  ) {
    this.random = new Random(`stock-life:${seed}`);
  }

  /** Makes the changes that were due since the last time. @param now epoch ms */
  runTo(now: number, changesPerHour: number): void {
    if (this.last !== null) this.owed += (now - this.last) * changesPerHour;
    this.last = now;
    const due = Math.min(MOST_AT_ONCE, Math.floor(this.owed / HOUR));
    this.owed %= HOUR;
    for (let made = 0; made < due; made += 1) this.room.changeAny(this.random);
  }
}
