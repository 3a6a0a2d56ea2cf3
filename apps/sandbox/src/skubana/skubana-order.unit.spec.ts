import { orderFault, type SkubanaOrder, shown } from './skubana-order.js';

const none = { amount: 0, currency: 'USD' };
const good = {
  salesChannelId: 7,
  orderNumber: 'JOOR-1',
  shipName: 'Receiving',
  shipAddress1: '12 Sample Street',
  shipCity: 'Portland',
  shipCountry: 'USA',
  insuranceCost: none,
  insuredValue: none,
  orderItems: [{ listingSku: 'A' }, { listingSku: 'B' }],
};

describe('orderFault', () => {
  it('finds none in an order with all that is required', () => {
    expect(orderFault(good)).toBeNull();
  });

  it.each([
    'salesChannelId',
    'orderNumber',
    'shipName',
    'shipAddress1',
    'shipCity',
    'shipCountry',
    'insuranceCost',
    'insuredValue',
  ])('wants %s', (name) => {
    for (const absent of [undefined, null, '']) {
      expect(orderFault({ ...good, [name]: absent })).toBe(`missing or invalid: ${name}`);
    }
  });

  it('names everything that is missing at once', () => {
    const { shipCity: _, insuredValue: __, ...rest } = good;
    expect(orderFault(rest)).toBe('missing or invalid: shipCity, insuredValue');
  });

  it.each([{ amount: '0', currency: 'USD' }, { amount: 0 }, { currency: 'USD' }, 0, null])(
    'takes %j for no money',
    (insuredValue) => {
      expect(orderFault({ ...good, insuredValue })).toContain('insuredValue');
    },
  );

  it.each([undefined, [], {}, 'items'])('wants items, not %j', (orderItems) => {
    expect(orderFault({ ...good, orderItems })).toContain('orderItems');
  });

  it.each([null, [], 'order', 1])('takes %j for no order', (value) => {
    expect(orderFault(value)).toBe('an order must be an object');
  });
});

describe('shown', () => {
  const order: SkubanaOrder = {
    orderId: 5,
    orderNumber: 'JOOR-1',
    salesChannelId: 7,
    sent: { ...good, customField1: 'PO-1', orderId: 'forged' },
    createdDate: '2026-11-24T12:00:00Z',
    status: 'AWAITING_SHIPMENT',
    cancelReason: null,
  };

  it('keeps what was sent and adds what Skubana knows', () => {
    expect(shown(order)).toMatchObject({
      orderId: 5,
      orderNumber: 'JOOR-1',
      orderStatus: 'AWAITING_SHIPMENT',
      customField1: 'PO-1',
      shipCity: 'Portland',
      relatedOrderIds: [],
      shipment: null,
    });
  });

  it('shows the channel as an object and numbers the items', () => {
    const read = shown(order);
    expect(read).toMatchObject({ salesChannel: { salesChannelId: 7 } });
    expect(read).not.toHaveProperty('salesChannelId');
    expect(read.orderItems).toEqual([
      { listingSku: 'A', orderItemId: 1 },
      { listingSku: 'B', orderItemId: 2 },
    ]);
  });
});
