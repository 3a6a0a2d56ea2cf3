import { Assignment, type FlowControl } from './assignment.js';

/** Like the real one it remembers what is paused, whoever the partition goes to; `asked` holds what changed it. */
class Client implements FlowControl {
  readonly asked: string[] = [];
  readonly paused = new Set<string>();
  pause(places: { topic: string; partitions?: number[] }[]): void {
    const place = nameOf(places);
    if (!this.paused.has(place)) this.asked.push(`pause ${place}`);
    this.paused.add(place);
  }
  resume(places: { topic: string; partitions?: number[] }[]): void {
    const place = nameOf(places);
    if (this.paused.delete(place)) this.asked.push(`resume ${place}`);
  }
  seek({ topic, partition, offset }: { topic: string; partition: number; offset: string }): void {
    this.asked.push(`seek ${topic}/${partition} ${offset}`);
  }
}

const nameOf = ([place]: { topic: string; partitions?: number[] }[]) =>
  `${place?.topic}/${place?.partitions}`;

const set = (maxSpan = 100) => {
  const client = new Client();
  const assignment = new Assignment(client, maxSpan, (name) => name.replace('x-', ''));
  return { client, assignment };
};

const homeOf = (assignment: Assignment, partition: number) => {
  const home = assignment.get('x-t', partition);
  if (!home) throw new Error(`partition ${partition} is not assigned`);
  return home;
};

describe('Assignment', () => {
  it('names topics without the prefix', () => {
    const { assignment } = set();
    assignment.joined('m1', { 'x-t': [0] });
    expect(homeOf(assignment, 0).topic).toBe('t');
    expect(assignment.get('x-t', 1)).toBeUndefined();
  });

  it('goes on where it was with a partition that stayed, and drops one that left', () => {
    const { assignment, client } = set();
    assignment.joined('m1', { 'x-t': [0, 1] });
    const [stays, leaves] = [homeOf(assignment, 0), homeOf(assignment, 1)];
    stays.tracker.take(0, [0, 1, 2]);
    assignment.joined('m1', { 'x-t': [0, 2] });
    expect(homeOf(assignment, 0)).toBe(stays);
    expect(client.asked).toEqual(['seek x-t/0 3']);
    expect([stays.lost, leaves.lost]).toEqual([false, true]);
    expect(assignment.get('x-t', 1)).toBeUndefined();
  });

  it('begins anew with a new member id, since another member may have been here', () => {
    const { assignment, client } = set();
    assignment.joined('m1', { 'x-t': [0] });
    const old = homeOf(assignment, 0);
    old.tracker.take(0, [0]);
    assignment.joined('m2', { 'x-t': [0] });
    expect(old.lost).toBe(true);
    expect(homeOf(assignment, 0)).not.toBe(old);
    expect(client.asked).toEqual([]);
  });

  it('pauses while records wait, over a rebalance that left the partition here', () => {
    const { assignment, client } = set();
    assignment.joined('m1', { 'x-t': [0] });
    const home = homeOf(assignment, 0);
    home.waiting = 1;
    assignment.flow(home);
    assignment.flow(home);
    assignment.joined('m1', { 'x-t': [0] });
    expect(client.paused).toEqual(new Set(['x-t/0']));
    home.waiting = 0;
    assignment.flow(home);
    expect(client.asked).toEqual(['pause x-t/0', 'resume x-t/0']);
  });

  it('pauses again what a client that was made anew has forgotten', () => {
    const { assignment, client } = set();
    assignment.joined('m1', { 'x-t': [0] });
    const home = homeOf(assignment, 0);
    home.waiting = 1;
    assignment.flow(home);
    client.paused.clear();
    assignment.joined('m1', { 'x-t': [0] });
    expect(client.paused).toEqual(new Set(['x-t/0']));
  });

  it.each([
    ['under a new member id', [['m2', [0]]]],
    [
      'and had been elsewhere',
      [
        ['m1', []],
        ['m1', [0]],
      ],
    ],
  ] as const)('lets a partition flow that was paused, when it comes back %s', (_name, joins) => {
    const { assignment, client } = set();
    assignment.joined('m1', { 'x-t': [0] });
    const home = homeOf(assignment, 0);
    home.waiting = 1;
    assignment.flow(home);
    for (const [memberId, partitions] of joins) assignment.joined(memberId, { 'x-t': partitions });
    expect(client.paused).toEqual(new Set());
    home.waiting = 0;
    assignment.flow(home);
    expect(client.asked).toEqual(['pause x-t/0', 'resume x-t/0']);
  });

  it('pauses when too much is done out of turn, until half of it is gone', () => {
    const { assignment, client } = set(4);
    assignment.joined('m1', { 'x-t': [0] });
    const home = homeOf(assignment, 0);
    const slots = home.tracker.take(0, [0, 1, 2, 3]);
    assignment.flow(home);
    for (const slot of slots.slice(0, 2)) {
      home.tracker.finish(slot);
      assignment.flow(home);
    }
    expect(client.asked).toEqual(['pause x-t/0']);
    for (const slot of slots.slice(2, 3)) home.tracker.finish(slot);
    assignment.flow(home);
    expect(client.asked).toEqual(['pause x-t/0', 'resume x-t/0']);
  });

  it('commits only marks that moved', () => {
    const { assignment } = set();
    assignment.joined('m1', { 'x-t': [0, 1] });
    const home = homeOf(assignment, 0);
    for (const slot of home.tracker.take(0, [0, 1])) home.tracker.finish(slot);
    expect(assignment.toCommit()).toEqual([{ home, offset: 2 }]);
    home.committed = 2;
    expect(assignment.toCommit()).toEqual([]);
  });
});
