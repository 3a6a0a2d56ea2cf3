import fc from 'fast-check';
import { addDecimals, isZero, NotDecimal, sameDecimal, timesDecimal } from './decimal.js';

const UNIT = 10n ** 6n;

/** The sum by big integers alone, in millionths. */
const millionths = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const amount = BigInt(whole) * UNIT + BigInt(fraction.padEnd(6, '0'));
  return text.startsWith('-') ? -amount : amount;
};
const exactly = (texts: readonly string[]): bigint => texts.reduce((sum, text) => sum + millionths(text), 0n);

/** As money is usually written, which is summed in whole numbers. */
const cents = fc.stringMatching(/^\d{1,9}\.\d{2}$/);
/** Everything else that is a decimal: signs, leading zeros, other places, more digits than a number holds. */
const others = fc.oneof(
  fc.stringMatching(/^-?\d{1,15}$/),
  fc.stringMatching(/^-\d{1,15}\.\d{1,6}$/),
  fc.stringMatching(/^\d{1,15}\.(\d|\d{3,6})$/),
  fc.stringMatching(/^\d{10,15}\.\d{2}$/),
);

describe('the sum of money', () => {
  it('is the same by whole cents as by big integers', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 100 }), (amounts) => {
        const sum = addDecimals(amounts);
        expect(millionths(sum)).toBe(exactly(amounts));
        expect(addDecimals(amounts.map((amount) => `${amount}0`))).toBe(sum);
      }),
    );
  });

  it('is exact where the forms are mixed, in whatever order', () => {
    const amounts = fc.array(fc.oneof(cents, others), { maxLength: 60 });
    fc.assert(
      fc.property(amounts, (mixed) => {
        expect(millionths(addDecimals(mixed))).toBe(exactly(mixed));
        expect(addDecimals([...mixed].reverse())).toBe(addDecimals(mixed));
      }),
    );
  });

  it('is written with two places, or as many as say something', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(cents, others), { maxLength: 20 }), (mixed) => {
        expect(addDecimals(mixed)).toMatch(/^-?(0|[1-9]\d*)\.(\d{2}|\d{2,5}[1-9])$/);
      }),
    );
  });

  it('is exact for five thousand lines of the largest amount that whole cents take', () => {
    expect(addDecimals(Array.from({ length: 5_000 }, () => '999999999.99'))).toBe('4999999999950.00');
    expect(addDecimals(Array.from({ length: 5_000 }, () => '9999999999.99'))).toBe('49999999999950.00');
  });

  it('is exact far beyond what a number holds', () => {
    const most = '999999999999999.999999';
    expect(addDecimals(Array.from({ length: 1_000 }, () => most))).toBe('999999999999999999.999');
    expect(addDecimals([most, `-${most}`])).toBe('0.00');
  });

  it('has no minus where it is nothing', () => {
    expect(addDecimals(['-0.00', '-0'])).toBe('0.00');
    expect(addDecimals(['1.00', '-1.00'])).toBe('0.00');
    expect(timesDecimal('-0.01', 0)).toBe('0.00');
  });

  it.each([
    '1.2x',
    'x1.00',
    '1..00',
    '12.3.45',
    '-.50',
    '--1.00',
    '1 .00',
    '１.00',
    '1.-1',
    '/1.00',
    ':1.00',
  ])('takes no %p among others', (text) =>
    expect(() => addDecimals(['1.00', text, '2.00'])).toThrow(NotDecimal),
  );

  it('agrees with comparing: equal sums are the same decimal, differences are nothing', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 10 }), cents, (amounts, more) => {
        const sum = addDecimals([...amounts, more]);
        expect(sameDecimal(addDecimals([addDecimals(amounts), more]), sum)).toBe(true);
        expect(isZero(addDecimals([sum, `-${sum}`]))).toBe(true);
      }),
    );
  });
});
