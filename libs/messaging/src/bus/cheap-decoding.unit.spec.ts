import { createRequire } from 'node:module';
import fc from 'fast-check';

interface Decoder {
  readonly buffer: Buffer;
  offset: number;
}
type Decode = typeof import('./cheap-decoding.js').decodeRecord;
type Context = Parameters<Decode>[1];

const require = createRequire(import.meta.url);
const DecoderOf = require('kafkajs/src/protocol/decoder') as new (
  buffer: Buffer,
) => Decoder & {
  readVarIntBytes(): Buffer;
};
const encode: (parts: object) => {
  readonly buffer: Buffer;
} = require('kafkajs/src/protocol/recordBatch/record/v0');
const original: Decode = require('kafkajs/src/protocol/recordBatch/record/v0/decoder');

const CONTEXT: Context = {
  firstOffset: '1000',
  firstTimestamp: '1760000000000',
  maxTimestamp: '1760000009999',
  timestampType: 0,
  magicByte: 2,
  isControlBatch: false,
};

/** The record without its length, as the client's batch decoder hands it over. */
const decoderOf = (parts: object): Decoder => {
  const whole = new DecoderOf(encode(parts).buffer);
  return new DecoderOf(whole.readVarIntBytes());
};

const bytes = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 300 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 5_000 }).map((raw) => Buffer.from(raw)),
);
const headerValue = fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw));
const parts = fc.record({
  offsetDelta: fc.nat({ max: 2 ** 30 }),
  timestampDelta: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  key: bytes,
  value: bytes,
  headers: fc.dictionary(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((name) => !(name in {})),
    fc.oneof(headerValue, fc.array(headerValue, { minLength: 1, maxLength: 4 })),
    { maxKeys: 8 },
  ),
});
const context = fc.record({
  ...Object.fromEntries(Object.entries(CONTEXT).map(([name, value]) => [name, fc.constant(value)])),
  firstOffset: fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 62n })).map(String),
  firstTimestamp: fc.oneof(fc.nat(), fc.constant(-1), fc.bigInt({ min: 0n, max: 2n ** 62n })).map(String),
  timestampType: fc.constantFrom(0, 1),
  isControlBatch: fc.boolean(),
}) as unknown as fc.Arbitrary<Context>;

describe('the records we read', () => {
  it('are the records that the client reads', async () => {
    const { decodeRecord } = await import('./cheap-decoding.js');
    fc.assert(
      fc.property(parts, context, (record, batch) => {
        expect(decodeRecord(decoderOf(record), batch)).toEqual(original(decoderOf(record), batch));
      }),
      { numRuns: 500 },
    );
  });

  it('keep offsets and times that a double does not hold', async () => {
    const { decodeRecord } = await import('./cheap-decoding.js');
    const batch = { ...CONTEXT, firstOffset: '9007199254740993', firstTimestamp: '9007199254740993' };
    const message = decodeRecord(decoderOf({ offsetDelta: 1, timestampDelta: 3, headers: {} }), batch);
    expect([message.offset, message.timestamp]).toEqual(['9007199254740994', '9007199254740996']);
  });

  it('take a header for a header, whatever its name; the client finds what every object has', async () => {
    const { decodeRecord } = await import('./cheap-decoding.js');
    const headers = JSON.parse('{"__proto__":["a","b"],"toString":"c"}');
    const message = decodeRecord(decoderOf({ headers }), CONTEXT);
    expect(Object.keys(message.headers ?? {})).toEqual(['__proto__', 'toString']);
    expect(Object.getPrototypeOf(message.headers)).toBe(Object.prototype);
    const texts = Object.values(message.headers ?? {}).map(String);
    expect(texts).toEqual(['a,b', 'c']);
  });

  it('stands in the place of the original', async () => {
    const { decodeRecord } = await import('./cheap-decoding.js');
    const place = require.resolve('kafkajs/src/protocol/recordBatch/record/v0/decoder.js');
    expect(require.cache[place]?.exports ?? require(place)).toBe(decodeRecord);
  });
});
