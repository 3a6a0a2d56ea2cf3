/** Answers of product-service, as it gives them. */

const VARIANT = {
  ...{
    sku: 'COAT-BLK-S',
    upc: '036000291452',
    colorName: 'Black',
    colorCode: 'BLK',
    sizeName: 'S',
    sizeCode: 'S',
  },
  ...{ active: true, prices: [], fields: {} },
};
const SKU_IN_JOOR = { ...VARIANT, id: 'sku-1', externalId: 'COAT-BLK-S' };

export const STYLE = {
  connectionId: 'con_1',
  style: 'COAT',
  name: 'Wool coat',
  listed: true,
  variants: 2,
  state: 'applied',
  reason: null,
  joorId: 'prd-9',
  changedAt: '2026-11-24T13:00:00.000Z',
};

export const PRODUCT = {
  styleNumber: 'COAT',
  name: 'Wool coat',
  description: 'Warm.',
  productType: 'Outerwear',
  supplierCode: 'ACME',
  active: true,
  modifiedAt: '2026-11-23T09:00:00.000Z',
  categories: ['Coats', 'Women'],
  season: 'Spring',
  seasonYear: 2027,
  lineSheets: ['Spring 2027'],
  prices: [
    { label: '', currency: 'USD', wholesale: '40.00', retail: '100.00' },
    { label: 'EU', currency: 'EUR', wholesale: '38.00', retail: null },
  ],
  images: [{ url: 'https://img.example/1.jpg', colorCode: '', kind: 'image' }],
  variants: [VARIANT, { ...VARIANT, sku: 'COAT-BLK-M', sizeName: 'M', sizeCode: 'M' }],
  fields: {},
};

const WANTED = {
  style: 'COAT',
  number: 'COAT',
  name: 'Wool coat',
  identifier: 'W-COAT',
  description: 'Warm.',
  categoryIds: ['cat-1'],
  tags: [{ group: 'Custom', name: 'Product Type', value: 'Outerwear', code: '' }],
  skus: [SKU_IN_JOOR, { ...SKU_IN_JOOR, sizeName: 'M' }],
  prices: [
    { sku: 'COAT-BLK-S', priceTypeId: 'usd', wholesale: '40.00', retail: '100.00' },
    { sku: 'COAT-BLK-M', priceTypeId: 'usd', wholesale: '40.00', retail: '100.00' },
  ],
  lineSheets: [{ name: 'Spring 2027', season: { name: 'Spring', year: 2027 } }],
  images: [],
  leftOut: [],
  notes: [],
  unmappedCategories: [],
};

const HELD = {
  ...{ id: 'prd-9', externalId: 'COAT', name: 'Wool coat', identifier: '', description: '', categoryIds: [] },
  ...{ tags: [], images: [] },
  skus: [SKU_IN_JOOR, { ...SKU_IN_JOOR, id: 'sku-2', active: false }],
  prices: [{ id: 'p', skuId: 'sku-1', priceTypeId: 'usd', wholesale: '40.00', retail: null }],
  collections: [{ id: 'col-1', name: 'Spring 2027', seasonId: null, skuIds: [], ours: true }],
};

export const STYLE_DETAIL = {
  ...STYLE,
  product: PRODUCT,
  mapped: { kind: 'wanted', wanted: WANTED },
  held: HELD,
  plan: {
    text: 'COAT: update, 1 change\n  description: nothing → "Warm."\n  note: Category "Women" has none in JOOR.',
    action: 'update',
    changes: [{ field: 'description', from: '', to: 'Warm.' }],
    steps: ['product'],
    reasons: [],
    leftOut: [],
    notes: [],
  },
  planProblem: null,
  outcome: {
    ...{ state: 'queued', step: 'prices', reason: 'JOOR answered 503', attempts: 2, doubt: 'skus' },
    ...{ dueAt: '2026-11-24T15:10:00.000Z', settledAt: null, runId: 'run-1' },
  },
};

const REASON = { code: 'no-line-sheet', reason: 'It has no line sheet: name one in the WMS.' };

export const REFUSED_DETAIL = {
  ...STYLE,
  ...{ style: 'HAT', name: 'Hat', state: 'refused', reason: REASON.reason, joorId: null, held: null },
  product: { ...PRODUCT, lineSheets: [], prices: [] },
  mapped: { kind: 'refused', style: 'HAT', refusals: [REASON], leftOut: [], unmappedCategories: [] },
  plan: { text: `HAT: refused\n  refused: ${REASON.reason}`, action: 'refused', reasons: [REASON] },
  planProblem: null,
  outcome: null,
};

export const REFUSED = { style: 'HAT', name: 'Hat', reasons: [REASON], joorSays: null };

export const PRODUCT_RUN = {
  id: 'run-1',
  connectionId: 'con_1',
  world: 'production',
  trigger: 'schedule',
  state: 'waiting-for-approval',
  ask: 'This is the first run of "East": it makes 1 styles in JOOR and changes 1.',
  styles: null,
  counts: { create: 1, update: 1, unchanged: 3, refused: 1, skipped: 0, inactive: 0, approvedOrders: null },
  error: null,
  createdBy: 'schedule',
  createdAt: '2026-11-24T14:30:00.000Z',
  decidedBy: null,
  decidedAt: null,
  endedAt: null,
};

export const PRODUCT_RUN_DETAIL = {
  ...PRODUCT_RUN,
  outcomes: [
    {
      ...{ style: 'COAT', plan: 'update', reasons: [], result: 'waiting-for-approval', reason: null },
      diff: [{ field: 'description', from: '', to: 'Made of\nsilk.' }],
    },
    { style: 'HAT', plan: 'refused', diff: [], reasons: [REASON], result: 'refused', reason: null },
  ],
  nextStyle: null,
};

export const PRODUCT_PULLS = {
  pulls: [
    {
      ...{ id: 'p-1', changedSince: null, startedAt: '2026-11-24T14:00:00.000Z', endedAt: null },
      ...{ outcome: 'running', reason: null, pages: 1, read: 20, changed: 2, unlisted: 0, refused: 1 },
    },
    {
      ...{ id: 'p-0', changedSince: '2026-11-24T12:00:00.000Z', startedAt: '2026-11-24T13:00:00.000Z' },
      ...{ endedAt: '2026-11-24T13:00:02.000Z', outcome: 'failed', reason: 'The WMS answered 503', pages: 0 },
      ...{ read: 0, changed: 0, unlisted: 0, refused: 0 },
    },
  ],
  unreadable: [
    { style: '', reason: 'seasonYear must be a year', source: 'pull', seenAt: '2026-11-24T14:00:01.000Z' },
  ],
};
