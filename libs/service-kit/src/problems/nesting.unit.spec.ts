import fc from 'fast-check';
import { isNestedWithin } from './nesting.js';

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < levels; n += 1) value = n % 2 === 0 ? [value] : { value };
  return value;
};

describe('isNestedWithin', () => {
  it('counts lists and objects alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (levels, limit) => {
        expect(isNestedWithin(nested(levels), limit)).toBe(levels - 1 <= limit);
      }),
    );
  });

  it('bears with a million levels and with a million members', () => {
    expect(isNestedWithin(nested(1_000_000), 20)).toBe(false);
    expect(
      isNestedWithin(
        Array.from({ length: 1_000_000 }, () => 1),
        20,
      ),
    ).toBe(true);
  });

  it.each([null, 1, 'text', true, undefined])('takes %j, which is not nested at all', (value) => {
    expect(isNestedWithin(value, 0)).toBe(true);
  });
});
