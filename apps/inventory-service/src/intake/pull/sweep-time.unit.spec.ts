import fc from 'fast-check';
import { at } from '../../testing/stock.js';
import { asOfRow, SweepTime } from './sweep-time.js';

const START = new Date(at('10:00'));
const dated = (time: string | null) => ({ asOf: time === null ? null : new Date(at(time)) });
const timeOf = (...times: (string | null)[]) => {
  const sweep = new SweepTime(START);
  for (const time of times) sweep.saw([dated(time)]);
  return sweep.time.toISOString();
};

describe('the time of a sweep', () => {
  it('is its start, where rows do not say when they were true', () => {
    expect(timeOf()).toBe(at('10:00'));
    expect(timeOf(null, null)).toBe(at('10:00'));
    expect(timeOf('02:00', null)).toBe(at('10:00'));
  });

  it('is that of the newest row, where all say so and it is earlier', () => {
    expect(timeOf('02:00', '03:00', '01:00')).toBe(at('03:00'));
  });

  it('is never later than its start', () => {
    expect(timeOf('10:01')).toBe(at('10:00'));
    fc.assert(
      fc.property(fc.array(fc.option(fc.date({ noInvalidDate: true }))), (times) => {
        const sweep = new SweepTime(START);
        sweep.saw(times.map((asOf) => ({ asOf })));
        expect(sweep.time.getTime()).toBeLessThanOrEqual(START.getTime());
      }),
    );
  });
});

describe('the time of a row', () => {
  const now = new Date(at('10:05'));
  it.each([
    [null, '10:00'],
    ['09:00', '09:00'],
    ['10:03', '10:03'],
    ['10:07', '10:05'],
  ])('that says %s is %s', (said, expected) => {
    expect(asOfRow(dated(said), START, now).toISOString()).toBe(at(expected));
  });
});
