import { nextStart } from './next-start.js';
import { NO_QUIRKS } from './quirks.js';

const next = (habit: 'empty' | 'absent' | 'past-end' | 'never', startFrom: number) =>
  nextStart({ ...NO_QUIRKS, nextStart: habit }, { startFrom, count: 50 }, 100);

describe('nextStart', () => {
  it.each([
    ['empty', { next_start: 50 }, { next_start: '' }],
    ['absent', { next_start: 50 }, {}],
    ['past-end', { next_start: 50 }, { next_start: 100 }],
    ['never', {}, {}],
  ] as const)('%s: %j within the list, %j at its end', (habit, within, end) => {
    expect(next(habit, 0)).toEqual(within);
    expect(next(habit, 50)).toEqual(end);
  });
});
