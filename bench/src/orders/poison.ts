import { orderRecord } from '../stage/order-record.js';

/** A record as it lies on the wire. */
export interface WireRecord {
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly bytes: number;
}

const MEGABYTE = 1_000_000;
const DEPTH = 50_000;

/** Poison comes under a connection that has good orders too; its keys spread over the same partitions. */
const POISONED = 'con_0';

const good = (orderId: string) => orderRecord(POISONED, orderId);

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const spoilt = (orderId: string, change: (value: Record<string, unknown>) => void): Buffer => {
  const value = structuredClone(good(orderId).value);
  change(value as unknown as Record<string, unknown>);
  return json(value);
};
const orderOf = (value: Record<string, unknown>) => value.order as Record<string, unknown>;

/** What can be wrong with a record, and the words its dead letter must have about it. */
export const POISON: readonly {
  readonly name: string;
  readonly value: (orderId: string) => Buffer;
  readonly type?: string | null;
  readonly says: RegExp;
}[] = [
  { name: 'not JSON', value: () => Buffer.from('{"order":'), says: /not JSON/ },
  { name: 'HTML', value: () => Buffer.from('<html>502 Bad Gateway</html>'), says: /not JSON/ },
  { name: 'empty', value: () => Buffer.alloc(0), says: /not JSON|no value/ },
  { name: 'a NUL byte', value: () => Buffer.from([0]), says: /not JSON/ },
  { name: 'bytes that are no text', value: () => Buffer.from([0xff, 0xfe, 0x00, 0xd8]), says: /not JSON/ },
  { name: 'null', value: () => json(null), says: /Expected object/ },
  { name: 'a number', value: () => json(7), says: /Expected object/ },
  { name: 'a list', value: () => json([good('1').value]), says: /Expected/ },
  {
    name: 'a list 50,000 deep',
    value: () => Buffer.from('['.repeat(DEPTH) + ']'.repeat(DEPTH)),
    says: /Expected|not JSON/,
  },
  {
    name: 'objects 50,000 deep',
    value: () => Buffer.from(`${'{"order":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`),
    says: /Expected|not JSON/,
  },
  {
    name: 'an order that is larger than an event may be',
    value: (id) => spoilt(id, (value) => (value.padding = 'x'.repeat(MEGABYTE))),
    says: /bytes, more than the/,
  },
  {
    name: 'a quantity that is text',
    value: (id) =>
      spoilt(id, (value) => {
        const [line] = orderOf(value).lines as Record<string, unknown>[];
        if (line) line.quantity = '10';
      }),
    says: /\/order\/lines\/0\/quantity: Expected integer/,
  },
  {
    name: 'a total that is a float',
    value: (id) => spoilt(id, (value) => (orderOf(value).total = 400.5)),
    says: /\/order\/total: Expected string/,
  },
  {
    name: 'a day that does not exist',
    value: (id) => spoilt(id, (value) => (orderOf(value).modifiedAt = '2026-13-45T00:00:00Z')),
    says: /\/order\/modifiedAt/,
  },
  {
    name: 'a status that is unknown',
    value: (id) => spoilt(id, (value) => (orderOf(value).status = 'teleported')),
    says: /\/order\/status/,
  },
  {
    name: 'an order without an id',
    value: (id) => spoilt(id, (value) => delete orderOf(value).orderId),
    says: /\/order\/orderId/,
  },
  {
    name: 'an order id that no header can hold',
    value: (id) => spoilt(id, (value) => (orderOf(value).orderId = '注文 1')),
    says: /\/order\/orderId/,
  },
  {
    name: 'an order id with a space, which would not be signed as it is read',
    value: (id) => spoilt(id, (value) => (orderOf(value).orderId = ' 1 ')),
    says: /\/order\/orderId/,
  },
  {
    name: 'an order id with a NUL character',
    value: (id) => spoilt(id, (value) => (orderOf(value).orderId = '1\u0000')),
    says: /\/order\/orderId/,
  },
  {
    name: 'a revision that is too short to be one',
    value: (id) => spoilt(id, (value) => (value.revision = 'a')),
    says: /\/revision/,
  },
  {
    name: 'a time without its zone',
    value: (id) => spoilt(id, (value) => (orderOf(value).createdAt = '2026-11-02T09:00:00')),
    says: /\/order\/createdAt/,
  },
  {
    name: 'a prototype where the order should be',
    value: () => Buffer.from('{"__proto__":{"connectionId":"con_0"},"constructor":{}}'),
    says: /Expected/,
  },
  {
    name: 'an unknown version',
    value: (id) => json(good(id).value),
    type: 'joor.order.revised.v9',
    says: /unknown type joor\.order\.revised\.v9/,
  },
  {
    name: 'a type of another topic',
    value: (id) => json(good(id).value),
    type: 'settings.connection.changed.v1',
    says: /unknown type/,
  },
  { name: 'no type', value: (id) => json(good(id).value), type: null, says: /no ce_type header/ },
];

/** The `at`th poison record; kinds take turns. Its `poison-id` header finds it among the dead letters. */
export function poisonRecord(at: number): WireRecord {
  const kind = kindOf(at);
  const orderId = `poison-${at}`;
  const value = kind.value(orderId);
  const type = kind.type === undefined ? good(orderId).type : kind.type;
  const headers = { 'poison-id': String(at), ce_id: orderId, ...(type === null ? {} : { ce_type: type }) };
  return { key: `${POISONED}:${orderId}`, value, headers, bytes: value.length + 1_000 };
}

/** What is wrong with the `at`th. */
export function kindOf(at: number): (typeof POISON)[number] {
  const kind = POISON[at % POISON.length];
  if (kind === undefined) throw new Error('there is no poison');
  return kind;
}
