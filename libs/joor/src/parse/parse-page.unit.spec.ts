import { JoorFailure } from '../client/joor-failure.js';
import { orderListAnswer } from './fixtures/order-list-answer.js';
import { parsePage } from './parse-page.js';

const [order] = orderListAnswer.orders;

function failureOf(body: unknown): JoorFailure {
  try {
    parsePage(body);
  } catch (error) {
    if (error instanceof JoorFailure) return error;
  }
  throw new Error('the page was read');
}

test('a page has orders', () => {
  const page = parsePage(orderListAnswer);
  expect(page.orders.map(({ orderId }) => orderId)).toEqual(['172728']);
  expect(page.unreadable).toEqual([]);
});

test.each([
  [{ response: { code: '0', next_start: '' }, orders: '' }],
  [{ response: { code: 0 }, orders: [] }],
  [{ response: { code: 0 } }],
  [{ orders: null }],
])('%j is an empty page', (body) => {
  expect(parsePage(body)).toEqual({ orders: [], unreadable: [] });
});

test('the only order of a page may come as the object itself', () => {
  expect(parsePage({ orders: order }).orders).toHaveLength(1);
});

test('odd numbers in the envelope are no reason to fail', () => {
  const response = { code: 0, start_from: '100', next_start: 'soon', count: {} };
  expect(parsePage({ response, orders: [order] }).orders).toHaveLength(1);
});

test('records that cannot be read leave the others alone and keep their body', () => {
  const broken = { ...order, order_id: 9, order_total: 'much' };
  const page = parsePage({ orders: [broken, order, 'no object', { order_type: 4 }] });
  expect(page.orders.map(({ orderId }) => orderId)).toEqual(['172728']);
  expect(page.unreadable.map(({ orderId, reason }) => [orderId, reason])).toEqual([
    ['9', 'order_total: is not a decimal number of at most 15 digits'],
    [undefined, 'order: is not an object'],
    [undefined, 'order_id: is blank'],
  ]);
  expect(JSON.parse(page.unreadable[0]?.raw ?? '')).toEqual(broken);
});

test('a record nested without end is told apart like any other', () => {
  let deep: unknown = 'x';
  for (let level = 0; level < 50_000; level += 1) deep = [deep];
  const page = parsePage({ orders: [{ ...order, order_comments: deep }, order] });
  expect(page.orders).toHaveLength(1);
  expect(page.unreadable[0]).toMatchObject({
    orderId: '172728',
    raw: expect.stringContaining('nested too deep'),
  });
});

test("JOOR's own error code is told with its comment and log id", () => {
  const failure = failureOf({
    response: { code: 17, comment: 'date_end is missing', log_id: 'L-5' },
    orders: '',
  });
  expect(failure).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('code 17: date_end is missing (log id L-5)'),
  });
});

test.each([[null], [[]], ['<html>'], [{ message: 'ok' }], [{ response: 'fine' }]])(
  '%j is no list of orders',
  (body) => {
    expect(failureOf(body).kind).toBe('malformed');
  },
);
