import { listedOrder, ORDER_COLUMNS, orderText } from './order-text.js';

const ORDER = {
  connectionId: 'con_1',
  orderId: '7',
  state: 'delivered',
  reason: null,
  joorStatus: 'approved',
  purchaseOrder: '',
  customerCode: '',
  customerName: 'Maison',
  currency: 'EUR',
  total: '1.50',
  wmsOrderId: 'W-1',
  modifiedAt: '2026-11-24T14:00:00Z',
  decision: { outcome: 'deliver', settingsVersion: 1, decidedAt: '2026-11-24T14:01:00Z', explanation: [] },
  delivery: { attempts: 1, wmsOrderId: 'W-1', dueAt: null, doubt: false, testMode: false },
  attempts: [],
  reviews: [],
};

it('has a value for every column of the list', () => {
  expect(listedOrder(ORDER)).toHaveLength(ORDER_COLUMNS.length);
  expect(listedOrder({})).toHaveLength(ORDER_COLUMNS.length);
});

it('tells a delivered order in a few lines', () => {
  expect(orderText(ORDER)).toBe(
    [
      'order      con_1:7',
      'PO         -',
      'customer   Maison',
      'total      1.50 EUR',
      'in JOOR    approved, modified 2026-11-24T14:00:00Z',
      'state      delivered',
      'reason     -',
      'WMS order  W-1',
      'tries      1',
      '',
      'Decision: deliver, under settings version 1, 2026-11-24T14:01:00Z',
    ].join('\n'),
  );
});

it('says that an order was not really sent', () => {
  const delivery = { ...ORDER.delivery, testMode: true };
  expect(orderText({ ...ORDER, delivery })).toMatch(/test mode +yes/);
});

it('says when an answer is in doubt', () => {
  const delivery = { ...ORDER.delivery, doubt: true };
  expect(orderText({ ...ORDER, delivery })).toContain('nothing is sent before that is known');
});

it('shows a long answer in part, and no control characters of it', () => {
  const attempts = [
    { startedAt: 'now', answer: 'rejected', status: 422, reason: `\u001b[2J${'x'.repeat(300)}` },
  ];
  const text = orderText({ ...ORDER, attempts });
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('x'.repeat(101));
  expect(text).toContain('x'.repeat(90));
});

it('shows every change of a review', () => {
  const changes = [
    { what: 'ship date', before: '2027-01-01', after: '2027-02-01' },
    { what: 'line 2', before: '10', after: '' },
  ];
  const reviews = [{ openedAt: 'now', state: 'open', kind: 'edited', changes }];
  const text = orderText({ ...ORDER, reviews });
  expect(text).toContain('ship date: 2027-01-01 -> 2027-02-01');
  expect(text).toContain('line 2: 10 ->');
});

it('refuses an order that has no decision: it is of another version', () => {
  expect(() => orderText({ ...ORDER, decision: undefined })).toThrow('The decision came in a shape');
});
