/** Places kept after the point: as many as the event format allows. */
const PLACES = 6;
const UNIT = 10n ** BigInt(PLACES);
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;
const ZERO = /^-?0*(\.0*)?$/;
const CENT = UNIT / 100n;
const POINT = '.'.charCodeAt(0);
const ZERO_CODE = '0'.charCodeAt(0);

/** Text is not a decimal number of at most six places. */
export class NotDecimal extends Error {
  override readonly name = 'NotDecimal';
}

/** Whether the amount is nothing. An empty text is. */
export const isZero = (value: string): boolean => ZERO.test(value);

/** Exact sum of decimals. @throws NotDecimal */
export function addDecimals(values: Iterable<string>): string {
  let sum = 0n;
  let cents = 0;
  for (const value of values) {
    const exact = centsOf(value);
    if (Number.isNaN(exact)) sum += scaled(value);
    else cents += exact;
  }
  return written(sum + BigInt(cents) * CENT);
}

/**
 * Money as it is usually written, `123.45`, in whole cents: a sum of these needs no big integers. NaN for anything
 * else, and for more digits than a number holds exactly in a sum of thousands.
 */
function centsOf(value: string): number {
  const point = value.length - 3;
  if (point < 1 || point > 9 || value.charCodeAt(point) !== POINT) return Number.NaN;
  let cents = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (at === point) continue;
    const digit = value.charCodeAt(at) - ZERO_CODE;
    if (digit < 0 || digit > 9) return Number.NaN;
    cents = cents * 10 + digit;
  }
  return cents;
}

/** Exact product with a whole number. @throws NotDecimal */
export const timesDecimal = (value: string, factor: number): string =>
  written(scaled(value) * BigInt(factor));

/** Divided by a whole number, rounded half away from zero at the sixth place. @throws NotDecimal */
export function dividedDecimal(value: string, divisor: number): string {
  if (!Number.isInteger(divisor) || divisor <= 0) throw new NotDecimal(`cannot divide by ${divisor}`);
  const by = BigInt(divisor);
  const amount = scaled(value);
  const half = amount < 0n ? -by / 2n : by / 2n;
  return written((amount + half) / by);
}

/** Whether both mean the same number. @throws NotDecimal */
export const sameDecimal = (left: string, right: string): boolean => scaled(left) === scaled(right);

function scaled(value: string): bigint {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(value) ?? [];
  if (whole === undefined) throw new NotDecimal('not a decimal number of at most six places');
  const amount = BigInt(whole) * UNIT + BigInt(fraction.padEnd(PLACES, '0'));
  return sign === '-' ? -amount : amount;
}

/** At least two places, as money is written; more only where they say something. */
function written(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0{1,4}$/, '');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${fraction}`;
}
