import { type OrderRevised, orderKey, orderRevised, topics } from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, readTopic } from '@joor-bridge/messaging';
import { CallerIdentity, createLog } from '@joor-bridge/service-kit';
import { eventually, freshPrefix } from '@joor-bridge/testing';
import { Policies } from '../intake/connections.js';
import { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEvent } from '../testing/orders.js';
import { RouterStage } from '../testing/router-stage.js';
import type { NewReplay } from './replay-dto.js';
import { ReplayRunner } from './replay-runner.js';
import { Replays } from './replays.js';

let ledger: OwnLedger;
let bus: Bus;
let stage: RouterStage;
let replays: Replays;
let runner: ReplayRunner;
let parts: ConstructorParameters<typeof ReplayRunner>[0];
let reported: unknown[];
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
  const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
  bus = createBus({
    brokers,
    prefix: freshPrefix(),
    clientId: 'replay-test',
    log: createLog({ name: 'replay-test', level: 'fatal' }),
  });
  await provisionTopics(bus);
});
beforeEach(async () => {
  await ledger.clear();
  stage = new RouterStage(ledger.pool);
  replays = new Replays(ledger.pool);
  const policies = new Policies();
  reported = [];
  parts = {
    ...{ pool: ledger.pool, bus, connections: stage.connections, policies, replays },
    onError: (error) => void reported.push(error),
  };
  runner = new ReplayRunner(parts);
});
afterEach(() => stage.stop());
afterAll(async () => {
  await bus?.close();
  await ledger?.drop();
});

const OPERATOR = new CallerIdentity('key_1', 'Ada', null);
let number = 0;
/** A connection of its own for each test, since all share the topic. */
const newConnection = () => `con_${++number}`;

async function onTheTopic(...events: OrderRevised[]) {
  await bus.publish(
    topics.orders,
    events.map((event) => ({
      key: orderKey(event.connectionId, event.order.orderId),
      type: orderRevised.type,
      value: event,
    })),
  );
}

async function run(request: NewReplay, workspaceId: string | null = null) {
  const id = await replays.create(request, OPERATOR);
  runner.start(id, request, workspaceId);
  await eventually(async () => (await replays.read(id, OPERATOR)).state !== 'running', { timeoutMs: 20_000 });
  return replays.read(id, OPERATOR);
}

/** Orders that the replay topic has for a connection, with the replay that put them there. */
async function replayed(connectionId: string) {
  const found: string[] = [];
  for await (const { message } of readTopic(bus, topics.ordersReplay)) {
    const event = orderRevised.decode(message.value);
    if (event.connectionId !== connectionId) continue;
    found.push(`${event.order.orderId} ${event.revision} ${message.headers?.['replay-id']}`);
  }
  return found.sort();
}

describe('a replay', () => {
  it('puts the newest revision of each order on the replay topic, marked as its own', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    const older = { connectionId, orderId: '1', revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
    const newer = { ...older, revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };
    await onTheTopic(anEvent(older), anEvent(newer), anEvent({ connectionId, orderId: '2' }));
    const view = await run({ connectionId, dryRun: false });
    expect(view).toMatchObject({ state: 'done', counts: { matched: 2, wouldDeliver: 2 } });
    expect(await replayed(connectionId)).toEqual([`1 rev-0002 ${view.id}`, `2 r1000000 ${view.id}`]);
  });

  it('counts an order once, and by its newest revision, however far its revisions lie apart', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    const first = {
      connectionId,
      orderId: 'twice',
      revision: 'rev-0001',
      modifiedAt: '2026-11-03T10:00:00Z',
    };
    const between = Array.from({ length: 3_000 }, (_, at) => anEvent({ connectionId, orderId: `${at}` }));
    const last = { ...first, revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };
    await onTheTopic(anEvent(first), ...between, anEvent({ ...last, order: { status: 'cancelled' } }));
    const view = await run({ connectionId, dryRun: true });
    expect(view.counts).toMatchObject({ matched: 3_001, wouldDeliver: 3_000 });
    expect(view.wouldDeliver).not.toContainEqual({ connectionId, orderId: 'twice' });
  });

  it('only says what it would deliver in a dry run', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(
      anEvent({ connectionId, orderId: '1' }),
      anEvent({ connectionId, orderId: '2', order: { status: 'pending' } }),
    );
    expect(await run({ connectionId, dryRun: true })).toMatchObject({
      state: 'done',
      counts: { matched: 2, wouldDeliver: 1 },
      wouldDeliver: [{ connectionId, orderId: '1' }],
    });
    expect(await replayed(connectionId)).toEqual([]);
  });

  it('does not count what is delivered already, and does what failed', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    const events = ['1', '2', '3'].map((orderId) => anEvent({ connectionId, orderId }));
    await onTheTopic(...events);
    await stage.arrive(events.slice(0, 2));
    await stage.settled();
    await ledger.pool.query("update deliveries set state = 'failed' where order_id = '2'");
    expect(
      (await run({ connectionId, dryRun: true })).wouldDeliver.map(({ orderId }) => orderId).sort(),
    ).toEqual(['2', '3']);
  });

  it('judges by the settings of now', async () => {
    const connectionId = newConnection();
    await onTheTopic(anEvent({ connectionId, order: { status: 'pending' } }));
    stage.connections.set(aConnection(connectionId, { 'joor.orderStatus': 'Pending & Returned' }));
    expect((await run({ connectionId, dryRun: true })).counts.wouldDeliver).toBe(1);
    stage.connections.set(aConnection(connectionId, {}, { version: 2 }));
    expect((await run({ connectionId, dryRun: true })).counts.wouldDeliver).toBe(0);
  });

  it('delivers what its dry run named, and nothing else', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    const statuses = ['approved', 'pending', 'approved', 'cancelled'] as const;
    const events = statuses.map((status, at) =>
      anEvent({ connectionId, orderId: String(at), order: { status } }),
    );
    await onTheTopic(...events);
    const named = (await run({ connectionId, dryRun: true })).wouldDeliver.map(({ orderId }) => orderId);
    await stage.arrive(events, 'replay');
    await stage.settled();
    expect(stage.sent.map((sent) => sent.split(' ')[0]).sort()).toEqual([...named].sort());
  });
});

