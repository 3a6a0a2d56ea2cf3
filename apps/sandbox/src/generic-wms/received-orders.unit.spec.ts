import { readOrders } from './received-orders.js';

describe('readOrders', () => {
  it('reads one order', () => {
    const body = '{"externalId":"a","lines":[]}';
    expect(readOrders(body)).toEqual({ batch: false, orders: [{ externalId: 'a', text: body }] });
  });

  it.each(['{"orders":[{"externalId":"a"},{"externalId":"b"}]}', '[{"externalId":"a"},{"externalId":"b"}]'])(
    'reads a batch: %s',
    (body) => {
      expect(readOrders(body)).toEqual({
        batch: true,
        orders: [
          { externalId: 'a', text: '{"externalId":"a"}' },
          { externalId: 'b', text: '{"externalId":"b"}' },
        ],
      });
    },
  );

  it('keeps an order of a batch that has no id, to be answered', () => {
    expect(readOrders('[{"externalId":7},null]')).toMatchObject({
      batch: true,
      orders: [{ externalId: '' }, { externalId: '' }],
    });
  });

  it.each([
    ['{', 'not JSON'],
    ['', 'not JSON'],
    ['7', 'externalId'],
    ['{}', 'externalId'],
    ['{"externalId":""}', 'externalId'],
    ['{"externalId":7}', 'externalId'],
  ])('finds the fault of %s', (body, fault) => {
    expect(readOrders(body)).toEqual({ fault: expect.stringContaining(fault) });
  });
});
