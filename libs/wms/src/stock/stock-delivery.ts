import { isObject } from '../http/json-body.js';
import { isRefusedRow, readStockRow } from './read-stock-row.js';
import type { RefusedRow, StockPage, StockRow } from './stock-page.js';

/** Several rows that came together: each one's answer, and what is left to be taken. */
export interface StockDelivery extends StockPage {
  /** For each row that came, in the order given. */
  readonly answers: readonly (StockRow | RefusedRow)[];
}

const TWICE =
  'the same SKU and warehouse came twice with different figures: which of them is true cannot be told';

/**
 * Rows that came in one delivery. What is said twice in the same words is taken once; two different figures for one
 * SKU and warehouse are both refused, since their order tells nothing. Never throws.
 * @param now epoch milliseconds
 */
export function readStockDelivery(raws: readonly unknown[], now: number): StockDelivery {
  const first = new Map<string, StockRow>();
  const doubtful = new Set<string>();
  const refused: RefusedRow[] = [];
  const answers = raws.map((raw): StockRow | RefusedRow => {
    const row = readStockRow(raw, now);
    if (isRefusedRow(row)) return row;
    const key = keyOf(row);
    const known = first.get(key);
    if (known === undefined) first.set(key, row);
    else if (!same(known, row)) doubtful.add(key);
    return known ?? row;
  });
  const judged = doubtful.size === 0 ? answers : answers.map((row) => doubted(row, doubtful));
  for (const row of judged) if (isRefusedRow(row)) refused.push(row);
  for (const key of doubtful) first.delete(key);
  return { answers: judged, rows: [...first.values()], refused };
}

function doubted(row: StockRow | RefusedRow, doubtful: ReadonlySet<string>): StockRow | RefusedRow {
  if (isRefusedRow(row) || !doubtful.has(keyOf(row))) return row;
  return { sku: row.sku, reason: TWICE };
}

/** The rows of a body: `{"levels":[…]}`, or the bare list; null for anything else. */
export function stockRowsIn(body: unknown): readonly unknown[] | null {
  const list = isObject(body) ? body.levels : body;
  return Array.isArray(list) ? list : null;
}

/** No text of a row holds a NUL. */
const keyOf = ({ sku, warehouse }: StockRow): string => `${sku}\u0000${warehouse}`;

const same = (left: StockRow, right: StockRow): boolean => JSON.stringify(left) === JSON.stringify(right);
