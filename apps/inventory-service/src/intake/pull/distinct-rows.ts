import type { RefusedRow, StockRow } from '@joor-bridge/wms';

/** NUL is in no text that PostgreSQL keeps. */
export const rowKey = ({ sku, warehouse }: Pick<StockRow, 'sku' | 'warehouse'>): string =>
  `${sku}\0${warehouse}`;

/** Why a second figure for what a list has named before is not taken. */
export const namedTwice = (first: number, second: number, warehouse: string): string =>
  `the list names it twice${warehouse === '' ? '' : ` in ${warehouse}`}: ${first} was taken, ${second} was not`;

/**
 * A page with each SKU and warehouse once: the first holds. Lists shift while they are read, so being named again
 * with the same figure is nothing to speak of.
 */
export function distinctRows(rows: readonly StockRow[]): { rows: StockRow[]; refused: RefusedRow[] } {
  const first = new Map<string, StockRow>();
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const known = first.get(rowKey(row));
    if (known === undefined) first.set(rowKey(row), row);
    else if (known.available !== row.available) {
      refused.push({ sku: row.sku, reason: namedTwice(known.available, row.available, row.warehouse) });
    }
  }
  return { rows: [...first.values()], refused };
}
