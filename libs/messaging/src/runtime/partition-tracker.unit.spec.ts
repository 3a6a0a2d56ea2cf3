import fc from 'fast-check';
import { PartitionTracker, type Slot } from './partition-tracker.js';

const upTo = (from: number, end: number): number[] => Array.from({ length: end - from }, (_, i) => from + i);

describe('PartitionTracker', () => {
  it('has no low-water mark before anything was taken', () => {
    const tracker = new PartitionTracker();
    expect(tracker.lowWater).toBeUndefined();
    expect(tracker.next).toBeUndefined();
    expect(tracker.take(7, [])).toEqual([]);
    expect(tracker.lowWater).toBeUndefined();
  });

  it('stands at the first record that is not done', () => {
    const tracker = new PartitionTracker();
    const slots = tracker.take(10, [10, 11, 12]);
    expect(tracker.lowWater).toBe(10);
    for (const slot of slots.slice(1)) tracker.finish(slot);
    expect(tracker.lowWater).toBe(10);
    expect(tracker.span).toBe(3);
    for (const slot of slots.slice(0, 1)) tracker.finish(slot);
    expect(tracker.lowWater).toBe(13);
    expect(tracker.span).toBe(0);
  });

  it('steps over what compaction removed', () => {
    const tracker = new PartitionTracker();
    for (const slot of tracker.take(5, [9, 20])) tracker.finish(slot);
    expect(tracker.lowWater).toBe(21);
    const [next] = tracker.take(21, [40]);
    expect(tracker.lowWater).toBe(40);
    expect(next?.offset).toBe(40);
  });

  it('passes over what it holds or has finished when the same range comes again', () => {
    const tracker = new PartitionTracker();
    const [first] = tracker.take(0, upTo(0, 10));
    if (first) tracker.finish(first);
    expect(tracker.take(0, upTo(0, 12)).map(({ offset }) => offset)).toEqual([10, 11]);
  });

  it('takes what lies below its range, and stands there', () => {
    const tracker = new PartitionTracker();
    tracker.take(100, [100, 101]);
    const below = tracker.take(50, [50, 60, 100, 101]);
    expect(below.map(({ offset }) => offset)).toEqual([50, 60]);
    expect(tracker.lowWater).toBe(50);
    for (const slot of below) tracker.finish(slot);
    expect(tracker.lowWater).toBe(100);
  });

  it('does not claim what lies between two ranges, and does not take an open record twice', () => {
    const tracker = new PartitionTracker();
    tracker.take(0, [0, 1]);
    tracker.take(50, [50]);
    expect(tracker.take(0, [0, 1, 30, 50]).map(({ offset }) => offset)).toEqual([30]);
  });

  it('never commits past an open record and never takes one twice, in whatever order things happen', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('fetch' as const), size: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant('again' as const), back: fc.integer({ min: 0, max: 10 }) }),
      fc.record({ kind: fc.constant('finish' as const), pick: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const tracker = new PartitionTracker();
        const open = new Map<number, Slot>();
        const taken = new Set<number>();
        let end = 0;
        const take = (from: number, to: number): void => {
          for (const slot of tracker.take(from, upTo(from, to))) {
            expect(taken.has(slot.offset)).toBe(false);
            taken.add(slot.offset);
            open.set(slot.offset, slot);
          }
        };
        for (const action of steps) {
          if (action.kind === 'fetch') {
            take(end, end + action.size);
            end += action.size;
          } else if (action.kind === 'again') {
            take(Math.max(tracker.lowWater ?? 0, end - action.back), end);
          } else {
            const [offset, slot] = [...open][action.pick % Math.max(open.size, 1)] ?? [];
            if (slot) tracker.finish(slot);
            if (offset !== undefined) open.delete(offset);
          }
          const lowest = open.size > 0 ? Math.min(...open.keys()) : end;
          expect(tracker.lowWater ?? 0).toBe(lowest);
        }
      }),
    );
  });

  it('stays small when records finish in order', () => {
    const tracker = new PartitionTracker();
    for (let offset = 0; offset < 10_000; offset += 1) {
      for (const slot of tracker.take(offset, [offset])) tracker.finish(slot);
    }
    expect(tracker.span).toBe(0);
    expect(tracker.lowWater).toBe(10_000);
  });
});
