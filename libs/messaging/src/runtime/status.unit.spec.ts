import { stage } from '../testing/stage.js';
import { PartitionTracker } from './partition-tracker.js';
import { Room } from './room.js';
import { statusOf } from './status.js';

const set = () => {
  const { subscription, home } = stage(async () => undefined);
  const other = stage(async () => undefined).subscription;
  const room = new Room({ maxInFlight: 10, maxInFlightBytes: 100 });
  const member = {
    group: 'g',
    joined: true,
    joins: 2,
    lastTurn: Date.now(),
    taken: 9,
    room,
    homes: [home],
    subscriptions: [subscription, other],
  };
  return { member, home, room, subscription, other };
};

describe('the status of a member', () => {
  it('is ready in the group, with nothing out of order', () => {
    const { member } = set();
    expect(statusOf(member)).toMatchObject({
      live: true,
      ready: true,
      detail: '1 partitions',
      joins: 2,
      taken: 9,
    });
  });

  it('says first that it is not in the group', () => {
    const { member, subscription } = set();
    subscription.desk.outages = 3;
    expect(statusOf({ ...member, joined: false })).toMatchObject({
      ready: false,
      detail: 'not in the consumer group g',
    });
  });

  it('is not ready while records of any topic wait for the world', () => {
    const { member, subscription, other } = set();
    subscription.desk.outages = 3;
    other.desk.outages = 1;
    expect(statusOf(member)).toMatchObject({
      ready: false,
      detail: '4 records wait because something they need cannot be reached',
    });
  });

  it('is dead when its fetch loop has not turned for a minute', () => {
    const { member } = set();
    expect(statusOf({ ...member, lastTurn: Date.now() - 59_000 }).live).toBe(true);
    expect(statusOf({ ...member, lastTurn: Date.now() - 61_000 }).live).toBe(false);
  });

  it('adds up what its topics did, and what is open', () => {
    const { member, room, subscription, other } = set();
    subscription.counts.acked = 2;
    other.counts.acked = 3;
    other.counts.deadLettered = 1;
    room.take(7);
    expect(statusOf(member)).toMatchObject({ acked: 5, deadLettered: 1, open: 1, openBytes: 7 });
  });

  it('is behind by what is not finished, never by less than nothing', () => {
    const { member, home } = set();
    const lagOf = (highWatermark: number, tracker = new PartitionTracker()) =>
      statusOf({ ...member, homes: [{ ...home, highWatermark, tracker }] }).lag[0]?.records;
    expect(lagOf(100)).toBe(0);
    const tracker = new PartitionTracker();
    const [first] = tracker.take(90, [90, 91]);
    expect(lagOf(100, tracker)).toBe(10);
    if (first) tracker.finish(first);
    expect(lagOf(100, tracker)).toBe(9);
    expect(lagOf(50, tracker)).toBe(0);
  });
});
