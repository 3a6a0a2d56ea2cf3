import { ProblemException } from '@joor-bridge/service-kit';
import fc from 'fast-check';
import { mustBeCurrent, readIfMatch } from './if-match.js';

const statusOf = (work: () => unknown): number => {
  try {
    work();
    return 200;
  } catch (error) {
    if (error instanceof ProblemException) return error.problem.status;
    throw error;
  }
};

describe('If-Match', () => {
  it('is the version in quotes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (version) => {
        expect(readIfMatch(`"${version}"`)).toBe(version);
        expect(readIfMatch(` "${version}" `)).toBe(version);
      }),
    );
  });

  it('must be there', () => {
    expect(statusOf(() => readIfMatch(undefined))).toBe(428);
  });

  it.each(['', '*', '1', '"0"', '"-1"', '"1.5"', '"01"', 'W/"1"', '"1","2"', '"1e3"', '"1234567890"'])(
    'cannot be %j',
    (header) => {
      expect(statusOf(() => readIfMatch(header))).toBe(400);
    },
  );

  it('must name the newest version', () => {
    expect(statusOf(() => mustBeCurrent(3, 3))).toBe(200);
    expect(statusOf(() => mustBeCurrent(2, 3))).toBe(412);
    expect(() => mustBeCurrent(2, 3)).toThrow('Changed in the meantime');
  });
});
