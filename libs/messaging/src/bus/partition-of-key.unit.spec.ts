import { createRequire } from 'node:module';
import fc from 'fast-check';
import { murmur2, partitionOfKey } from './partition-of-key.js';

const require = createRequire(import.meta.url);
const theirs: (key: Buffer) => number = require('kafkajs/src/producer/partitioners/default/murmur2');

const key = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw)),
);

describe('murmur2', () => {
  // Test vectors of Kafka's own UtilsTest.
  it.each([
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['a-little-bit-longer-string', -1_486_304_829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
    ['abc', 479_470_107],
  ])('of %s', (text, hash) => expect(murmur2(Buffer.from(text))).toBe(hash));

  it("is the client's, whatever the key", () => {
    fc.assert(fc.property(key, (bytes) => expect(murmur2(bytes)).toBe(theirs(bytes))));
  });
});

describe('partitionOfKey', () => {
  it('is a partition, and the same one each time', () => {
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 100 }), (bytes, partitions) => {
        const partition = partitionOfKey(bytes, partitions);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(partitions);
        expect(partitionOfKey(Buffer.from(bytes), partitions)).toBe(partition);
      }),
    );
  });

  it('spreads the keys of orders evenly', () => {
    const counts = new Array<number>(6).fill(0);
    for (let order = 0; order < 6_000; order += 1) {
      const partition = partitionOfKey(Buffer.from(`con_${order % 20}:${3_000_000 + order}`), 6);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
