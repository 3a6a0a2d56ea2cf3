import { details, oneLine, table } from '../output/table.js';
import { anyField, field, listField, type Row, readRow } from '../service/fields.js';

/** One line of the list. */
export const listedOrder = (row: Row): string[] => [
  `${field(row, 'connectionId')}:${field(row, 'orderId')}`,
  field(row, 'purchaseOrder'),
  anyField(row, 'customer.name', 'customerName', 'customer', 'customerCode'),
  field(row, 'state'),
  field(row, 'wmsOrderId'),
  anyField(row, 'updatedAt', 'decidedAt', 'modifiedAt'),
  anyField(row, 'reason', 'explanation'),
];
export const ORDER_COLUMNS = ['order', 'PO', 'customer', 'state', 'WMS order', 'changed', 'reason'];

/** One order for a person: where it stands, why, and what was tried. */
export function orderText(order: Row): string {
  const delivery = order.delivery ? readRow(order.delivery, 'The delivery') : {};
  const facts = details([
    ['order', `${field(order, 'connectionId')}:${field(order, 'orderId')}`],
    ['PO', anyField(order, 'purchaseOrder', 'order.purchaseOrder')],
    ['customer', anyField(order, 'customer.name', 'customerName', 'order.customer.name')],
    ['state', anyField(order, 'state', 'delivery.state')],
    ['reason', anyField(order, 'reason', 'delivery.reason') || '-'],
    ['WMS order', anyField(order, 'wmsOrderId', 'delivery.wmsOrderId') || '-'],
    ['next try', anyField(delivery, 'nextAttemptAt', 'dueAt') || '-'],
  ]);
  return [facts, ...decisions(order), ...attempts(order), ...reviews(order)].join('\n\n');
}

function decisions(order: Row): string[] {
  const all = listField(order, 'decisions');
  const newest = order.decision ? readRow(order.decision, 'The decision') : all[0];
  if (!newest) return [];
  const version = field(newest, 'settingsVersion');
  const head = `Decision: ${field(newest, 'outcome')} under settings version ${version}`;
  const rules = listField(newest, 'explanation').map((each) => [
    field(each, 'rule'),
    field(each, 'verdict'),
    field(each, 'text'),
  ]);
  return [`${head}\n${table(['rule', 'verdict', 'what it saw'], rules)}`];
}

function attempts(order: Row): string[] {
  const tried = listField(order, 'attempts').map((each) => [
    anyField(each, 'startedAt', 'at'),
    anyField(each, 'answer', 'kind', 'state'),
    anyField(each, 'exchange.status', 'status', 'responseStatus'),
    oneLine(anyField(each, 'reason', 'exchange.responseBody', 'responseBody')).slice(0, 80),
  ]);
  return tried.length === 0 ? [] : [`Attempts\n${table(['at', 'came to', 'status', 'answer'], tried)}`];
}

function reviews(order: Row): string[] {
  const open = listField(order, 'reviews').map((each) => [
    anyField(each, 'createdAt', 'at'),
    anyField(each, 'state', 'status'),
    anyField(each, 'reason', 'kind', 'text'),
  ]);
  return open.length === 0 ? [] : [`Reviews\n${table(['at', 'state', 'what'], open)}`];
}
