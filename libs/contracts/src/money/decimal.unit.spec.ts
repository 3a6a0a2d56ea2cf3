import fc from 'fast-check';
import { addDecimals, dividedDecimal, isZero, NotDecimal, sameDecimal, timesDecimal } from './decimal.js';

const cents = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const asMoney = (amount: bigint): string => {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

describe('sums', () => {
  it('are exact where floats are not', () => {
    expect(addDecimals(['0.1', '0.2'])).toBe('0.30');
    expect(addDecimals(['999999999999999', '0.000001'])).toBe('999999999999999.000001');
  });

  it('of nothing are nothing', () => expect(addDecimals([])).toBe('0.00'));

  it('agree with whole cents', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 50 }), (amounts) => {
        expect(addDecimals(amounts.map(asMoney))).toBe(
          asMoney(amounts.reduce((sum, each) => sum + each, 0n)),
        );
      }),
    );
  });
});

describe('products and quotients', () => {
  it('agree with whole cents', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: -10_000, max: 10_000 }), (amount, factor) => {
        expect(timesDecimal(asMoney(amount), factor)).toBe(asMoney(amount * BigInt(factor)));
      }),
    );
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 1_000 }), (amount, factor) => {
        expect(dividedDecimal(timesDecimal(asMoney(amount), factor), factor)).toBe(asMoney(amount));
      }),
    );
  });

  it('are rounded half away from zero at the sixth place', () => {
    expect(dividedDecimal('1', 3)).toBe('0.333333');
    expect(dividedDecimal('2', 3)).toBe('0.666667');
    expect(dividedDecimal('-2', 3)).toBe('-0.666667');
    expect(dividedDecimal('0.000001', 2)).toBe('0.000001');
  });

  it.each([0, -1, 1.5, Number.NaN])('are not made with the divisor %p', (divisor) => {
    expect(() => dividedDecimal('1', divisor)).toThrow(NotDecimal);
  });
});

describe('comparing', () => {
  it.each([
    ['1', '1.00', true],
    ['-0', '0.000000', true],
    ['0.1', '0.01', false],
    ['1', '-1', false],
  ])('%s and %s: %p', (left, right, same) => expect(sameDecimal(left, right)).toBe(same));

  it.each(['0', '0.00', '-0.0', '', '000'])('%p is nothing', (value) => expect(isZero(value)).toBe(true));
  it.each(['0.01', '-1', '10'])('%p is something', (value) => expect(isZero(value)).toBe(false));
});

describe('what is no decimal', () => {
  it.each(['', '1,5', '1e3', 'NaN', '.5', '1.', '1.1234567', ' 1', '+1'])('%p is refused', (value) => {
    expect(() => addDecimals([value])).toThrow(NotDecimal);
  });
});
