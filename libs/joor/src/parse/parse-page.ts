import type { Order } from '@joor-bridge/contracts';
import { JoorFailure } from '../client/joor-failure.js';
import { mustBeGranted } from './granted.js';
import { parseOrder } from './parse-order.js';
import { rawText } from './raw-text.js';
import { UnreadableRecord } from './unreadable-record.js';

/** A record of a page that can't be read, with its body as JSON text. */
export interface UnreadableOrder {
  readonly raw: string;
  readonly reason: string;
  /** Where the record at least has one. */
  readonly orderId?: string;
}

export interface OrderPage {
  readonly orders: readonly Order[];
  readonly unreadable: readonly UnreadableOrder[];
}

/**
 * Reads one answer of JOOR v2's order list: `{ response, orders }`. A record that can't be read doesn't
 * touch the others of its page. The numbers of the envelope are not read: none is to be trusted for paging.
 * @throws JoorFailure `malformed` when it is no order list, `refused` when JOOR's own code isn't 0
 */
export function parsePage(body: unknown): OrderPage {
  const orders: Order[] = [];
  const unreadable: UnreadableOrder[] = [];
  for (const record of recordsOf(body)) {
    try {
      orders.push(parseOrder(record));
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      unreadable.push({ raw: rawText(record), reason: error.message, ...orderIdOf(record) });
    }
  }
  return { orders, unreadable };
}

function recordsOf(body: unknown): readonly unknown[] {
  if (!isObject(body) || !('response' in body || 'orders' in body)) {
    throw new JoorFailure('malformed', 'JOOR answered something that is no list of orders.');
  }
  mustBeGranted(body.response ?? {});
  const orders = body.orders ?? '';
  if (orders === '') return [];
  return Array.isArray(orders) ? orders : [orders];
}

function orderIdOf(record: unknown): { orderId?: string } {
  const id = isObject(record) ? record.order_id : undefined;
  const text = typeof id === 'number' || typeof id === 'string' ? String(id).trim() : '';
  return text !== '' && text.length <= 64 ? { orderId: text } : {};
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
