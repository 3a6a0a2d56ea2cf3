import type { TSchema } from '@sinclair/typebox';
import fc from 'fast-check';
import { Malformed } from '../event/malformed.js';
import { Order, OrderLine } from '../order/order.js';
import { ORDER_STATUSES } from '../order/order-status.js';
import { activity } from './activity.js';
import { apiKeyChanged, supersedesApiKey } from './api-key-changed.js';
import { ORDER_STATES, orderOutcome } from './order-outcome.js';
import { orderKey, orderRevised, TEST_ORDER_PREFIX } from './order-revised.js';

const AT = '2026-01-01T00:00:00Z';
const FORMATS: Readonly<Record<string, string>> = { instant: AT, date: '2026-01-31', decimal: '1.00' };

/** The least that fits a schema: blank texts, no list items, the first of what may be chosen. */
function least(schema: TSchema): unknown {
  if (schema.properties) {
    const fields: [string, TSchema][] = Object.entries(schema.properties);
    return Object.fromEntries(fields.map(([name, field]) => [name, least(field)]));
  }
  if (schema.anyOf) return least(schema.anyOf[0]);
  if ('const' in schema) return schema.const;
  if (schema.type === 'string') return FORMATS[schema.format] ?? 'x'.repeat(schema.minLength ?? 0);
  return { array: [], integer: 1, boolean: false }[String(schema.type)];
}

const over = (decode: (value: Buffer) => unknown, good: object) => (change: object) =>
  decode(Buffer.from(JSON.stringify({ ...good, ...change })));

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
    at: AT,
  };
  const decode = over(orderOutcome.decode, good);

  it.each(ORDER_STATES)('may be %s', (state) => expect(decode({ state })).toEqual({ ...good, state }));

  it.each([
    ['an unknown state', { state: 'lost' }],
    ['no rule field', { rule: undefined }],
    ['a number as WMS id', { wmsOrderId: 7 }],
  ])('has not %s', (_name, change) => expect(() => decode(change)).toThrow(Malformed));
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
