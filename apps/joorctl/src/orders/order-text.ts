import { details, oneLine, table } from '../output/table.js';
import { field, listField, type Row, readRow } from '../service/fields.js';

/** Longest part of an answer that is shown, in characters; `--json` has it whole. */
const SHOWN_CHARACTERS = 100;

export const ORDER_COLUMNS = ['order', 'PO', 'customer', 'total', 'state', 'WMS order', 'modified', 'reason'];

/** One line of the list. */
export const listedOrder = (row: Row): string[] => [
  nameOf(row),
  field(row, 'purchaseOrder'),
  field(row, 'customerName'),
  `${field(row, 'total')} ${field(row, 'currency')}`,
  field(row, 'state'),
  field(row, 'wmsOrderId'),
  field(row, 'modifiedAt'),
  field(row, 'reason'),
];

/** One order for a person: where it stands, why, and what was tried. */
export function orderText(order: Row): string {
  const facts = details([
    ['order', nameOf(order)],
    ['PO', field(order, 'purchaseOrder') || '-'],
    ['customer', [field(order, 'customerName'), field(order, 'customerCode')].filter(Boolean).join(', ')],
    ['total', `${field(order, 'total')} ${field(order, 'currency')}`],
    ['in JOOR', `${field(order, 'joorStatus')}, modified ${field(order, 'modifiedAt')}`],
    ['state', field(order, 'state')],
    ['reason', field(order, 'reason') || '-'],
    ...delivery(order),
  ]);
  return [facts, decision(order), ...attempts(order), ...reviews(order)].join('\n\n');
}

const nameOf = (order: Row): string => `${field(order, 'connectionId')}:${field(order, 'orderId')}`;

function delivery(order: Row): (readonly [string, string])[] {
  if (order.delivery === null || order.delivery === undefined) return [];
  const one = readRow(order.delivery, 'The delivery');
  const due = field(one, 'dueAt');
  return [
    ['WMS order', field(one, 'wmsOrderId') || '-'],
    ['tries', `${field(one, 'attempts')}${due ? `, the next at ${due}` : ''}`],
    ...(field(one, 'doubt') === 'true'
      ? [['doubt', 'a try may have reached the WMS; nothing is sent before that is known'] as const]
      : []),
    ...(field(one, 'testMode') === 'true' ? [['test mode', 'yes'] as const] : []),
  ];
}

function decision(order: Row): string {
  const newest = readRow(order.decision, 'The decision');
  const rules = listField(newest, 'explanation').map((each) => [
    field(each, 'rule'),
    field(each, 'verdict'),
    field(each, 'text'),
  ]);
  const head = `Decision: ${field(newest, 'outcome')}, under settings version ${field(newest, 'settingsVersion')}, ${field(newest, 'decidedAt')}`;
  return rules.length === 0 ? head : `${head}\n${table(['rule', 'verdict', 'what it saw'], rules)}`;
}

function attempts(order: Row): string[] {
  const tried = listField(order, 'attempts').map((each) => [
    field(each, 'startedAt'),
    field(each, 'answer'),
    field(each, 'status') || '-',
    oneLine(field(each, 'reason') || field(each, 'responseBody')).slice(0, SHOWN_CHARACTERS),
  ]);
  return tried.length === 0
    ? []
    : [`Attempts\n${table(['at', 'came to', 'status', 'what was said'], tried)}`];
}

function reviews(order: Row): string[] {
  const tasks = listField(order, 'reviews').flatMap((each) =>
    listField(each, 'changes').map((change) => [
      field(each, 'openedAt'),
      field(each, 'state'),
      field(each, 'kind'),
      `${field(change, 'what')}: ${field(change, 'before')} -> ${field(change, 'after')}`,
    ]),
  );
  return tasks.length === 0 ? [] : [`Reviews\n${table(['at', 'state', 'kind', 'what changed'], tasks)}`];
}
