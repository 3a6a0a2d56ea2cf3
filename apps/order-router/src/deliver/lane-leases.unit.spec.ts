import { jest } from '@jest/globals';
import { eventually } from '@joor-bridge/testing';
import { accepted, aDestination, aJob } from '../testing/answers.js';
import { jobOf, laneStage, numbered } from '../testing/lane-stage.js';
import { anEvent } from '../testing/orders.js';
import { Lane } from './lane.js';
import { leaseFrom } from './lease.js';

afterEach(() => {
  jest.useRealTimers();
});

describe('a lease that ran out', () => {
  it('sends the job back unsent and goes on with the next', async () => {
    const { lane, requests, heard, push } = laneStage({ pace: { concurrency: 1 } });
    lane.push(jobOf('1', { leaseEnds: 0 }));
    push('2');
    await eventually(() => requests.length === 1);
    expect(heard(/unsent/)).toEqual(['1 unsent']);
    expect(requests[0]?.orders).toEqual(['2']);
  });
});

describe('a slow pace', () => {
  it('spaces the requests', async () => {
    const { lane, clock, requests, push } = laneStage({ pace: { concurrency: 9, perSecond: 20 } });
    push(...numbered(6));
    const first = requests.length;
    expect(first).toBeLessThanOrEqual(2);
    clock.ms += 50;
    await eventually(() => requests.length === first + 1, { everyMs: 1 });
    lane.giveBackQueue();
  });

  it('goes on after the queue was given back while it waited', async () => {
    const { lane, clock, requests, push, heard } = laneStage({ pace: { concurrency: 9, perSecond: 20 } });
    push(...numbered(4));
    const first = requests.length;
    lane.giveBackQueue();
    expect(heard(/unsent/)).toHaveLength(4 - first);
    push('5');
    expect(requests).toHaveLength(first);
    clock.ms += 50;
    await eventually(() => requests.length === first + 1, { everyMs: 1, timeoutMs: 2_000 });
    expect(requests.at(-1)?.orders).toEqual(['5']);
  });
});

describe('a claim that ends while every request hangs', () => {
  it('is given back at its end, and not when one of them is answered', async () => {
    jest.useFakeTimers();
    const { lane, clock, push, heard } = laneStage({ pace: { concurrency: 1 } });
    push('hangs');
    lane.push(jobOf('1', { leaseEnds: 10_000 }));
    lane.push(jobOf('2', { leaseEnds: 12_000 }));
    const pass = async (ms: number) => {
      clock.ms += ms;
      await jest.advanceTimersByTimeAsync(ms);
    };
    await pass(9_999);
    expect(heard(/unsent/)).toEqual([]);
    await pass(2);
    expect(heard(/unsent/)).toEqual(['1 unsent']);
    await pass(2_000);
    expect(heard(/unsent/)).toEqual(['1 unsent', '2 unsent']);
  });

  it('is a claim by the wall clock too', () => {
    const { lane, push, heard } = laneStage({ pace: { concurrency: 1 } });
    push('hangs');
    lane.push(jobOf('1', { leaseEndsAt: Date.now() }));
    push('2');
    expect(heard(/unsent/)).toEqual(['1 unsent']);
  });
});

describe('a backlog behind a slow pace', () => {
  const LEASE_MS = 10_000;
  const TICK_MS = 250;

  /** A lane of Skubana's pace whose due orders are claimed as the timer does it, on a clock of its own. */
  function backlog(count: number, roomOf: (lane: Lane) => number) {
    jest.useFakeTimers();
    const now = () => performance.now();
    const due = numbered(count);
    const asked: string[] = [];
    const delivered: string[] = [];
    let unsent = 0;
    const destination = aDestination(
      {
        deliver: async (orders, beforeSend) => {
          asked.push(...orders.map(({ order }) => order.orderId));
          await Promise.resolve();
          beforeSend?.();
          return orders.map(() => accepted());
        },
      },
      { pace: { concurrency: 4, perSecond: 2.5 } },
    );
    const ignored = () => {};
    const lane = new Lane(
      destination,
      {
        ...{ sent: ignored, roomy: ignored, opened: ignored, refused: ignored, closed: ignored },
        answered: ({ orderId }) => void delivered.push(orderId),
        unsent: ({ orderId }) => {
          unsent += 1;
          due.push(orderId);
        },
      },
      { now, leaseMs: LEASE_MS },
    );
    const claim = () => {
      for (const orderId of due.splice(0, roomOf(lane)))
        lane.push(aJob(leaseFrom(now(), { now, leaseMs: LEASE_MS }), anEvent({ orderId })));
    };
    const run = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += TICK_MS) {
        claim();
        await jest.advanceTimersByTimeAsync(TICK_MS);
      }
    };
    return { run, asked, delivered, unsent: () => unsent };
  }

  it('goes out at that pace, each order claimed once: the room is what a lease allows', async () => {
    const { run, asked, delivered, unsent } = backlog(200, (lane) => lane.room);
    await run(81_000);
    expect(delivered).toEqual(numbered(200));
    expect(asked).toHaveLength(200);
    expect(unsent()).toBe(0);
  });

  it('goes out at that pace also when more was claimed: what ran out costs no place and no request', async () => {
    const { run, asked, delivered, unsent } = backlog(200, () => 200);
    await run(90_000);
    expect(new Set(delivered).size).toBe(200);
    expect(asked).toHaveLength(200);
    expect(unsent()).toBeGreaterThan(200);
  });
});

describe('room behind a slow pace', () => {
  it('is what is sent in half a lease, half of it for what comes from Kafka', () => {
    const { lane, push } = laneStage({ pace: { concurrency: 1, perSecond: 2.5 } });
    expect(lane.room).toBe(12);
    expect([lane.admits(5), lane.admits(6)]).toEqual([true, false]);
    push(...numbered(8));
    expect([lane.room, lane.admits(0)]).toEqual([5, false]);
    lane.giveBackQueue();
  });

  it('is told of when half of it is gone', async () => {
    const { lane, push, answer, heard } = laneStage({ pace: { concurrency: 1, perSecond: 2.5 } });
    push(...numbered(7));
    await answer(accepted());
    expect(heard(/roomy/)).toEqual([]);
    lane.giveBackQueue();
    const fewer = laneStage({ pace: { concurrency: 1, perSecond: 2.5 } });
    fewer.push(...numbered(6));
    await fewer.answer(accepted());
    await eventually(() => fewer.heard(/roomy/).length > 0);
    fewer.lane.giveBackQueue();
  });
});
