import fc from 'fast-check';
import { nameOf, neededTextIn, RowFault, textIn, textOf, upcIn } from './row-text.js';

it.each<[unknown, string]>([
  [' a ', 'a'],
  [34, '34'],
  [0, '0'],
  ['', ''],
  [null, ''],
  [undefined, ''],
  ['Écru 👗', 'Écru 👗'],
])('reads %j as %j', (value, text) => {
  expect(textIn({ field: value }, 'field', 10)).toBe(text);
});

it.each<[unknown, RegExp]>([
  [true, /field must be text/],
  [Number.NaN, /field must be text/],
  [Number.POSITIVE_INFINITY, /field must be text/],
  [['a'], /field must be text/],
  ['x'.repeat(11), /longer than 10/],
  ['a\u0000b', /no text/],
  ['\ud800', /no text/],
  ['a\udc00b', /no text/],
])('refuses %j', (value, reason) => {
  expect(() => textIn({ field: value }, 'field', 10)).toThrow(reason);
});

it('keeps every text that a database can keep', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const trimmed = text.trim();
      if (trimmed.includes('\u0000')) expect(() => textOf(text, 'x', 1_000)).toThrow(RowFault);
      else expect(textOf(text, 'x', 1_000)).toBe(trimmed);
    }),
  );
});

it('wants what is needed', () => {
  expect(neededTextIn({ sku: 'A' }, 'sku', 5)).toBe('A');
  expect(() => neededTextIn({ sku: ' ' }, 'sku', 5)).toThrow('sku is missing');
});

it('takes a UPC as text only', () => {
  expect(upcIn({ upc: '012' }, 20)).toBe('012');
  expect(upcIn({}, 20)).toBe('');
  expect(() => upcIn({ upc: 12 }, 20)).toThrow(/leading zeros/);
});

it.each<[unknown, string]>([
  [{ sku: ' A ' }, 'A'],
  [{ sku: 7 }, '7'],
  [{ sku: {} }, ''],
  [{}, ''],
  [null, ''],
  ['A', ''],
  [{ sku: 'a\ud800' }, 'a\ufffd'],
  [{ sku: `${'x'.repeat(199)}👗` }, `${'x'.repeat(199)}\ufffd`],
  [{ sku: `a\u0000${'x'.repeat(300)}` }, `a${'x'.repeat(199)}`],
])('names %j by %j', (row, name) => {
  expect(nameOf(row, 'sku')).toBe(name);
});
