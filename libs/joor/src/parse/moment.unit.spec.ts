import fc from 'fast-check';
import { dayOf, instantOf } from './moment.js';

describe('instantOf', () => {
  test.each([
    ['2013-10-02T06:34:46.125234+00:00', '2013-10-02T06:34:46.125234Z'],
    ['2013-10-02T06:34:46Z', '2013-10-02T06:34:46Z'],
    ['2013-10-02T06:34:46', '2013-10-02T06:34:46Z'],
    ['2013-10-02 06:34:46.5', '2013-10-02T06:34:46.5Z'],
    ['2013-10-02T01:30:00+02:00', '2013-10-01T23:30:00Z'],
    ['2013-12-31T23:30:00.000001-0130', '2014-01-01T01:00:00.000001Z'],
    ['2013-10-02T06:34+00', '2013-10-02T06:34:00Z'],
    ['2013-10-02T06:34:46.123456789Z', '2013-10-02T06:34:46.123456Z'],
    ['2013-10-02', '2013-10-02T00:00:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  test.each([
    'yesterday',
    '2013-13-01',
    '2013-02-30T00:00:00Z',
    '2013-10-02T25:00:00Z',
    '2013-10-02T24:00:00Z',
    '10/02/2013',
    '2013-10-02T06:34:46+15:00',
    '0000-01-01T00:00:00+05:00',
    '1380695686',
  ])('%s is none', (text) => {
    expect(instantOf(text)).toBeNull();
  });

  test('any offset names the same moment', () => {
    const when = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(when, fc.integer({ min: -840, max: 840 }), (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 23);
        const away = Math.abs(minutes);
        const offset = `${minutes < 0 ? '-' : '+'}${String(Math.trunc(away / 60)).padStart(2, '0')}:${String(away % 60).padStart(2, '0')}`;
        expect(Date.parse(instantOf(local + offset) ?? '')).toBe(date.getTime());
      }),
    );
  });
});

describe('dayOf', () => {
  test.each([
    ['2013-10-12', '2013-10-12'],
    ['2013-10-12T23:30:00-05:00', '2013-10-12'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  test.each(['2023-02-29', '12.10.2013', '2013-10', 'IMMEDIATE'])('%s is none', (text) => {
    expect(dayOf(text)).toBeNull();
  });
});
