import { Value } from '@sinclair/typebox/value';
import fc from 'fast-check';
import { CalendarDate, Decimal, Instant } from './formats.js';

const DECIMAL = Decimal();
const DATE = CalendarDate();
const INSTANT = Instant();

describe('a decimal', () => {
  it.each(['0', '-0', '1', '-1', '007', '12.50', '-0.000001', '999999999999999.999999'])(
    'may be %p',
    (text) => expect(Value.Check(DECIMAL, text)).toBe(true),
  );

  it.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1,5',
    '1.000,00',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '--1',
    '1.1234567',
    '1000000000000000',
    '١٢',
    '1\n',
  ])('is not %p', (text) => expect(Value.Check(DECIMAL, text)).toBe(false));

  it('is text, never a float', () => expect(Value.Check(DECIMAL, 1.5)).toBe(false));
});

describe('a calendar day', () => {
  it.each(['2026-01-01', '2026-12-31', '2024-02-29', '2000-02-29', '0001-01-01'])('may be %p', (text) =>
    expect(Value.Check(DATE, text)).toBe(true),
  );

  it.each([
    '',
    '2026-02-29',
    '2026-02-30',
    '2026-02-31',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-1-1',
    '26-01-01',
    '2026/01/01',
    '01-01-2026',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
  ])('is not %p', (text) => expect(Value.Check(DATE, text)).toBe(false));

  it('is exactly what a calendar has', () => {
    const parts = fc.tuple(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    );
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const exists = new Date(Date.UTC(year, month, 0)).getUTCDate() >= day;
        expect(Value.Check(DATE, text)).toBe(exists);
      }),
    );
  });
});

describe('an instant', () => {
  it.each([
    '2026-01-01T00:00:00Z',
    '2026-01-31T23:59:59Z',
    '2024-02-29T12:00:00.1Z',
    '2026-01-01T00:00:00.123Z',
    '2026-01-01T00:00:00.123456Z',
  ])('may be %p', (text) => expect(Value.Check(INSTANT, text)).toBe(true));

  it.each([
    '',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01T00:00:00z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00.123456Z',
    '2026-04-31T10:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234567Z',
  ])('is not %p', (text) => expect(Value.Check(INSTANT, text)).toBe(false));

  it('may be whatever a clock writes', () => {
    const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(fc.property(dates, (date) => expect(Value.Check(INSTANT, date.toISOString())).toBe(true)));
  });
});
