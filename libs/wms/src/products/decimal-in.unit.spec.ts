import fc from 'fast-check';
import { decimalIn } from './decimal-in.js';

it.each<[unknown, string | null]>([
  [98, '98'],
  [98.1, '98.1'],
  [0, '0'],
  [-5, '-5'],
  ['12.50', '12.50'],
  [' 12.5 ', '12.5'],
  ['0.000001', '0.000001'],
  [null, null],
  [undefined, null],
  ['', null],
])('reads %j as %j', (value, decimal) => {
  expect(decimalIn(value, 'price')).toBe(decimal);
});

it.each([
  0.1 + 0.2,
  1e21,
  1e-7,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '12,50',
  '$12',
  '1e3',
  '1.0000001',
  '1234567890123456',
  true,
  {},
  [],
])('refuses %j', (value) => {
  expect(() => decimalIn(value, 'price')).toThrow(/^price must be a decimal number/);
});

it('writes cents as they were read, whatever their size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (cents) => {
      const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      const read = decimalIn(JSON.parse(text), 'price') ?? '';
      const [whole = '', fraction = ''] = read.split('.');
      expect(`${whole}.${fraction.padEnd(2, '0')}`).toBe(text);
      expect(decimalIn(text, 'price')).toBe(text);
    }),
  );
});
