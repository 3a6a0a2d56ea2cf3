import type { FutureStock, ItemIdentity } from '@joor-bridge/contracts';
import { isObject, type JsonObject } from '../http/json-body.js';
import { dayIn, instantIn } from '../row/instant.js';
import { nameOf, neededTextIn, RowFault, textIn, upcIn } from '../row/row-text.js';
import { readQuantity } from './quantity.js';
import type { RefusedRow, StockRow } from './stock-page.js';

/** How far a level may be ahead of our clock, in milliseconds: clocks differ, but not by more. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** Limits of the event that a level becomes. */
const LONGEST_KEY = 200;
const LONGEST_TEXT = 500;
const MOST_DAYS = 100;

/**
 * One row of stock in our own JSON (docs/receiver.md), as a generic WMS answers and pushes it. A row that cannot be
 * taken comes back with the reason, in words for the WMS's developers. Never throws.
 * @param now epoch milliseconds
 */
export function readStockRow(raw: unknown, now: number): StockRow | RefusedRow {
  try {
    return read(raw, now);
  } catch (error) {
    if (error instanceof RowFault) return { sku: nameOf(raw, 'sku'), reason: error.message };
    throw error;
  }
}

export const isRefusedRow = (row: StockRow | RefusedRow): row is RefusedRow => 'reason' in row;

function read(raw: unknown, now: number): StockRow {
  if (!isObject(raw)) throw new RowFault('a row must be a JSON object');
  const sku = neededTextIn(raw, 'sku', LONGEST_KEY);
  const warehouse = textIn(raw, 'warehouse', LONGEST_KEY);
  const { quantity: available, note } = readQuantity(raw.available, 'available');
  const future = futureIn(raw);
  const asOf = instantIn(raw.asOf, 'asOf');
  if (asOf !== null && asOf.getTime() > now + CLOCK_TOLERANCE_MS) {
    throw new RowFault('asOf is more than five minutes ahead of our clock');
  }
  const notes = [note, ...future.notes].filter((each) => each !== null);
  return {
    sku,
    warehouse,
    available,
    future: future.days,
    asOf,
    identity: identityIn(raw),
    note: notes.length === 0 ? null : notes.join('; ').slice(0, LONGEST_TEXT),
  };
}

function identityIn(row: JsonObject): ItemIdentity {
  return {
    upc: upcIn(row, LONGEST_TEXT),
    styleNumber: textIn(row, 'styleNumber', LONGEST_TEXT),
    styleIdentifier: textIn(row, 'styleIdentifier', LONGEST_TEXT),
    colorCode: textIn(row, 'colorCode', LONGEST_TEXT),
    size: textIn(row, 'size', LONGEST_TEXT),
  };
}

/** By day, so that the same stock in another order is no change. */
function futureIn({ future }: JsonObject): { days: FutureStock[]; notes: string[] } {
  if (future === undefined || future === null) return { days: [], notes: [] };
  if (!Array.isArray(future)) throw new RowFault('future must be a list');
  if (future.length > MOST_DAYS) throw new RowFault(`future must not have more than ${MOST_DAYS} days`);
  const notes: string[] = [];
  const byDay = new Map<string, number>();
  for (const each of future) {
    if (!isObject(each)) throw new RowFault('future must be a list of {"on","quantity"}');
    const on = dayIn(each.on, 'future.on');
    if (byDay.has(on)) throw new RowFault(`future names ${on} twice`);
    const { quantity, note } = readQuantity(each.quantity, `future.quantity of ${on}`);
    byDay.set(on, quantity);
    if (note !== null) notes.push(`${on}: ${note}`);
  }
  const days = [...byDay].map(([on, quantity]) => ({ on, quantity }));
  return { days: days.sort((a, b) => (a.on < b.on ? -1 : 1)), notes };
}
