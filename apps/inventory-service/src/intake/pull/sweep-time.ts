import type { StockRow } from '@joor-bridge/wms';

/**
 * The time at which what was found unchanged holds: the start of the reading. Where every row says for itself when it
 * was true (a file of the night before, read in the morning), the newest of those, if that is earlier.
 */
export class SweepTime {
  private newest = Number.NEGATIVE_INFINITY;
  private allDated = true;

  constructor(private readonly startedAt: Date) {}

  saw(rows: readonly Pick<StockRow, 'asOf'>[]): void {
    for (const { asOf } of rows) {
      if (asOf === null) this.allDated = false;
      else this.newest = Math.max(this.newest, asOf.getTime());
    }
  }

  get time(): Date {
    const dated = this.allDated && Number.isFinite(this.newest);
    return dated ? new Date(Math.min(this.newest, this.startedAt.getTime())) : this.startedAt;
  }
}

/** When a row was true: as it says, but never later than now; else since the reading began. */
export function asOfRow({ asOf }: Pick<StockRow, 'asOf'>, startedAt: Date, now: Date): Date {
  if (asOf === null) return startedAt;
  return asOf.getTime() > now.getTime() ? now : asOf;
}
