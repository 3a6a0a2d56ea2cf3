import type { ItemIdentity } from '@joor-bridge/contracts';

/** One figure for JOOR: how many units of an item a warehouse has, now or from a day on. */
export interface InventoryRow {
  /** The warehouse's name in JOOR, which must exist there. */
  readonly warehouse: string;
  readonly quantity: number;
  /** The day from which the units can be had, `YYYY-MM-DD`; null for what is there now. */
  readonly on: string | null;
  readonly identity: ItemIdentity;
  /** By what JOOR is to find the item: its UPC, or style number and identifier, colour code and size. */
  readonly by: 'upc' | 'style';
}

/** What JOOR said of one row. */
export type RowAnswer =
  | {
      readonly kind: 'accepted';
      /** JOOR's id of the change; `""` where it can't be told which of several it is. */
      readonly logId: string;
      /** JOOR's word for where the change stands, e.g. `queued`. */
      readonly status: string;
    }
  | { readonly kind: 'refused'; readonly reason: string }
  /** JOOR's answer does not name the row: nobody knows what became of it. */
  | { readonly kind: 'unnamed' };
