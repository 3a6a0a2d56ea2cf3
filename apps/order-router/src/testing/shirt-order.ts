import type { OrderRevised, Settings } from '@joor-bridge/contracts';
import { anOrderLine } from '@joor-bridge/testing';
import { anEvent } from './orders.js';

/** Two doors order a shirt in one size, one of them another size by the case of 6, and none of a third. */
export const LINES = [
  anOrderLine({ key: 'S|door 1', upc: 'U-S', sizeCode: 'S', quantity: 4 }),
  anOrderLine({ key: 'S|door 2', upc: 'U-S', sizeCode: 'S', quantity: 3 }),
  anOrderLine({ key: 'M|door 1', upc: 'U-M', sizeCode: 'M', quantity: 2, multiplier: 6 }),
  anOrderLine({ key: 'L|door 1', upc: 'U-L', sizeCode: 'L', quantity: 0 }),
];

/** What its delivery takes under default settings. */
export const TAKEN = [
  { itemCode: 'U-S', quantity: 7 },
  { itemCode: 'U-M', quantity: 12 },
];

/** Settings under which it takes something else. */
export const OTHERWISE: Partial<Settings> = { 'items.code': 'Style', 'items.quantityUnit': 'Packs' };
export const TAKEN_OTHERWISE = [
  { itemCode: 'LS-100-IVO-S', quantity: 7 },
  { itemCode: 'LS-100-IVO-M', quantity: 2 },
];

export const EAST = { code: 'EAST', name: 'East' };

/** The order `1` as it was at so many hours after ten. */
export const revised = (hour: number, more: NonNullable<Parameters<typeof anEvent>[0]> = {}): OrderRevised =>
  anEvent({
    ...{ orderId: '1', revision: `rev-000${hour}`, modifiedAt: `2026-11-03T1${hour}:00:00Z` },
    ...more,
    order: { lines: LINES, ...more.order },
  });
export const cancelled = (hour = 1): OrderRevised => revised(hour, { order: { status: 'cancelled' } });
