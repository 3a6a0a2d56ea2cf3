import fc from 'fast-check';
import { orderListAnswer } from './fixtures/order-list-answer.js';
import { withKeys } from './line-keys.js';
import { parseOrder } from './parse-order.js';

const { key: _, ...line } = (() => {
  const [first] = parseOrder(orderListAnswer.orders[0]).lines;
  if (!first) throw new Error('the fixture has a line');
  return first;
})();

const keysOf = (...changes: object[]) =>
  withKeys(changes.map((change) => ({ ...line, ...change }))).map(({ key }) => key);

test('a line is known by style id, colour, size and door', () => {
  expect(keysOf({})).toEqual(['147358|BLK|OS|33']);
});

test('without codes the names stand in', () => {
  expect(keysOf({ colorCode: '', sizeCode: '', sizeName: 'One Size' })).toEqual(['147358|Black|One Size|33']);
});

test('lines alike in all four are numbered by their content, wherever they stand', () => {
  const [two, five] = [{ quantity: 2 }, { quantity: 5 }];
  expect(keysOf(two, five)).toEqual(['147358|BLK|OS|33', '147358|BLK|OS|33#2']);
  expect(keysOf(five, two)).toEqual(['147358|BLK|OS|33#2', '147358|BLK|OS|33']);
});

test('a separator within a part is no separator', () => {
  const [one, other] = [
    { colorCode: 'A|B', sizeCode: 'C' },
    { colorCode: 'A', sizeCode: 'B|C' },
  ];
  expect(new Set(keysOf(one, other)).size).toBe(2);
});

test('keys are unique, whatever the lines, and at most 500 characters', () => {
  const part = fc.oneof(fc.constantFrom('', 'A', 'A#2', '|', '\\'), fc.string({ maxLength: 900 }));
  const some = fc.record({
    styleId: part,
    colorCode: part,
    sizeCode: part,
    doorId: part,
    quantity: fc.integer(),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), (lines) => {
      const keys = keysOf(...lines);
      expect(new Set(keys).size).toBe(lines.length);
      expect(keys.every((key) => key.length >= 1 && key.length <= 500)).toBe(true);
    }),
  );
});
