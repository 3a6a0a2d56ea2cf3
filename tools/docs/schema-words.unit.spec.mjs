import { Type } from '@sinclair/typebox';
import { cell, code, inWords, places } from './schema-words.mjs';

describe('inWords', () => {
  it.each([
    [Type.String(), 'text'],
    [Type.String({ maxLength: 2_000 }), 'text, 0 to 2,000 characters'],
    [Type.String({ minLength: 1, maxLength: 5, pattern: '^a' }), 'text, 1 to 5 characters, matching `^a`'],
    [Type.String({ format: 'instant' }), 'UTC instant'],
    [Type.String({ format: 'date' }), 'day, `YYYY-MM-DD`'],
    [Type.Integer({ minimum: 1 }), 'whole number from 1'],
    [Type.Number({ minimum: 0, maximum: 10_000 }), 'number 0 to 10,000'],
    [Type.Number({ maximum: 3 }), 'number up to 3'],
    [Type.Boolean(), 'boolean'],
    [Type.Literal('a b'), '`"a b"`'],
    [Type.Union([Type.Literal('a'), Type.Literal('b')]), '`"a"` or `"b"`'],
    [Type.Union([Type.String({ format: 'decimal' }), Type.Null()]), 'decimal number as text or null'],
    [Type.Array(Type.Integer(), { maxItems: 3 }), 'list of 0 to 3: whole number'],
    [Type.Array(Type.Object({ a: Type.String() })), 'list of objects'],
    [Type.Record(Type.String(), Type.Integer()), 'map of whole number'],
    [Type.Object({ a: Type.String() }), 'object'],
  ])('says %j as %s', (schema, words) => {
    expect(inWords(schema)).toBe(words);
  });
});

describe('places', () => {
  it('goes into objects and into objects in lists', () => {
    const schema = Type.Object({
      id: Type.String(),
      who: Type.Object({ name: Type.Optional(Type.String()) }),
      lines: Type.Array(Type.Object({ sku: Type.String() })),
      tags: Type.Array(Type.String()),
    });
    expect(places(schema).map(({ place, required }) => [place, required])).toEqual([
      ['id', true],
      ['who', true],
      ['who.name', false],
      ['lines', true],
      ['lines[].sku', true],
      ['tags', true],
    ]);
  });
});

test('what goes into a cell does not end it', () => {
  expect(cell('a | b\nc')).toBe('a \\| b c');
  expect(code('a"b')).toBe('`"a\\"b"`');
});
