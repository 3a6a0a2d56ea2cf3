import { eventually } from '@joor-bridge/testing';
import { accepted, ambiguous, anExchange, unauthorized, unavailable } from '../testing/answers.js';
import { jobOf, laneStage, numbered } from '../testing/lane-stage.js';

describe('concurrency', () => {
  it('has no more requests under way than the pace allows, and goes on as they end', async () => {
    const { lane, requests, push, answer, heard } = laneStage({ pace: { concurrency: 3 } });
    push(...numbered(10));
    expect(requests.map(({ orders }) => orders)).toEqual([['1'], ['2'], ['3']]);
    for (let done = 1; done <= 10; done += 1) {
      await answer(accepted());
      expect(requests.length).toBeLessThanOrEqual(3);
    }
    await eventually(() => heard(/accepted/).length === 10);
    expect(heard(/accepted/)).toEqual(numbered(10).map((id) => `${id} accepted`));
    expect(lane.room).toBe(256);
  });

  it('puts as many orders in a request as the destination takes', async () => {
    const { requests, push, answer } = laneStage({ pace: { concurrency: 1, batch: 3 } });
    push(...numbered(6));
    expect(requests.map(({ orders }) => orders)).toEqual([['1']]);
    await answer(accepted());
    await eventually(() => requests.length === 1);
    expect(requests[0]?.orders).toEqual(['2', '3', '4']);
  });

  it('sends an order that is looked up, and the probe, in a request of its own', async () => {
    const { lane, requests, answer, push } = laneStage(
      { pace: { concurrency: 1, batch: 3 }, capabilities: { lookUp: true } },
      { find: async () => ({ kind: 'absent', exchange: anExchange() }) },
    );
    push('0', '1', '2');
    lane.push(jobOf('3', { doubt: true }));
    lane.push(jobOf('4', { probe: true }));
    push('5', '6', '7', '8');
    const sent: string[][] = [];
    for (let at = 0; at < 6; at += 1) sent.push(await answer(accepted()));
    expect(sent).toEqual([['0'], ['1', '2'], ['3'], ['4'], ['5', '6', '7'], ['8']]);
    expect(requests).toEqual([]);
  });

  it('counts each order that is looked up in the pace', async () => {
    const { lane, requests } = laneStage(
      { pace: { concurrency: 9, perSecond: 1, batch: 3 }, capabilities: { lookUp: true } },
      { find: async () => ({ kind: 'absent', exchange: anExchange() }) },
    );
    for (const id of numbered(3)) lane.push(jobOf(id, { doubt: true }));
    await eventually(() => requests.length > 0);
    expect(requests.map(({ orders }) => orders)).toEqual([['1']]);
    lane.giveBackQueue();
  });

  it('gives each order of a request its own answer', async () => {
    const { requests, push, answer, heard } = laneStage({ pace: { concurrency: 1, batch: 2 } });
    push('0', '1', '2');
    await answer(accepted());
    const request = await eventually(() => requests.shift());
    request.answer(accepted(), unavailable());
    await eventually(() => heard(/^[12] /).length === 2);
    expect(heard(/^[12] /)).toEqual(['1 accepted', '2 unavailable']);
  });
});

describe('room', () => {
  it('is 256 beside what is under way', () => {
    const { lane, push } = laneStage({ pace: { concurrency: 2 } });
    expect(lane.room).toBe(256);
    push(...numbered(2));
    expect(lane.room).toBe(256);
    push(...numbered(250, 3));
    expect(lane.room).toBe(6);
    push(...numbered(10, 300));
    expect(lane.room).toBe(0);
  });

  it('is less for what comes from Kafka, and counts what has been promised', () => {
    const { lane, push } = laneStage({ pace: { concurrency: 2 } });
    expect(lane.admits(0)).toBe(true);
    expect(lane.admits(500)).toBe(false);
    push(...numbered(32));
    expect(lane.admits(0)).toBe(true);
    push(...numbered(200, 100));
    expect(lane.admits(0)).toBe(false);
    expect(lane.room).toBeGreaterThan(0);
  });

  it('is told of when half the queue is gone', async () => {
    const { push, answer, heard } = laneStage({ pace: { concurrency: 1 } });
    push(...numbered(130));
    await answer(accepted());
    expect(heard(/roomy/)).toEqual([]);
    await answer(accepted());
    await eventually(() => heard(/roomy/).length > 0);
  });

  it('is none while the WMS is down', async () => {
    const { lane, push, answer } = laneStage({ pace: { concurrency: 5 } });
    push(...numbered(5));
    for (let time = 0; time < 5; time += 1) await answer(unavailable());
    expect([lane.room, lane.admits(0)]).toEqual([0, false]);
  });
});

