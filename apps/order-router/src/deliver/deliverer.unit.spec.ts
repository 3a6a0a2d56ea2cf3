import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { Destination } from '@joor-bridge/service-kit';
import { eventually } from '@joor-bridge/testing';
import type { DeliveryAnswer } from '@joor-bridge/wms';
import type { ConnectionHealth } from '../health/connection-health.js';
import { KillPoints } from '../kill-points.js';
import type { AttemptResult } from '../ledger/attempt-result.js';
import {
  accepted,
  aDeliverable,
  aDestination,
  aJob,
  aRecord,
  unauthorized,
  unavailable,
} from '../testing/answers.js';
import { aConnection, anEvent } from '../testing/orders.js';
import { AdmittedGroup } from './admitted-group.js';
import { Deliverer } from './deliverer.js';
import type { Job } from './job.js';
import type { ResultWriter } from './result-writer.js';

function stage() {
  const clock = { ms: 0 };
  const results: AttemptResult[] = [];
  const told: string[] = [];
  const asked: (() => void)[] = [];
  const tell = (what: string) => (_: ConnectionSnapshot, why?: string) =>
    void told.push(why === undefined ? what : `${what}: ${why}`);
  const world = { answer: accepted() as DeliveryAnswer };
  const ready = (snapshot: ConnectionSnapshot): Destination =>
    aDestination(
      {
        deliver: (orders) =>
          new Promise((resolve) => {
            asked.push(() => resolve(orders.map(() => world.answer)));
          }),
      },
      { testMode: snapshot.settings['joor.testMode'] === 'Enabled', pace: { concurrency: 5 } },
    );
  const destinations = { of: ready };
  const health = ['usable', 'recovered', 'down', 'unauthorized', 'unusable'].map((turn) => [
    turn,
    tell(turn),
  ]);
  const deliverer = new Deliverer({
    writer: { add: (_: Job, result: AttemptResult) => void results.push(result) } as unknown as ResultWriter,
    health: Object.fromEntries(health) as unknown as ConnectionHealth,
    destinationOf: (snapshot) => destinations.of(snapshot),
    killPoints: new KillPoints(null),
    now: () => clock.ms,
    leaseMs: 10_000,
    crowded: (connectionId) => void told.push(`crowded ${connectionId}`),
    roomy: () => {},
    recovered: (connectionId) => void told.push(`recovered ${connectionId}`),
  });
  const submit = (orderId: string, more: Partial<Job> = {}) => {
    const job = aJob({ leaseEnds: 1e9, ...more }, anEvent({ orderId }));
    deliverer.submit(job);
    return job;
  };
  /** Answers so many requests with the answer of the world. */
  const answer = async (count: number) => {
    const before = results.length;
    for (let at = 0; at < count; at += 1) (await eventually(() => asked.shift()))();
    await eventually(() => results.length >= before + count, { everyMs: 1 });
  };
  const down = async () => {
    world.answer = unavailable();
    for (let at = 0; at < 5; at += 1) submit(`down-${at}`);
    await answer(5);
    results.length = 0;
  };
  return { clock, results, told, asked, world, destinations, deliverer, submit, answer, down };
}

const CONNECTION = aConnection('con_1');
const deliverable = aDeliverable();

describe('admit', () => {
  it('sends at once, under an attempt of its own, in the world of the destination', () => {
    const { deliverer } = stage();
    const first = deliverer.admit(CONNECTION, deliverable, new AdmittedGroup());
    const second = deliverer.admit(CONNECTION, deliverable, new AdmittedGroup());
    expect(first).toEqual({ state: 'delivering', attemptId: expect.any(String), testMode: false });
    expect(second).not.toEqual(first);
    const inTest = aConnection('con_2', { 'joor.testMode': 'Enabled' });
    expect(deliverer.admit(inTest, deliverable, new AdmittedGroup())).toMatchObject({
      state: 'delivering',
      testMode: true,
    });
  });

  it('parks what a destination that is not usable would get, with what is missing', () => {
    const { deliverer, destinations, told } = stage();
    destinations.of = () => ({ kind: 'unusable', testMode: true, problem: 'enter credentials' });
    expect(deliverer.admit(CONNECTION, deliverable, new AdmittedGroup())).toEqual({
      state: 'parked',
      dueInMs: 60_000,
      reason: 'enter credentials',
      testMode: true,
    });
    expect(told).toEqual(['unusable: enter credentials']);
  });

  it('renders in test mode without a sandbox', () => {
    const { deliverer, destinations } = stage();
    destinations.of = () => ({ kind: 'would-deliver', render: ({ externalId }) => `body of ${externalId}` });
    expect(deliverer.admit(CONNECTION, deliverable, new AdmittedGroup())).toEqual({
      state: 'would-deliver',
      testMode: true,
      body: 'body of con_1:100001',
    });
  });

  it('parks while the WMS is down', async () => {
    const { deliverer, down } = stage();
    deliverer.opened(CONNECTION);
    await down();
    expect(deliverer.admit(CONNECTION, deliverable, new AdmittedGroup())).toMatchObject({
      state: 'parked',
      reason: 'the WMS does not take orders at the moment',
    });
  });
});

