import fc from 'fast-check';
import pg from 'pg';
import { byteaArray, textArray, timestampArray } from './binary-array.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
afterAll(() => pool.end());

/** What PostgreSQL reads in an array, element by element. */
async function read<T>(type: 'text' | 'bytea' | 'timestamptz', array: Buffer): Promise<T[]> {
  const { rows } = await pool.query<{ element: T }>(
    `select element from unnest($1::${type}[]) with ordinality as row (element, ordinal) order by ordinal`,
    [array],
  );
  return rows.map(({ element }) => element);
}

describe('textArray', () => {
  it.each([
    [[]],
    [['']],
    [[null]],
    [['a', null, '', 'b']],
    [['{"quoted, \\ braces}"', 'NULL', "it's", '\t\n\r']],
    [['é', '漢字', '🧵👗', '\u{10FFFF}']],
    [['x'.repeat(100_000)]],
  ])('arrives as it was: %j', async (elements) => {
    expect(await read('text', textArray(elements))).toEqual(elements);
  });

  it('drops NUL characters, which text cannot hold', async () => {
    expect(await read('text', textArray(['a\0b', '\0', '\0\0c']))).toEqual(['ab', '', 'c']);
  });

  it('replaces half a character, which UTF-8 cannot hold', async () => {
    expect(await read('text', textArray(['a\uD83D', 'b']))).toEqual(['a\uFFFD', 'b']);
  });

  it('arrives as it was, whatever it is', async () => {
    const text = fc.option(fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0')));
    await fc.assert(
      fc.asyncProperty(fc.array(text), async (elements) => {
        expect(await read('text', textArray(elements))).toEqual(elements);
      }),
      { numRuns: 50 },
    );
  });
});

describe('byteaArray', () => {
  it('arrives byte by byte', async () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const elements = [every, Buffer.alloc(0), Buffer.from('{"a":1}'), Buffer.alloc(200_000, 7)];
    expect(await read('bytea', byteaArray(elements))).toEqual(elements);
  });

  it('may be empty', async () => {
    expect(await read('bytea', byteaArray([]))).toEqual([]);
  });

  it('arrives as it was, whatever it is', async () => {
    const bytes = fc.uint8Array().map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(fc.array(bytes), async (elements) => {
        expect(await read('bytea', byteaArray(elements))).toEqual(elements);
      }),
      { numRuns: 50 },
    );
  });
});

describe('timestampArray', () => {
  it.each([
    '2000-01-01T00:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '2026-11-03T10:00:00.123Z',
    '1999-12-31T23:59:59.999Z',
  ])('%s arrives to the millisecond', async (instant) => {
    expect(await read('timestamptz', timestampArray([Date.parse(instant)]))).toEqual([new Date(instant)]);
  });

  it('may be empty', async () => {
    expect(await read('timestamptz', timestampArray([]))).toEqual([]);
  });

  it('keeps the order of its elements', async () => {
    const times = [3, 1, 2].map((hour) => Date.UTC(2026, 0, 1, hour));
    expect(await read('timestamptz', timestampArray(times))).toEqual(times.map((time) => new Date(time)));
  });

  it('arrives to the millisecond, whenever it is', async () => {
    const time = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
    await fc.assert(
      fc.asyncProperty(fc.array(time), async (times) => {
        expect(await read('timestamptz', timestampArray(times))).toEqual(times.map((at) => new Date(at)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('several arrays', () => {
  it('make the rows of one statement', async () => {
    const { rows } = await pool.query(
      'select * from unnest($1::text[], $2::bytea[], $3::timestamptz[]) as row (name, bytes, at)',
      [textArray(['a', null]), byteaArray([Buffer.from('1'), Buffer.from('2')]), timestampArray([0, 1])],
    );
    expect(rows).toEqual([
      { name: 'a', bytes: Buffer.from('1'), at: new Date(0) },
      { name: null, bytes: Buffer.from('2'), at: new Date(1) },
    ]);
  });
});
