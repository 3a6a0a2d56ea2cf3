import { jest } from '@jest/globals';
import { Room } from './room.js';

const LIMITS = { maxInFlight: 4, maxInFlightBytes: 100 };

/** What has resolved by now. */
const noted = (...promises: readonly Promise<void>[]) => {
  const done: number[] = [];
  promises.forEach((promise, n) => void promise.then(() => done.push(n)));
  return async () => {
    for (let n = 0; n < 5; n += 1) await Promise.resolve();
    return done;
  };
};

describe('Room', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it.each([
    ['records', [1, 1, 1, 1]],
    ['bytes', [60, 40]],
    ['a single record that is larger than all of it', [500]],
  ])('is full by %s', (_name, weights) => {
    const room = new Room(LIMITS);
    expect(room.full).toBe(false);
    for (const bytes of weights.slice(0, -1)) room.take(bytes);
    expect(room.full).toBe(false);
    room.take(weights.at(-1) ?? 0);
    expect(room.full).toBe(true);
  });

  it('counts back to nothing', () => {
    const room = new Room(LIMITS);
    for (const bytes of [10, 20, 30]) room.take(bytes);
    for (const bytes of [30, 10, 20]) room.give(bytes);
    expect([room.records, room.bytes, room.full]).toEqual([0, 0, false]);
  });

  it('lets everybody go who waits when less than half is left, and not before', async () => {
    const room = new Room(LIMITS);
    for (let n = 0; n < 4; n += 1) room.take(1);
    const through = noted(room.half(60_000), room.half(60_000));
    room.give(1);
    room.give(1);
    expect(await through()).toEqual([]);
    room.give(1);
    expect(await through()).toEqual([0, 1]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('looks at bytes as well as at records', async () => {
    const room = new Room(LIMITS);
    room.take(90);
    room.take(10);
    const through = noted(room.half(60_000));
    room.give(10);
    expect(await through()).toEqual([]);
    room.give(90);
    expect(await through()).toEqual([0]);
  });

  it('lets nobody wait for longer than the time given', async () => {
    const room = new Room(LIMITS);
    for (let n = 0; n < 4; n += 1) room.take(1);
    const through = noted(room.half(1_000), room.half(5_000));
    jest.advanceTimersByTime(999);
    expect(await through()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(await through()).toEqual([0]);
  });

  it('lets everybody go when told to, full or not', async () => {
    const room = new Room(LIMITS);
    for (let n = 0; n < 4; n += 1) room.take(1);
    const through = noted(room.half(60_000));
    room.release();
    expect(await through()).toEqual([0]);
    expect(room.full).toBe(true);
  });
});