describe('submit', () => {
  it('sends, and hands what came of it to the writer', async () => {
    const { deliverer, submit, answer, results } = stage();
    deliverer.opened(CONNECTION);
    const job = submit('1');
    expect(deliverer.isUnderWay(job)).toBe(true);
    await answer(1);
    expect(results).toMatchObject([
      { orderId: '1', attemptId: job.attemptId, answer: 'accepted', fate: { state: 'delivered' } },
    ]);
    expect(deliverer.isUnderWay(job)).toBe(false);
  });

  it('sends nothing by settings that did not decide it', () => {
    const { deliverer, submit, results, asked } = stage();
    deliverer.opened(aConnection('con_1', { 'joor.testMode': 'Enabled' }, { version: 2 }));
    submit('1', { settingsVersion: 1 });
    expect(asked).toEqual([]);
    expect(results).toMatchObject([
      { answer: 'unsent', exchange: null, fate: { state: 'parked', dueInMs: 0, doubt: false } },
    ]);
  });

  it('sends nothing to a connection that was forgotten meanwhile, and keeps a doubt', () => {
    const { deliverer, submit, results } = stage();
    deliverer.opened(CONNECTION);
    deliverer.forget('con_1');
    submit('1', { doubt: true });
    expect(results).toMatchObject([{ answer: 'unsent', fate: { state: 'parked', doubt: true } }]);
  });
});

describe('a change of the connection', () => {
  it('gives back what waits, leaves what is under way, and opens the new destination', async () => {
    const { deliverer, submit, results, asked, told, answer } = stage();
    deliverer.opened(CONNECTION);
    for (let at = 1; at <= 7; at += 1) submit(String(at));
    expect(asked).toHaveLength(5);
    deliverer.opened(aConnection('con_1', {}, { version: 2 }));
    expect(results.map(({ orderId, answer }) => `${orderId} ${answer}`)).toEqual(['6 unsent', '7 unsent']);
    await answer(5);
    expect(results.filter(({ answer }) => answer === 'accepted')).toHaveLength(5);
    expect(told).toEqual(['usable', 'usable']);
  });

  it('is noticed by its version only', () => {
    const { deliverer, told } = stage();
    const opened = deliverer.opened(CONNECTION);
    expect(deliverer.opened(aConnection('con_1'))).toBe(opened);
    expect(told).toEqual(['usable']);
  });

  it('makes a new breaker: new credentials are tried at once', async () => {
    const { deliverer, world, submit, answer } = stage();
    deliverer.opened(CONNECTION);
    world.answer = unauthorized();
    submit('1');
    await answer(1);
    expect(deliverer.admit(CONNECTION, deliverable, new AdmittedGroup()).state).toBe('parked');
    const mended = aConnection('con_1', {}, { version: 2 });
    expect(deliverer.admit(mended, deliverable, new AdmittedGroup()).state).toBe('delivering');
  });
});

describe('dueRoom', () => {
  it('is the room of the lane', () => {
    const { deliverer } = stage();
    expect(deliverer.dueRoom(CONNECTION)).toEqual({ count: 256, probe: false });
  });

  it('is one probe at a time while the WMS is down', async () => {
    const { deliverer, clock, down, told } = stage();
    deliverer.opened(CONNECTION);
    await down();
    expect(told).toContain('down: HTTP 503');
    expect(deliverer.dueRoom(CONNECTION).count).toBe(0);
    clock.ms += 500;
    expect(deliverer.dueRoom(CONNECTION)).toEqual({ count: 1, probe: true });
    expect(deliverer.dueRoom(CONNECTION).count).toBe(0);
    deliverer.returnProbe('con_1');
    expect(deliverer.dueRoom(CONNECTION).count).toBe(1);
  });

  it('is none where nothing can be sent, or nothing may any more', async () => {
    const { deliverer, destinations } = stage();
    destinations.of = () => ({ kind: 'unusable', testMode: false, problem: 'no address' });
    expect(deliverer.dueRoom(CONNECTION)).toEqual({ count: 0, probe: false });
    const stopped = stage().deliverer;
    await stopped.stop();
    expect(stopped.dueRoom(CONNECTION)).toEqual({ count: 0, probe: false });
  });

  it('comes back with the first success, which is told', async () => {
    const { deliverer, clock, down, world, submit, answer, told } = stage();
    deliverer.opened(CONNECTION);
    await down();
    clock.ms += 500;
    deliverer.dueRoom(CONNECTION);
    world.answer = accepted();
    submit('probe', { probe: true });
    await answer(1);
    expect(told.slice(-2)).toEqual(['recovered', 'recovered con_1']);
    expect(deliverer.dueRoom(CONNECTION)).toEqual({ count: 256, probe: false });
  });
});

describe('longRunning', () => {
  it('names jobs that keep a record waiting for longer than that', () => {
    const { deliverer, clock, submit } = stage();
    deliverer.opened(CONNECTION);
    const slow = submit('1', { record: aRecord(), claimedAt: 0 });
    submit('2', { record: null, claimedAt: 0 });
    clock.ms = 1_500;
    submit('3', { record: aRecord(), claimedAt: 1_000 });
    expect(deliverer.longRunning(1_000)).toEqual([slow]);
  });
});

describe('stop', () => {
  it('gives back what waits, and ends when what is under way has ended', async () => {
    const { deliverer, submit, answer, results } = stage();
    deliverer.opened(CONNECTION);
    for (let at = 1; at <= 6; at += 1) submit(String(at));
    let stopped = false;
    const stopping = deliverer.stop().then(() => {
      stopped = true;
    });
    expect(results.map(({ orderId }) => orderId)).toEqual(['6']);
    await answer(4);
    expect(stopped).toBe(false);
    await answer(1);
    await stopping;
    expect(results).toHaveLength(6);
    expect(deliverer.admit(CONNECTION, deliverable, new AdmittedGroup())).toMatchObject({ state: 'parked' });
  });
});
