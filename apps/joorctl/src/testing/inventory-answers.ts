/** Answers of inventory-service, as it gives them. */

export const SKU = {
  connectionId: 'con_1',
  world: 'production',
  sku: 'COAT-BLK-S',
  upc: '036000291452',
  styleNumber: 'COAT',
  colorCode: 'BLK',
  size: 'S',
  state: 'in-joor',
  reason: null,
  quantity: 37,
  inJoor: 37,
  explanation: 'WMS 40 − recent 3 (orders 1, 2) = 37 → minimum 5 → sent 37',
  levels: [
    { warehouse: 'NJ', available: 40, trueAt: '2026-11-24T14:00:00.000Z', listed: true, note: null },
    {
      ...{ warehouse: '', available: 0, trueAt: '2026-11-24T14:01:00.000Z', listed: false },
      note: 'the WMS said -5',
    },
  ],
};

export const REFUSED_SKU = {
  ...SKU,
  sku: 'X',
  state: 'refused',
  reason: 'No SKU matches this item',
  quantity: 9,
  inJoor: null,
  explanation: 'WMS 9 → sent 9',
};

export const SKU_DETAIL = {
  ...SKU,
  recentOrders: [
    { orderId: '1', quantity: 2, deliveredAt: '2026-11-24T14:10:00.000Z' },
    { orderId: '2', quantity: 1, deliveredAt: '2026-11-24T14:20:00.000Z' },
  ],
  figures: [
    {
      ...{ warehouse: 'Main', on: null, foundBy: 'upc', wanted: 37, inJoor: 37, state: 'in-joor' },
      ...{ sentAt: '2026-11-24T14:21:00.000Z', acknowledgedAt: '2026-11-24T14:21:01.000Z', logId: '77' },
      ...{ refusal: null, tries: 0, retryAt: null },
    },
    {
      ...{ warehouse: 'Main', on: '2027-01-15', foundBy: 'upc', wanted: 12, inJoor: null, state: 'refused' },
      ...{ sentAt: '2026-11-24T14:21:00.000Z', acknowledgedAt: null, logId: null },
      ...{ refusal: 'No such date', tries: 2, retryAt: '2026-11-24T15:21:00.000Z' },
    },
  ],
};

export const INVENTORY_RUN = {
  id: 'run-1',
  connectionId: 'con_1',
  world: 'production',
  kind: 'sync',
  state: 'waiting-for-approval',
  reason: 'Nothing was sent for this connection before: look at the figures.',
  requestedBy: null,
  figures: { listed: 4, zeroed: 1, totalBefore: 100, totalAfter: 61 },
  examples: [
    { sku: 'COAT-BLK-S', before: 40, after: 1 },
    { sku: 'X', before: null, after: 9 },
  ],
  approved: null,
  decidedBy: null,
  decidedAt: null,
  pending: 4,
  sent: 0,
  zeroed: 0,
  refused: 0,
  skipped: 2,
  requests: 0,
  credits: 0,
  createdAt: '2026-11-24T14:30:00.000Z',
  startedAt: '2026-11-24T14:30:00.000Z',
  finishedAt: null,
  durationMs: 1_800_000,
};

export const STOCK_PULL = {
  id: 'pull-1',
  world: 'production',
  outcome: 'done',
  reason: null,
  pages: 3,
  rows: 250,
  changed: 12,
  zeroed: 1,
  refusedRows: 3,
  refused: [
    { sku: 'A', reason: 'available must be a whole number' },
    { sku: '', reason: 'sku is missing' },
  ],
  acceptedBy: null,
  startedAt: '2026-11-24T14:00:00.000Z',
  endedAt: '2026-11-24T14:00:04.000Z',
};
