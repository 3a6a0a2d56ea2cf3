import { notFound } from '../http/exchange.js';
import type { JoorApi } from './api.js';
import { answerOne, answerOrders } from './order-answers.js';
import { readOrderQuery } from './order-query.js';

const ORDER_PATH = /^\/v2\/order(s?)\/?([^/]*)\/?$/;

/** JOOR's v2 orders, which can only be read. */
export const orderApi: JoorApi = {
  route: (path) => {
    const match = ORDER_PATH.exec(path);
    return match && (match[2] ? '/v2/order/{id}' : '/v2/order/');
  },
  answer: ({ world, account, call }) => {
    const [, plural, id] = ORDER_PATH.exec(call.path) ?? [];
    if (call.method !== 'GET' || (plural === 's' && !world.pluralPath)) return notFound(call);
    const query = readOrderQuery(call.query, world.maxPage);
    const orderId = id || call.query.get('order_id');
    return orderId ? answerOne(world, account, orderId) : answerOrders(world, account, query);
  },
};
