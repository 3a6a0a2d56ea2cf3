import type { Order } from '@joor-bridge/contracts';
import { JoorFailure } from '../client/joor-failure.js';
import { LooseRecord } from './loose-record.js';
import { parseOrder } from './parse-order.js';
import { UnreadableRecord } from './unreadable-record.js';

/** A record of a page that can't be read, with its body as JSON text. */
export interface UnreadableOrder {
  readonly raw: string;
  readonly reason: string;
  /** Where the record at least has one. */
  readonly orderId?: string;
}

/** What JOOR says about a list. None of its numbers is to be trusted for paging. */
export interface Envelope {
  readonly comment: string;
  readonly startFrom: number | null;
  readonly nextStart: number | null;
  readonly count: number | null;
  readonly logId: string;
}

export interface OrderPage {
  readonly orders: readonly Order[];
  readonly unreadable: readonly UnreadableOrder[];
  readonly envelope: Envelope;
}

/**
 * Reads one answer of JOOR v2's order list: `{ response, orders }`. A record that can't be read doesn't
 * touch the others of its page.
 * @throws JoorFailure `malformed` when it is no order list, `refused` when JOOR's own code isn't 0
 */
export function parsePage(body: unknown): OrderPage {
  const { envelope, records } = openEnvelope(body);
  const orders: Order[] = [];
  const unreadable: UnreadableOrder[] = [];
  for (const record of records) {
    try {
      orders.push(parseOrder(record));
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      unreadable.push({ raw: rawOf(record), reason: error.message, ...orderIdOf(record) });
    }
  }
  return { orders, unreadable, envelope };
}

function openEnvelope(body: unknown): { envelope: Envelope; records: readonly unknown[] } {
  if (!isObject(body) || !('response' in body || 'orders' in body)) {
    throw new JoorFailure('malformed', 'JOOR answered something that is no list of orders.');
  }
  const envelope = readEnvelope(body.response ?? {});
  const orders = body.orders ?? '';
  if (orders === '') return { envelope, records: [] };
  return { envelope, records: Array.isArray(orders) ? orders : [orders] };
}

function readEnvelope(response: unknown): Envelope {
  try {
    const answer = LooseRecord.of(response, 'response');
    const comment = answer.text('comment');
    const logId = answer.text('log_id');
    const code = answer.text('code');
    if (code !== '' && code !== '0') throw refusal(code, comment, logId);
    return { comment, logId, startFrom: position(response, 'start_from'), ...readCounts(response) };
  } catch (error) {
    if (error instanceof UnreadableRecord) {
      throw new JoorFailure('malformed', `JOOR answered a list whose ${error.message}.`);
    }
    throw error;
  }
}

const readCounts = (response: unknown) => ({
  nextStart: position(response, 'next_start'),
  count: position(response, 'count'),
});

const refusal = (code: string, comment: string, logId: string) =>
  new JoorFailure(
    'refused',
    `JOOR refused the request with code ${code}: ${comment || 'no comment'} (log id ${logId || 'none'}). ` +
      'Give JOOR support the log id if the comment does not help.',
    { logId },
  );

/** Paging never depends on these numbers, so an odd one is no reason to fail. */
function position(response: unknown, field: string): number | null {
  const value = isObject(response) ? response[field] : null;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

function orderIdOf(record: unknown): { orderId?: string } {
  const id = isObject(record) ? record.order_id : undefined;
  const text = typeof id === 'number' || typeof id === 'string' ? String(id).trim() : '';
  return text !== '' && text.length <= 64 ? { orderId: text } : {};
}

function rawOf(record: unknown): string {
  try {
    return JSON.stringify(record);
  } catch {
    return JSON.stringify('the record is nested too deep to be printed');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
