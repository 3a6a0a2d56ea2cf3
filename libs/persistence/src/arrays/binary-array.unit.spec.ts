import { byteaArray, textArray, timestampArray } from './binary-array.js';

/** Dimensions, null flag, type, length and lower bound, as the protocol orders them. */
const headerOf = (array: Buffer) => [0, 4, 8, 12, 16].map((at) => array.readInt32BE(at));

describe('the header', () => {
  it('is one dimension of so many elements of the type, from 1', () => {
    expect(headerOf(textArray(['a', 'b']))).toEqual([1, 1, 25, 2, 1]);
    expect(headerOf(byteaArray([Buffer.from('a')]))).toEqual([1, 1, 17, 1, 1]);
    expect(headerOf(timestampArray([0, 1, 2]))).toEqual([1, 1, 1184, 3, 1]);
    expect(headerOf(textArray([]))).toEqual([1, 1, 25, 0, 1]);
  });
});

describe('elements', () => {
  it('of text are their length in bytes and their UTF-8; null is the length -1', () => {
    const elements = textArray(['é', null, '']).subarray(20);
    expect(elements).toEqual(Buffer.from([0, 0, 0, 2, 0xc3, 0xa9, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
  });

  it('of bytea are their length and their bytes', () => {
    expect(byteaArray([Buffer.from([1, 2])]).subarray(20)).toEqual(Buffer.from([0, 0, 0, 2, 1, 2]));
  });

  it('of timestamptz are microseconds since 2000', () => {
    const array = timestampArray([Date.UTC(2000, 0, 1) + 1]);
    expect([array.readInt32BE(20), array.readBigInt64BE(24)]).toEqual([8, 1_000n]);
    expect(timestampArray([Date.UTC(1999, 11, 31, 23, 59, 59)]).readBigInt64BE(24)).toBe(-1_000_000n);
  });

  it('fill the buffer to its end', () => {
    expect(textArray(['a\0b', null, '🧵'])).toHaveLength(20 + (4 + 2) + 4 + (4 + 4));
    expect(byteaArray([Buffer.alloc(3), Buffer.alloc(0)])).toHaveLength(20 + 7 + 4);
    expect(timestampArray([1, 2])).toHaveLength(20 + 24);
  });
});
