import { dashed, sections, titled } from '../output/facts.js';
import { details } from '../output/table.js';
import { field, listField, type Row } from '../service/fields.js';

export const SKU_COLUMNS = ['connection', 'SKU', 'state', 'to sell', 'in JOOR', 'why'];

/** One line of the list. */
export const listedSku = (row: Row): string[] => [
  field(row, 'connectionId'),
  field(row, 'sku'),
  field(row, 'state'),
  dashed(field(row, 'quantity')),
  dashed(field(row, 'inJoor')),
  [field(row, 'explanation'), refusal(row)].filter(Boolean).join('; '),
];

/** One SKU for a person: what JOOR is to hold of it, how that comes about, and what became of it. */
export function skuText(sku: Row): string {
  const facts = details([
    ['SKU', field(sku, 'sku')],
    ['connection', `${field(sku, 'connectionId')} (${field(sku, 'world')})`],
    ['item', itemText(sku)],
    ['state', [field(sku, 'state'), refusal(sku)].filter(Boolean).join(': ')],
    ['arithmetic', field(sku, 'explanation')],
    ['to sell', dashed(field(sku, 'quantity'))],
    ['in JOOR', field(sku, 'inJoor') || 'not known'],
  ]);
  return sections(facts, levels(sku), recentOrders(sku), figures(sku));
}

/** A reason to skip is in the explanation already. */
const refusal = (row: Row): string =>
  field(row, 'state') === 'refused' ? `JOOR says: ${field(row, 'reason')}` : '';

const itemText = (sku: Row): string =>
  (
    [
      ['UPC', 'upc'],
      ['style', 'styleNumber'],
      ['color', 'colorCode'],
      ['size', 'size'],
    ] as const
  )
    .filter(([, name]) => field(sku, name) !== '')
    .map(([title, name]) => `${title} ${field(sku, name)}`)
    .join(', ') || 'no identifiers';

const levels = (sku: Row): string =>
  titled(
    'In the WMS',
    ['warehouse', 'available', 'true at', 'note'],
    listField(sku, 'levels').map((level) => [
      dashed(field(level, 'warehouse')),
      field(level, 'available'),
      field(level, 'trueAt'),
      [field(level, 'listed') === 'false' ? 'no longer listed' : '', field(level, 'note')]
        .filter(Boolean)
        .join('; '),
    ]),
  );

const recentOrders = (sku: Row): string =>
  titled(
    'Recent orders',
    ['order', 'units', 'delivered'],
    listField(sku, 'recentOrders').map((order) => [
      field(order, 'orderId'),
      field(order, 'quantity'),
      field(order, 'deliveredAt'),
    ]),
  );

const figures = (sku: Row): string =>
  titled(
    'In JOOR',
    ['warehouse', 'day', 'found by', 'wanted', 'held', 'state', 'sent', 'acknowledged', 'last refusal'],
    listField(sku, 'figures').map((figure) => [
      field(figure, 'warehouse'),
      field(figure, 'on') || 'now',
      field(figure, 'foundBy'),
      dashed(field(figure, 'wanted')),
      dashed(field(figure, 'inJoor')),
      field(figure, 'state'),
      dashed(field(figure, 'sentAt')),
      dashed(field(figure, 'acknowledgedAt')),
      lastRefusal(figure),
    ]),
  );

function lastRefusal(figure: Row): string {
  if (field(figure, 'refusal') === '') return '';
  const again = field(figure, 'retryAt');
  return `${field(figure, 'refusal')}, ${field(figure, 'tries')} times in a row${again && `, again at ${again}`}`;
}

export const SKIP_COLUMNS = ['SKU', 'kind', 'asked again', 'reason'];

/** Why JOOR is not told of a SKU, or does not take it. */
export const listedSkip = (row: Row): string[] => [
  field(row, 'sku'),
  field(row, 'kind'),
  dashed(field(row, 'retryAt')),
  field(row, 'reason'),
];

/** That nothing is sent of these connections; blank for none. */
export const offText = (connections: readonly string[]): string =>
  connections.length === 0
    ? ''
    : `\n\nInventory Schedule of ${connections.join(', ')} is Off: nothing is sent.`;
