import fc from 'fast-check';
import { KeyLanes } from './key-lanes.js';

describe('KeyLanes', () => {
  it('lets the first of a key go and holds the others until it leaves', () => {
    const lanes = new KeyLanes<number>();
    expect(lanes.enter('a', 1)).toBe(true);
    expect(lanes.enter('a', 2)).toBe(false);
    expect(lanes.enter('b', 3)).toBe(true);
    expect(lanes.leave('a')).toBe(2);
    expect(lanes.leave('a')).toBeUndefined();
    expect(lanes.enter('a', 4)).toBe(true);
  });

  it('forgets idle keys', () => {
    const lanes = new KeyLanes<number>();
    lanes.enter('a', 1);
    lanes.enter('a', 2);
    lanes.leave('a');
    expect(lanes.size).toBe(1);
    lanes.leave('a');
    expect(lanes.size).toBe(0);
  });

  it('takes a blank key for a key like any other', () => {
    const lanes = new KeyLanes<number>();
    expect(lanes.enter('', 1)).toBe(true);
    expect(lanes.enter('', 2)).toBe(false);
    expect(lanes.enter('__proto__', 3)).toBe(true);
    expect(lanes.leave('')).toBe(2);
  });

  it('has nothing to give where nothing is', () => {
    const lanes = new KeyLanes<number>();
    expect(lanes.leave('a')).toBeUndefined();
    expect(lanes.size).toBe(0);
    expect(lanes.enter('a', 1)).toBe(true);
  });

  it('shares no queue between keys', () => {
    const lanes = new KeyLanes<string>();
    for (const key of ['a', 'b']) lanes.enter(key, `${key}1`);
    lanes.enter('a', 'a2');
    expect(lanes.leave('b')).toBeUndefined();
    expect(lanes.leave('a')).toBe('a2');
  });

  it('holds a long queue of one key in order', () => {
    const lanes = new KeyLanes<number>();
    for (let n = 0; n < 10_000; n += 1) lanes.enter('a', n);
    for (let n = 1; n < 10_000; n += 1) expect(lanes.leave('a')).toBe(n);
    expect(lanes.leave('a')).toBeUndefined();
    expect(lanes.size).toBe(0);
  });

  it('lets the items of a key go one at a time, in the order they came, and loses none', () => {
    const arrivals = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), leave: fc.nat() }));
    fc.assert(
      fc.property(arrivals, (steps) => {
        const lanes = new KeyLanes<{ key: string; n: number }>();
        const going = new Map<string, number>();
        const went = new Map<string, number[]>();
        const go = ({ key, n }: { key: string; n: number }): void => {
          expect(going.has(key)).toBe(false);
          going.set(key, n);
          went.set(key, [...(went.get(key) ?? []), n]);
        };
        const leaveOne = (pick: number): void => {
          const key = [...going.keys()][pick % Math.max(going.size, 1)];
          if (key === undefined) return;
          going.delete(key);
          const next = lanes.leave(key);
          if (next) go(next);
        };
        steps.forEach(({ key, leave }, n) => {
          if (lanes.enter(key, { key, n })) go({ key, n });
          if (leave % 2 === 0) leaveOne(leave);
        });
        while (going.size > 0) leaveOne(0);
        for (const key of ['a', 'b', 'c']) {
          const came = steps.flatMap((step, n) => (step.key === key ? [n] : []));
          expect(went.get(key) ?? []).toEqual(came);
        }
        expect(lanes.size).toBe(0);
      }),
    );
  });
});