describe('what a replay is about', () => {
  it('are the orders that are named', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(...['1', '2', '3'].map((orderId) => anEvent({ connectionId, orderId })));
    const view = await run({ connectionId, orders: ['2', '9'], dryRun: true });
    expect(view.wouldDeliver).toEqual([{ connectionId, orderId: '2' }]);
  });

  it('is nothing of another workspace', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(anEvent({ connectionId }));
    expect((await run({ connectionId, dryRun: true }, 'wsp_2')).counts.matched).toBe(0);
    expect((await run({ connectionId, dryRun: true }, 'wsp_1')).counts.matched).toBe(1);
  });

  it('is what was published in that time', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(anEvent({ connectionId, orderId: '1' }));
    const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString();
    const matched = async (more: Partial<NewReplay>) =>
      (await run({ connectionId, dryRun: true, ...more })).counts.matched;
    expect(await matched({ from: hour(-1) })).toBe(1);
    expect(await matched({ from: hour(1) })).toBe(0);
    expect(await matched({ to: hour(-1) })).toBe(0);
  });
});

describe('a record that cannot be read', () => {
  it('is passed over: it is among the dead letters already', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await bus.publish(topics.orders, [{ key: 'x', type: orderRevised.type, value: { not: 'an order' } }]);
    await bus.publish(topics.orders, [{ key: 'y', type: orderRevised.type, value: null }]);
    await onTheTopic(anEvent({ connectionId }));
    expect(await run({ connectionId, dryRun: true })).toMatchObject({
      state: 'done',
      counts: { matched: 1 },
    });
  });
});

describe('a replay that cannot go on', () => {
  it('has failed, and says why', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(anEvent({ connectionId }));
    const broken = new ReplayRunner({
      ...parts,
      bus: Object.assign(Object.create(bus), { publish: () => Promise.reject(new Error('no broker')) }),
    });
    const request = { connectionId, dryRun: false };
    const id = await replays.create(request, OPERATOR);
    broken.start(id, request, null);
    await eventually(async () => (await replays.read(id, OPERATOR)).state === 'failed');
    expect(await replays.read(id, OPERATOR)).toMatchObject({ state: 'failed', error: 'no broker' });
  });

  it('is reported, and ends no process, when the database is away also for its end', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(anEvent({ connectionId }));
    const away = () => Promise.reject(new Error('no database'));
    const broken = new ReplayRunner({ ...parts, replays: { touch: away, finish: away } });
    broken.start('6f1c0f8e-0000-4000-8000-000000000000', { connectionId, dryRun: true }, null);
    await eventually(() => reported.length > 0);
    expect(reported).toEqual([new Error('no database')]);
    await broken.stop();
  });
});

describe('a replay whose process stops', () => {
  it('ends where it is, and is shown as interrupted, not as done', async () => {
    const connectionId = newConnection();
    stage.connections.set(aConnection(connectionId));
    await onTheTopic(
      ...Array.from({ length: 1_100 }, (_, at) => anEvent({ connectionId, orderId: `${at}` })),
    );
    let stopped: Promise<void> | undefined;
    const stopsMidway = new ReplayRunner({
      ...parts,
      replays: {
        touch: async (id, progress) => {
          const isRunning = await replays.touch(id, progress);
          if (progress.matched > 0) stopped ??= stopsMidway.stop();
          return isRunning;
        },
        finish: (id, progress, error) => replays.finish(id, progress, error),
      },
    });
    const request = { connectionId, dryRun: false };
    const id = await replays.create(request, OPERATOR);
    stopsMidway.start(id, request, null);
    await eventually(() => stopped !== undefined, { timeoutMs: 20_000 });
    await stopped;
    const told = (await replayed(connectionId)).length;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(500);
    expect(await replays.read(id, OPERATOR)).toMatchObject({ state: 'running', counts: { matched: told } });
    await ledger.pool.query("update replays set touched_at = now() - interval '31 seconds'");
    expect((await replays.read(id, OPERATOR)).state).toBe('interrupted');
  });
});
