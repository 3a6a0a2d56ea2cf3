import fc from 'fast-check';
import { dayIn, instantIn } from './instant.js';
import { RowFault } from './row-text.js';

const LIMITS = {
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2400-12-31T00:00:00Z'),
  noInvalidDate: true,
};

it('takes every day that there is', () => {
  fc.assert(
    fc.property(fc.date(LIMITS), (date) => {
      const day = date.toISOString().slice(0, 10);
      return dayIn(day, 'on') === day;
    }),
  );
});

it('takes exactly the days that a calendar has', () => {
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(fc.integer({ min: 1_600, max: 2_400 }), part(15), part(40), (year, month, date) => {
      const two = (value: number) => String(value).padStart(2, '0');
      const day = `${year}-${two(month)}-${two(date)}`;
      const at = new Date(Date.UTC(year, month - 1, date));
      const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
      if (exists) expect(dayIn(day, 'on')).toBe(day);
      else expect(() => dayIn(day, 'on')).toThrow(RowFault);
    }),
  );
});

it('takes every instant back that a Date writes', () => {
  fc.assert(
    fc.property(
      fc.date(LIMITS),
      (date) => instantIn(date.toISOString(), 'asOf')?.getTime() === date.getTime(),
    ),
  );
});

it.each([
  ['2026-11-27T10:00:00+05:30', '2026-11-27T04:30:00.000Z'],
  ['2026-11-27T10:00:00.123456789Z', '2026-11-27T10:00:00.123Z'],
  ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
])('reads %s as %s', (text, iso) => {
  expect(instantIn(text, 'asOf')?.toISOString()).toBe(iso);
});

it.each([undefined, null, ''])('knows %j for none', (value) => {
  expect(instantIn(value, 'asOf')).toBeNull();
});

it.each([
  '2026-11-27',
  '2026-11-27T10:00:00',
  '2026-11-27T25:00:00Z',
  '2023-02-29T00:00:00Z',
  '2026-00-10T00:00:00Z',
  ' 2026-11-27T10:00:00Z',
  7,
  {},
  true,
])('refuses %j', (value) => {
  expect(() => instantIn(value, 'asOf')).toThrow(/asOf must be an instant/);
});
