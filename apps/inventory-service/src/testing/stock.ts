import {
  type OrderOutcome,
  orderOutcome,
  type StockLevel,
  type StockSwept,
  stockLevel,
  stockSwept,
} from '@joor-bridge/contracts';
import type { StockRow } from '@joor-bridge/wms';

export const NO_IDENTITY = { upc: '', styleNumber: '', styleIdentifier: '', colorCode: '', size: '' };

/** A moment of one day, `10:00` by its hour and minute. */
export const at = (time: string): string => `2026-11-20T${time}${time.length === 5 ? ':00' : ''}.000Z`;

/** 40 of SKU-1 in the WMS's only warehouse at ten o'clock; checked by contract. */
export const aLevel = (more: Partial<StockLevel> = {}): StockLevel =>
  stockLevel.parse({
    connectionId: 'con_1',
    workspaceId: 'wsp_1',
    world: 'production',
    sku: 'SKU-1',
    warehouse: '',
    available: 40,
    future: [],
    asOf: at('10:00'),
    listed: true,
    identity: { ...NO_IDENTITY, upc: '0001' },
    note: null,
    ...more,
  });

export const aSweep = (more: Partial<StockSwept> = {}): StockSwept =>
  stockSwept.parse({
    connectionId: 'con_1',
    workspaceId: 'wsp_1',
    world: 'production',
    asOf: at('11:00'),
    levels: 1,
    ...more,
  });

/** Order 1, of which the WMS took 3 of SKU-1 at half past ten; checked by contract. */
export const anOutcome = (more: Partial<OrderOutcome> = {}): OrderOutcome => {
  const delivered = (more.state ?? 'delivered') === 'delivered';
  return orderOutcome.parse({
    connectionId: 'con_1',
    workspaceId: 'wsp_1',
    orderId: '1',
    revision: 'rev-0001',
    modifiedAt: at('09:00'),
    state: 'delivered',
    rule: null,
    reason: null,
    settingsVersion: 1,
    wmsOrderId: null,
    cancelledInJoor: false,
    warehouse: null,
    deliveredAt: delivered ? (more.at ?? at('10:30')) : null,
    lines: delivered ? [{ itemCode: 'SKU-1', quantity: 3 }] : [],
    at: at('10:30'),
    ...more,
  });
};

/** 40 of SKU-1 as a connector gives it. */
export const aRow = (more: Partial<StockRow> = {}): StockRow => ({
  sku: 'SKU-1',
  warehouse: '',
  available: 40,
  future: [],
  asOf: null,
  identity: NO_IDENTITY,
  note: null,
  ...more,
});
