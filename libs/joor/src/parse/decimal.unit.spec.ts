import fc from 'fast-check';
import { decimalOf } from './decimal.js';

describe('decimalOf', () => {
  test.each([
    [450, '450'],
    ['450', '450'],
    ['450.00', '450'],
    [89.9, '89.9'],
    [0.1 + 0.2, '0.3'],
    [' 12.50 ', '12.5'],
    ['1,234,567.8', '1234567.8'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0', '0'],
    [-0.0000001, '0'],
    ['-3.1400', '-3.14'],
    ['0012', '12'],
    ['1.0000005', '1.000001'],
    ['-1.9999999', '-2'],
    ['999999999999999', '999999999999999'],
  ])('%p is %p', (value, decimal) => {
    expect(decimalOf(value)).toBe(decimal);
  });

  test.each([
    '',
    '.',
    'abc',
    '1.2.3',
    '1,23',
    '12,3456',
    '1e3',
    '$5',
    '1000000000000000',
    1e15,
    1e21,
    '--1',
    Number.NaN,
  ])('%p is none', (value) => {
    expect(decimalOf(value)).toBeNull();
  });

  test('a decimal that is read again stays as it is', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e14, max: 1e14, noNaN: true }), (value) => {
        const once = decimalOf(value);
        expect(once).toMatch(/^-?\d{1,15}(\.\d{1,6})?$/);
        expect(decimalOf(String(once))).toBe(once);
      }),
    );
  });

  test('cents survive exactly, as number or as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (cents) => {
        const text = `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
        expect(decimalOf(cents / 100)).toBe(decimalOf(text));
      }),
    );
  });
});
