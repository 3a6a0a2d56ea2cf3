import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { eventContract, MAX_EVENT_BYTES } from './event-contract.js';
import { Decimal, Instant } from './formats.js';
import { Malformed } from './malformed.js';

const contract = eventContract({
  type: 'test.thing.v1',
  description: 'For this test.',
  schema: Type.Object({
    name: Type.String({ maxLength: 10 }),
    price: Decimal(),
    at: Instant(),
    tags: Type.Array(Type.Object({ value: Type.Integer() })),
  }),
});
const good = { name: 'n', price: '1.50', at: '2026-01-01T00:00:00Z', tags: [{ value: 1 }] };
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const refusal = (work: () => unknown): Malformed => {
  try {
    work();
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
  throw new Error('it was taken');
};

describe('an event contract', () => {
  it('reads what fits', () => {
    expect(contract.decode(bytes(good))).toEqual(good);
    expect(contract.parse(good)).toBe(good);
  });

  it('lets fields pass that it does not know, so that a newer producer may add some', () => {
    const newer = { ...good, later: { a: 1 }, tags: [{ value: 1, unit: 'cm' }] };
    expect(contract.decode(bytes(newer))).toEqual(newer);
  });

  it.each([
    ['no value', null, 'test.thing.v1: the record has no value'],
    ['nothing', Buffer.alloc(0), 'test.thing.v1: not JSON (SyntaxError)'],
    ['half an event', bytes(good).subarray(0, 20), 'test.thing.v1: not JSON (SyntaxError)'],
    ['a page', Buffer.from('<html>'), 'test.thing.v1: not JSON (SyntaxError)'],
    ['bytes of no text', Buffer.from([0xff, 0xfe, 0x00]), 'test.thing.v1: not JSON (SyntaxError)'],
    ['two events', Buffer.concat([bytes(good), bytes(good)]), 'test.thing.v1: not JSON (SyntaxError)'],
  ])('refuses %s', (_name, value, message) => {
    expect(refusal(() => contract.decode(value)).message).toBe(message);
  });

  it.each([null, true, 7, 'text', [], [good]].map((value) => [JSON.stringify(value), value]))(
    'refuses JSON that is no object: %s',
    (_name, value) => {
      expect(refusal(() => contract.decode(bytes(value))).message).toMatch(/^test\.thing\.v1: \/: /);
    },
  );

  it.each([
    ['/name', { ...good, name: 7 }],
    ['/name', { ...good, name: undefined }],
    ['/name', { ...good, name: 'longer than ten' }],
    ['/price', { ...good, price: 1.5 }],
    ['/price', { ...good, price: '1,50' }],
    ['/at', { ...good, at: '2026-01-01' }],
    ['/tags', { ...good, tags: null }],
    ['/tags/1/value', { ...good, tags: [{ value: 1 }, { value: 1.5 }] }],
  ])('names the place %s of what does not fit', (place, value) => {
    expect(refusal(() => contract.decode(bytes(value))).message).toMatch(
      new RegExp(`^test\\.thing\\.v1: ${place}: `),
    );
  });

  it('takes an event of the largest size and refuses one byte more', () => {
    const padded = (size: number): Buffer => {
      const value = bytes(good);
      return Buffer.concat([value, Buffer.alloc(size - value.length, ' ')]);
    };
    expect(contract.decode(padded(MAX_EVENT_BYTES))).toEqual(good);
    expect(refusal(() => contract.decode(padded(MAX_EVENT_BYTES + 1))).message).toBe(
      'test.thing.v1: 1000001 bytes, more than the 1000000 allowed',
    );
  });

  it.each([
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['lists that never end', '['.repeat(100_000)],
  ])('refuses a hundred thousand nested %s without harm', (_name, text) => {
    refusal(() => contract.decode(Buffer.from(text)));
    expect(contract.decode(bytes(good))).toEqual(good);
  });

  it('makes nobody a prototype', () => {
    const value = Buffer.from(`{"__proto__":{"admin":true},${JSON.stringify(good).slice(1)}`);
    contract.decode(value);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('never repeats the value in what it says, which may be a secret', () => {
    const secret = fc.string({ minLength: 12, maxLength: 60 }).map((text) => `s3cr3t${text}`);
    const spoilt = fc.oneof(
      secret.map((text) => bytes({ ...good, name: text })),
      secret.map((text) => bytes({ ...good, price: text })),
      secret.map((text) => bytes({ ...good, at: text })),
      secret.map((text) => bytes({ ...good, tags: [{ value: text }] })),
      secret.map((text) => bytes(text)),
      secret.map((text) => Buffer.from(`{"name":"${text}`)),
      secret.map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(spoilt, (value) => {
        const { message, cause } = refusal(() => contract.decode(value));
        expect(message).not.toContain('s3cr3t');
        expect(cause).toBeUndefined();
      }),
    );
  });
});