describe('a WMS that is down', () => {
  const down = async (parts: Parameters<typeof laneStage>[0] = {}) => {
    const staged = laneStage({ pace: { concurrency: 5 }, ...parts });
    staged.push(...numbered(5));
    for (let time = 0; time < 5; time += 1) await staged.answer(unavailable());
    return staged;
  };

  it('opens the breaker once, with the reason, and the queue goes back unsent', async () => {
    const { push, answer, heard, requests } = laneStage({ pace: { concurrency: 1 } });
    push(...numbered(8));
    for (let time = 0; time < 5; time += 1) await answer(unavailable());
    await eventually(() => heard(/unsent/).length === 3);
    expect(heard(/unsent/)).toEqual(['6 unsent', '7 unsent', '8 unsent']);
    expect(heard(/opened/)).toEqual(['opened: HTTP 503']);
    expect(requests).toEqual([]);
  });

  it('counts lost answers as failures too', async () => {
    const { lane, push, answer, heard } = laneStage({ pace: { concurrency: 5 } });
    push(...numbered(5));
    for (let time = 0; time < 5; time += 1) await answer(ambiguous());
    expect(lane.breaker.isOpen).toBe(true);
    expect(heard(/opened/)).toEqual(['opened: no answer within 10 s']);
  });

  it('gets nothing but the probe', async () => {
    const { lane, clock, push, heard, requests, answer } = await down();
    push('6');
    expect(heard(/unsent/)).toEqual(['6 unsent']);
    clock.ms += 500;
    expect(lane.breaker.takeProbe()).toBe(true);
    lane.push(jobOf('7', { probe: true }));
    expect(requests.map(({ orders }) => orders)).toEqual([['7']]);
    push('8');
    expect(heard(/unsent/)).toEqual(['6 unsent', '8 unsent']);
    await answer(accepted());
    expect(heard(/closed/)).toEqual(['closed']);
    push('9');
    expect(requests.map(({ orders }) => orders)).toEqual([['9']]);
  });

  it('is probed again when the probe lost its lease before it was sent', async () => {
    const { lane, clock, heard } = await down();
    clock.ms += 500;
    lane.breaker.takeProbe();
    lane.push(jobOf('7', { probe: true, leaseEnds: clock.ms }));
    await eventually(() => heard(/7 unsent/).length === 1);
    expect(lane.breaker.takeProbe()).toBe(true);
  });

  it('gets no second probe when a request from before fails while one is out', async () => {
    const { lane, clock, push, answer, requests } = laneStage({ pace: { concurrency: 7 } });
    push(...numbered(6));
    for (let time = 0; time < 5; time += 1) await answer(unavailable());
    clock.ms += 500;
    expect(lane.breaker.takeProbe()).toBe(true);
    lane.push(jobOf('7', { probe: true }));
    await answer(ambiguous());
    clock.ms += 60_000;
    expect(requests.map(({ orders }) => orders)).toEqual([['7']]);
    expect(lane.breaker.takeProbe()).toBe(false);
    await answer(unavailable());
    clock.ms += 60_000;
    expect(lane.breaker.takeProbe()).toBe(true);
  });

  it('is probed again when the probe was given back behind another order', async () => {
    const { lane, clock, push, answer, heard } = laneStage({ pace: { concurrency: 1 } });
    push('1', '2');
    for (let time = 0; time < 5; time += 1) lane.breaker.failed(null, false);
    clock.ms += 500;
    lane.breaker.takeProbe();
    lane.push(jobOf('3', { probe: true }));
    await answer(unavailable());
    await eventually(() => heard(/unsent/).length === 2);
    clock.ms += 60_000;
    expect(lane.breaker.takeProbe()).toBe(true);
  });

  it('is left alone for as long as it says', async () => {
    const { lane, push, answer, heard } = laneStage({ pace: { concurrency: 1 } });
    push('1', '2');
    await answer(unavailable(60_000));
    expect(lane.breaker.probeInMs).toBe(60_000);
    expect(heard(/unsent/)).toEqual(['2 unsent']);
  });
});

describe('refused credentials', () => {
  it('stop the lane at once', async () => {
    const { lane, push, answer, heard } = laneStage({ pace: { concurrency: 1 } });
    push('1', '2');
    await answer(unauthorized());
    await eventually(() => heard(/unsent/).length === 1);
    expect(heard(/refused|opened/)).toEqual(['refused: HTTP 401']);
    expect(lane.breaker.probeInMs).toBe(15 * 60_000);
  });

  it('are told of also when it is a probe that is refused: then waiting does not help any more', async () => {
    const { lane, clock, push, answer, heard } = laneStage({ pace: { concurrency: 5 } });
    push(...numbered(5));
    for (let time = 0; time < 5; time += 1) await answer(unavailable());
    clock.ms += 500;
    lane.breaker.takeProbe();
    lane.push(jobOf('6', { probe: true }));
    await answer(unauthorized());
    expect(heard(/refused/)).toEqual(['refused: HTTP 401']);
  });
});

describe('giveBackQueue', () => {
  it('leaves alone what is under way', async () => {
    const { lane, push, answer, heard } = laneStage({ pace: { concurrency: 1 } });
    push('1', '2', '3');
    lane.giveBackQueue();
    expect(heard(/unsent/)).toEqual(['2 unsent', '3 unsent']);
    await answer(accepted());
    expect(heard(/accepted/)).toEqual(['1 accepted']);
  });
});
