const SCALE = 6;
const MAX_DIGITS = 15;
const NUMBER_TEXT = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/;

/**
 * A number or number text as decimal text without float noise: at most 15 digits before and 6 after the
 * point, no trailing zeros, so that 450, "450" and "450.00" are the same. Null when it is none.
 */
export function decimalOf(value: number | string): string | null {
  const text = typeof value === 'number' ? fixed(value) : value.trim();
  const match = text === null ? null : NUMBER_TEXT.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const scaled = roundToScale(whole.replaceAll(',', ''), fraction);
  const digits = scaled.toString().padStart(SCALE + 1, '0');
  const integer = digits.slice(0, -SCALE);
  if (integer.length > MAX_DIGITS) return null;
  const rest = digits.slice(-SCALE).replace(/0+$/, '');
  const unsigned = rest === '' ? integer : `${integer}.${rest}`;
  return sign === '-' && scaled !== 0n ? `-${unsigned}` : unsigned;
}

/** Beyond 1e15 a float has no digits left after the point, so it is out of range anyhow. */
function fixed(value: number): string | null {
  return Math.abs(value) < 10 ** MAX_DIGITS ? value.toFixed(SCALE) : null;
}

/** Half away from zero, on the unsigned digits. */
function roundToScale(whole: string, fraction: string): bigint {
  const kept = BigInt(`${whole || '0'}${fraction.slice(0, SCALE).padEnd(SCALE, '0')}`);
  return Number(fraction[SCALE] ?? '0') >= 5 ? kept + 1n : kept;
}
