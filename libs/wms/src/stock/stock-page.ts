import type { FutureStock, ItemIdentity } from '@joor-bridge/contracts';

/** What a WMS said of one SKU in one warehouse, judged and ready to be a stock level. */
export interface StockRow {
  readonly sku: string;
  /** The WMS's own warehouse; `""` where it has only one. */
  readonly warehouse: string;
  readonly available: number;
  readonly future: readonly FutureStock[];
  /** When it was true; null where the WMS doesn't say: then it is as old as the request. */
  readonly asOf: Date | null;
  readonly identity: ItemIdentity;
  /** What was corrected in the WMS's figure; null when nothing was. */
  readonly note: string | null;
}

/** A row that is no stock level, and why. */
export interface RefusedRow {
  /** `""` where the row names none. */
  readonly sku: string;
  readonly reason: string;
}

export interface StockPage {
  readonly rows: readonly StockRow[];
  readonly refused: readonly RefusedRow[];
}
