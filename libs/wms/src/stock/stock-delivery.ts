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
  const read = raws.map((raw) => readStockRow(raw, now));
  const first = new Map<string, StockRow>();
  const doubtful = new Set<string>();
  for (const row of read) {
    if (isRefusedRow(row)) continue;
    const key = keyOf(row);
    const known = first.get(key);
    if (known === undefined) first.set(key, row);
    else if (!same(known, row)) doubtful.add(key);
  }
  const answers = read.map((row): StockRow | RefusedRow => {
    if (isRefusedRow(row)) return row;
    if (doubtful.has(keyOf(row))) return { sku: row.sku, reason: TWICE };
    return first.get(keyOf(row)) ?? row;
  });
  return {
    answers,
    rows: [...first].filter(([key]) => !doubtful.has(key)).map(([, row]) => row),
    refused: answers.filter(isRefusedRow),
  };
}

/** The rows of a body: `{"levels":[…]}`, or the bare list; null for anything else. */
export function stockRowsIn(body: unknown): readonly unknown[] | null {
  const list = isObject(body) ? body.levels : body;
  return Array.isArray(list) ? list : null;
}

/** No text of a row holds a NUL. */
const keyOf = ({ sku, warehouse }: StockRow): string => `${sku}\u0000${warehouse}`;

const same = (left: StockRow, right: StockRow): boolean => JSON.stringify(left) === JSON.stringify(right);
