import fc from 'fast-check';
import { Malformed } from '../event/malformed.js';
import { Order, OrderLine } from '../order/order.js';
import { ORDER_STATUSES } from '../order/order-status.js';
import { AT, least, over } from '../testing/least.js';
import { activity } from './activity.js';
import { apiKeyChanged, supersedesApiKey } from './api-key-changed.js';
import { ORDER_STATES, type OrderOutcome, orderOutcome } from './order-outcome.js';
import { orderKey, orderRevised, TEST_ORDER_PREFIX } from './order-revised.js';

describe('an order was revised', () => {
  const order = least(Order) as Order;
  const good = { connectionId: 'c', workspaceId: 'w', revision: '12345678', observedAt: AT, order };
  const decode = over(orderRevised.decode, good);
  const ordered = (change: object) => decode({ order: { ...order, ...change } });
  const withLine = (change: object) =>
    ordered({ lines: [{ ...(least(OrderLine) as OrderLine), ...change }] });

  const lines = (count: number) => Array.from({ length: count }, () => least(OrderLine));

  it('travels whole', () => expect(decode({})).toEqual(good));

  it.each(ORDER_STATUSES)('in the status %s', (status) => {
    expect(() => ordered({ status })).not.toThrow();
  });

  it.each([
    ['no connection', () => decode({ connectionId: '' })],
    ['a revision that is too short to be a hash', () => decode({ revision: '1234567' })],
    ['an unknown status', () => ordered({ status: 'Approved' })],
    ['an order id with a space, which could not be a header', () => ordered({ orderId: '1 2' })],
    ['an order id with a line break', () => ordered({ orderId: '12\n' })],
    ['an order id beyond ASCII', () => ordered({ orderId: '１２' })],
    ['a total that is a float', () => ordered({ total: 12.5 })],
    ['a day that no calendar has', () => ordered({ shipStart: '2026-02-30' })],
    ['a customer left out', () => ordered({ customer: undefined })],
    ['half a unit', () => withLine({ quantity: 0.5 })],
    ['a casepack of nothing', () => withLine({ multiplier: 0 })],
    ['a line without its key', () => withLine({ key: '' })],
    ['5,001 lines', () => orderRevised.parse({ ...good, order: { ...order, lines: lines(5_001) } })],
  ])('is refused with %s', (_name, work) => expect(work).toThrow(Malformed));

  it.each([
    ['5,000 lines', () => orderRevised.parse({ ...good, order: { ...order, lines: lines(5_000) } })],
    ['no line', () => ordered({ lines: [] })],
    ['no dates to ship', () => ordered({ shipStart: null, shipEnd: null })],
    ['a line taken back', () => withLine({ quantity: -3 })],
    ['no casepack', () => withLine({ multiplier: null })],
    ['a blank customer code', () => ordered({ customer: { ...order.customer, code: '' } })],
    ['a test order id', () => ordered({ orderId: `${TEST_ORDER_PREFIX}123` })],
  ])('is taken with %s', (_name, work) => expect(work).not.toThrow());
});

describe('the key of an order', () => {
  it('is connection and order', () => expect(orderKey('con_a', '123')).toBe('con_a:123'));

  it('is another for another order, also of test mode', () => {
    const connection = fc.stringMatching(/^con_[a-z0-9]{1,20}$/);
    const order = fc.stringMatching(/^[!-~]{1,30}$/);
    fc.assert(
      fc.property(connection, order, connection, order, (c1, o1, c2, o2) => {
        expect(orderKey(c1, o1) === orderKey(c2, o2)).toBe(c1 === c2 && o1 === o2);
      }),
    );
    expect(TEST_ORDER_PREFIX).toBe('TEST-');
    expect(orderKey('c', `${TEST_ORDER_PREFIX}1`)).not.toBe(orderKey('c', '1'));
  });
});

