import { createRequire } from 'node:module';
import fc from 'fast-check';

interface Encoded {
  readonly buffer: Buffer;
  size(): number;
}
type Parts = Parameters<typeof import('./cheap-records.js').encodeRecord>[0];

const require = createRequire(import.meta.url);
const original: (parts: Parts) => Encoded = require('kafkajs/src/protocol/recordBatch/record/v0');

const bytes = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 300 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 5_000 }).map((raw) => Buffer.from(raw)),
);
const header = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
  fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
);
const record = fc.record({
  offsetDelta: fc.nat({ max: 100_000 }),
  timestampDelta: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  key: bytes,
  value: bytes,
  headers: fc.dictionary(fc.string({ minLength: 1, maxLength: 30 }), header, { maxKeys: 8 }),
});

describe('the records we write', () => {
  it('are the bytes that the client writes', async () => {
    const { encodeRecord } = await import('./cheap-records.js');
    fc.assert(
      fc.property(record, (parts) => {
        const ours = encodeRecord(parts) as unknown as Encoded;
        const theirs = original(parts);
        expect(ours.buffer.toString('hex')).toBe(theirs.buffer.toString('hex'));
        expect(ours.size()).toBe(theirs.size());
      }),
    );
  });

  it('leaves a timestamp delta beyond 32 bits to the client', async () => {
    const { encodeRecord } = await import('./cheap-records.js');
    const parts = { timestampDelta: 2 ** 40, key: Buffer.from('k'), value: null };
    const ours = encodeRecord(parts) as unknown as Encoded;
    expect(ours.buffer.toString('hex')).toBe(original(parts).buffer.toString('hex'));
  });

  it('stands in the place of the original', async () => {
    const { encodeRecord } = await import('./cheap-records.js');
    const place = require.resolve('kafkajs/src/protocol/recordBatch/record/v0/index.js');
    expect(require.cache[place]?.exports ?? require(place)).toBe(encodeRecord);
  });
});
