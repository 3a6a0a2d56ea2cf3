import fc from 'fast-check';
import { BatchSize, chunks, groupsBy, halves, inBatches } from './batches.js';

const none = () => null;
const single = (count: number) => Array.from({ length: count }, (_, at) => [at]);
const flat = (batches: (readonly number[])[][]) => batches.map((batch) => batch.flat());

describe('batches', () => {
  it('are as few as the size allows', () => {
    expect(flat(inBatches(single(7), 3, none))).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(inBatches([], 3, none)).toEqual([]);
  });

  it('never part what has to be in one call, even where that is larger than a call', () => {
    const groups = [[1, 2], [3, 4], [5, 6, 7, 8], [9]];
    expect(flat(inBatches(groups, 3, none))).toEqual([[1, 2], [3, 4], [5, 6, 7, 8], [9]]);
  });

  it('keep to themselves what has a key of its own', () => {
    const key = (record: number) => (record % 2 === 1 ? `own ${record}` : null);
    expect(flat(inBatches(single(5), 10, key))).toEqual([[0, 2, 4], [1], [3]]);
  });

  it('hold every record once, and no more than the size where groups are smaller', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer(), { minLength: 1, maxLength: 4 })),
        fc.integer({ min: 4, max: 9 }),
        (groups, size) => {
          const batches = inBatches(groups, size, none);
          expect(batches.flat(2)).toEqual(groups.flat());
          for (const batch of batches) expect(batch.flat().length).toBeLessThanOrEqual(size);
        },
      ),
    );
  });
});

describe('what is refused as a whole', () => {
  it('halves the size, down to one and never up', () => {
    const size = new BatchSize(50);
    const seen = [50, 25, 13, 7, 4, 2, 1].map((records) => {
      size.refused(records);
      return size.now;
    });
    expect(seen).toEqual([25, 13, 7, 4, 2, 1, 1]);
    size.refused(40);
    expect(size.now).toBe(1);
  });

  it('is parted in two, the second empty where there is but one', () => {
    expect(halves([1, 2, 3])).toEqual([[1, 2], [3]]);
    expect(halves([1])).toEqual([[1], []]);
  });
});

it('groups keep the order in which keys and records come', () => {
  expect([...groupsBy(['b1', 'a1', 'b2'], (text) => text.slice(0, 1))]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});

it('chunks leave nothing out', () => {
  expect(chunks([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
});