describe('an outcome', () => {
  const good = {
    connectionId: 'c',
    workspaceId: 'w',
    orderId: '1',
    revision: '12345678',
    modifiedAt: AT,
    state: 'held',
    rule: 'ship-method',
    reason: 'No mapping.',
    settingsVersion: 3,
    wmsOrderId: null,
    cancelledInJoor: false,
    warehouse: { code: 'EAST', name: 'East' },
    deliveredAt: null,
    lines: [],
    at: AT,
  };
  const decode = over(orderOutcome.decode, good);
  const delivered = {
    ...{ state: 'delivered', rule: null, reason: null, deliveredAt: '2025-12-31T23:59:59.5Z' },
    lines: [{ itemCode: '812345670011', quantity: 7 }],
  };

  it.each(ORDER_STATES)('may be %s', (state) => expect(decode({ state })).toEqual({ ...good, state }));

  it('tells what was delivered', () => {
    expect(decode(delivered)).toEqual({ ...good, ...delivered });
    expect(decode({ warehouse: null, cancelledInJoor: true })).toMatchObject({ cancelledInJoor: true });
  });

  it.each([
    ['an unknown state', { state: 'lost' }],
    ['no rule field', { rule: undefined }],
    ['a number as WMS id', { wmsOrderId: 7 }],
    ['a warehouse without a name', { warehouse: { code: 'EAST' } }],
    ['half a unit', { lines: [{ itemCode: 'A', quantity: 0.5 }] }],
    ['units of nothing', { lines: [{ quantity: 1 }] }],
    ['a delivery on a day', { deliveredAt: '2026-01-01' }],
    ['a word for whether it is cancelled', { cancelledInJoor: 'No' }],
  ])('has not %s', (_name, change) => expect(() => decode(change)).toThrow(Malformed));
});

describe('an outcome of before inventory was known', () => {
  const {
    cancelledInJoor: _c,
    warehouse: _w,
    deliveredAt: _d,
    lines: _l,
    ...older
  } = least(orderOutcome.schema) as OrderOutcome;
  const decode = over(orderOutcome.decode, older);

  it('took nothing that is known, in no warehouse, and was not cancelled', () => {
    const unknown = { cancelledInJoor: false, warehouse: null, lines: [] };
    expect(decode({ state: 'skipped' })).toMatchObject({ ...unknown, deliveredAt: null });
    expect(decode({ state: 'delivered' })).toMatchObject({ ...unknown, deliveredAt: AT });
  });

  it('is left as it was', () => {
    const value = { ...older, state: 'delivered' };
    const before = structuredClone(value);
    orderOutcome.parse(value);
    expect(value).toEqual(before);
  });

  it.each([null, 7, 'text', []])('is not %j', (value) => {
    expect(() => orderOutcome.parse(value)).toThrow(Malformed);
  });
});

describe('an API key', () => {
  const good = {
    keyId: 'k',
    workspaceId: null,
    name: 'n',
    hash: 'a'.repeat(64),
    expiresAt: null,
    revokedAt: null,
  };
  const decode = over(apiKeyChanged.decode, good);

  it('may be for every workspace, or one', () => {
    expect(decode({})).toEqual(good);
    expect(decode({ workspaceId: 'w', expiresAt: AT, revokedAt: AT })).toMatchObject({ workspaceId: 'w' });
  });

  it.each([
    ['the key in place of its hash', { hash: 'jb_k_secret' }],
    ['a hash in upper case', { hash: 'A'.repeat(64) }],
    ['half a hash', { hash: 'a'.repeat(32) }],
    ['an expiry without a zone', { expiresAt: '2026-01-01T00:00:00' }],
  ])('has not %s', (_name, change) => expect(() => decode(change)).toThrow(Malformed));

  it.each([
    [null, null, true],
    [null, AT, true],
    [AT, AT, true],
    [AT, null, false],
  ])('revoked at %p, then told as revoked at %p: believed %p', (was, is, believed) => {
    expect(supersedesApiKey({ ...good, revokedAt: was }, { ...good, revokedAt: is })).toBe(believed);
  });
});

describe('an activity', () => {
  const good = {
    connectionId: 'c',
    workspaceId: 'w',
    at: AT,
    service: 's',
    level: 'info',
    kind: 'k',
    message: 'm',
  };
  const decode = over(activity.decode, good);

  it.each(['info', 'warning', 'error'])('may be of level %s', (level) => {
    expect(decode({ level, orderId: '1' })).toEqual({ ...good, level, orderId: '1' });
  });

  it.each([
    ['another level', { level: 'fatal' }],
    ['a message of 2,001', { message: 'x'.repeat(2_001) }],
  ])('has not %s', (_name, change) => expect(() => decode(change)).toThrow(Malformed));
});
