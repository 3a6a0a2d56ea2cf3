import { isEmpty, lastLine, tallyOfCheck, tallyOfJest } from './tally.mjs';

const jest = (over = {}) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  ...over,
});

describe('the last line of a run', () => {
  it('sums passed and failed over the levels', () => {
    const line = lastLine([tallyOfCheck(true), tallyOfJest(jest({ numFailedTests: 2 }))]);
    expect(line).toBe('6 passed, 2 failed');
  });

  it('counts a failed check and a file that cannot be run as failures', () => {
    expect(lastLine([tallyOfCheck(false), tallyOfJest(jest({ numRuntimeErrorTestSuites: 1 }))])).toBe(
      '5 passed, 2 failed',
    );
  });

  it('names skipped and todo cases, when there are any', () => {
    expect(lastLine([tallyOfJest(jest({ numPendingTests: 1, numTodoTests: 2 }))])).toBe(
      '5 passed, 0 failed, 3 skipped',
    );
  });
});

describe('a run in which nothing was tried', () => {
  it.each([
    [[], true],
    [[tallyOfJest(jest({ numPassedTests: 0 }))], true],
    [[tallyOfJest(jest({ numPassedTests: 0 })), tallyOfCheck(true)], false],
    [[tallyOfCheck(false)], false],
    [[tallyOfJest(jest({ numPassedTests: 0, numPendingTests: 1 }))], false],
  ])('%j: %p', (tallies, empty) => expect(isEmpty(tallies)).toBe(empty));
});
