import fc from 'fast-check';
import { Assignment } from './assignment.js';
import type { Assigned } from './in-flight.js';
import type { Slot } from './partition-tracker.js';

type Step =
  | { kind: 'fetch'; size: number }
  | { kind: 'finish'; pick: number }
  | { kind: 'commit' }
  | { kind: 'rebalance'; away: boolean; renamed: boolean }
  | { kind: 'elsewhere'; dealsWith: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('fetch' as const), size: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('finish' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('commit' as const) }),
  fc.record({
    kind: fc.constant('rebalance' as const),
    away: fc.boolean(),
    renamed: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('elsewhere' as const), dealsWith: fc.integer({ min: 1, max: 6 }) }),
);

/** One partition of a group: what the broker knows, what this member holds, what was dealt with anywhere. */
class World {
  committed = 0;
  readonly dealtWith = new Set<number>();
  private position = 0;
  private readonly open: { home: Assigned; slot: Slot }[] = [];
  private member = 1;
  private readonly assignment = new Assignment(
    { pause() {}, resume() {}, seek: ({ offset }) => this.goTo(Number(offset)) },
    1_000,
    (name) => name,
  );

  constructor() {
    this.join([0]);
  }

  run(step: Step): void {
    if (step.kind === 'fetch') this.fetch(step.size);
    else if (step.kind === 'finish') this.finish(step.pick);
    else if (step.kind === 'commit') this.commit();
    else if (step.kind === 'rebalance') this.rebalance(step.away, step.renamed);
    else this.elsewhere(step.dealsWith);
  }

  private get home(): Assigned | undefined {
    return this.assignment.get('t', 0);
  }

  private goTo(offset: number): void {
    this.position = offset;
  }

  private join(partitions: readonly number[]): void {
    this.position = this.committed;
    this.assignment.joined(`m${this.member}`, { t: partitions });
  }

  private fetch(size: number): void {
    if (!this.home) return;
    const offsets = Array.from({ length: size }, (_, n) => this.position + n);
    for (const slot of this.home.tracker.take(this.position, offsets)) {
      this.open.push({ home: this.home, slot });
    }
    this.position += size;
  }

  /** What a handler has is answered even when the partition is gone, and is then dealt with all the same. */
  private finish(pick: number): void {
    const [taken] = this.open.splice(pick % Math.max(this.open.length, 1), 1);
    if (!taken) return;
    taken.home.tracker.finish(taken.slot);
    this.dealtWith.add(taken.slot.offset);
  }

  private commit(): void {
    for (const { home, offset } of this.assignment.toCommit()) {
      expect(home.lost).toBe(false);
      this.committed = offset;
      home.committed = offset;
    }
  }

  private rebalance(away: boolean, renamed: boolean): void {
    if (renamed) this.member += 1;
    this.join(away ? [] : [0]);
  }

  /** Another member has the partition: it begins at the committed offset, deals with some and commits them. */
  private elsewhere(count: number): void {
    if (this.home) this.join([]);
    for (let n = 0; n < count; n += 1) this.dealtWith.add(this.committed + n);
    this.committed += count;
    this.join([0]);
  }
}

describe('a partition that is kept, lost and regained', () => {
  it('has everything below its committed offset dealt with, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const world = new World();
        for (const each of steps) {
          world.run(each);
          for (let offset = 0; offset < world.committed; offset += 1) {
            expect(world.dealtWith.has(offset)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('remembers nothing of the time before it was lost', () => {
    const seeks: string[] = [];
    const client = {
      pause() {},
      resume() {},
      seek: ({ offset }: { offset: string }) => void seeks.push(offset),
    };
    const assignment = new Assignment(client, 100, (name) => name);
    assignment.joined('m', { t: [0] });
    const before = assignment.get('t', 0);
    for (const slot of before?.tracker.take(100, [100, 101]) ?? []) before?.tracker.finish(slot);
    assignment.joined('m', {});
    expect(assignment.toCommit()).toEqual([]);
    assignment.joined('m', { t: [0] });
    const after = assignment.get('t', 0);
    expect(after).not.toBe(before);
    expect([before?.lost, after?.lost]).toEqual([true, false]);
    expect(after?.tracker.lowWater).toBeUndefined();
    expect(assignment.toCommit()).toEqual([]);
    expect(seeks).toEqual([]);
  });

  it('is not paused for what waited before it was lost', () => {
    const asked: string[] = [];
    const client = {
      pause: () => void asked.push('pause'),
      resume() {},
      seek() {},
    };
    const assignment = new Assignment(client, 100, (name) => name);
    assignment.joined('m', { t: [0] });
    const before = assignment.get('t', 0);
    assignment.joined('m', {});
    assignment.joined('m', { t: [0] });
    if (!before) throw new Error('was not assigned');
    before.waiting = 1;
    assignment.flow(before);
    expect(asked).toEqual([]);
  });

  it('survives a client that cannot pause just now, and asks again after the next join', () => {
    const asked: string[] = [];
    const client = {
      pause: () => {
        asked.push('pause');
        if (asked.length === 1) throw new Error('Consumer group was not initialized');
      },
      resume() {},
      seek() {},
    };
    const assignment = new Assignment(client, 100, (name) => name);
    assignment.joined('m', { t: [0] });
    const home = assignment.get('t', 0);
    if (!home) throw new Error('was not assigned');
    home.waiting = 1;
    assignment.flow(home);
    assignment.joined('m', { t: [0] });
    expect(asked).toEqual(['pause', 'pause']);
  });
});
