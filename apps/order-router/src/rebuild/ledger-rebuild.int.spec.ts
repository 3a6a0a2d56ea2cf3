import {
  type OrderOutcome,
  type OrderRevised,
  orderKey,
  orderOutcome,
  orderRevised,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics } from '@joor-bridge/messaging';
import { createLog } from '@joor-bridge/service-kit';
import { eventually, freshPrefix } from '@joor-bridge/testing';
import type pg from 'pg';
import { Policies } from '../intake/connections.js';
import { anExchange } from '../testing/answers.js';
import { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEvent } from '../testing/orders.js';
import { RouterStage } from '../testing/router-stage.js';
import { ledgerOrigin, noteOrigin } from './ledger-origin.js';
import { LedgerRebuild } from './ledger-rebuild.js';

const log = createLog({ name: 'rebuild-test', level: 'fatal' });
let ledger: OwnLedger;
let bus: Bus;
let stage: RouterStage;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(async () => {
  await ledger.clear();
  await ledger.pool.query('truncate ledger_origin');
  const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
  bus = createBus({ brokers, prefix: freshPrefix(), clientId: 'rebuild-test', log });
  await provisionTopics(bus, [topics.orders, topics.outcomes]);
  stage = new RouterStage(ledger.pool);
  stage.connections.set(aConnection('con_1'));
});
afterEach(async () => {
  await stage.stop();
  await bus.close();
});
afterAll(() => ledger?.drop());

const rebuildOn = (pool: pg.Pool) => {
  const { connections, versions } = stage;
  return new LedgerRebuild({ ...{ pool, bus, connections, versions, log }, policies: new Policies() });
};
const ensureWhole = () => rebuildOn(ledger.pool).ensureWhole();

const R1 = { revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
const R2 = { revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };

async function ordersCame(...events: OrderRevised[]): Promise<void> {
  await bus.publish(
    topics.orders,
    events.map((event) => ({
      key: orderKey(event.connectionId, event.order.orderId),
      type: orderRevised.type,
      value: event,
    })),
  );
}

const outcome = (
  orderId: string,
  state: OrderOutcome['state'],
  more: Partial<OrderOutcome> = {},
): OrderOutcome => ({
  ...{ connectionId: 'con_1', workspaceId: 'wsp_1', orderId, ...R1, state },
  ...{ rule: null, reason: null, settingsVersion: 1, wmsOrderId: null, at: '2026-11-03T12:00:00Z' },
  ...{ cancelledInJoor: false, warehouse: null, deliveredAt: null, lines: [] },
  ...more,
});

async function outcomesCame(...outcomes: OrderOutcome[]): Promise<void> {
  await bus.publish(
    topics.outcomes,
    outcomes.map((value) => ({ key: orderKey('con_1', value.orderId), type: orderOutcome.type, value })),
  );
}

/** Lets the timer send what is due until nothing is. */
async function timerSends(): Promise<void> {
  stage.timer.start();
  await eventually(
    async () =>
      (await ledger.rows("select from deliveries where state in ('parked', 'delivering')")).length === 0,
  );
}

describe('a ledger of its own beginning', () => {
  it('is whole at once, and leaves orders that wait on the topic to the consumer', async () => {
    await ordersCame(anEvent({ orderId: '1', ...R1 }));
    await ensureWhole();
    expect(await ledger.order('1')).toBeUndefined();
    expect(await ledgerOrigin(ledger.pool)).toBe('whole');
  });

  it('that is in use is not touched, whatever the topics say', async () => {
    await stage.arrive([anEvent({ orderId: '1', ...R1 })]);
    await stage.settled();
    await ordersCame(anEvent({ orderId: '2', ...R1 }));
    await outcomesCame(outcome('2', 'delivered'), outcome('1', 'failed'));
    await ensureWhole();
    expect(await ledger.order('2')).toBeUndefined();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered' });
  });
});

describe('a ledger that was lost', () => {
  it('knows again what was delivered, and sends none of it when the orders come again', async () => {
    const events = [anEvent({ orderId: '1', ...R1 }), anEvent({ orderId: '2', ...R1 })];
    await ordersCame(...events);
    await outcomesCame(
      outcome('1', 'delivered', { wmsOrderId: 'W-1', settingsVersion: 7 }),
      outcome('2', 'delivered', { wmsOrderId: 'W-2' }),
    );
    await ensureWhole();
    expect(await ledger.order('1')).toMatchObject({ ...{ outcome: 'deliver', settings_version: 7 } });
    expect(await ledger.delivery('1')).toMatchObject({
      ...{ state: 'delivered', revision: R1.revision, wms_order_id: 'W-1', doubt: false, due_at: null },
      settled_at: new Date('2026-11-03T12:00:00Z'),
    });
    const records = await stage.arrive(events);
    await stage.settled();
    expect(stage.sent).toEqual([]);
    expect(records.map(({ answers }) => answers)).toEqual([['ack'], ['ack']]);
    expect(stage.published.map(({ state, wmsOrderId }) => [state, wmsOrderId])).toEqual([
      ['delivered', 'W-1'],
      ['delivered', 'W-2'],
    ]);
  });

  it.each([
    ['skipped', { outcome: 'skip', rule: 'warehouse-code', reason: 'another warehouse' }],
    ['held', { outcome: 'hold', rule: 'warehouse-code', reason: 'another warehouse' }],
    ['waiting', { outcome: 'wait', rule: 'warehouse-code', reason: 'another warehouse' }],
  ] as const)('keeps that an order was %s, though today it would be delivered', async (state, decision) => {
    await ordersCame(anEvent({ orderId: '1', ...R1 }));
    await outcomesCame(outcome('1', state, { rule: decision.rule, reason: decision.reason }));
    await ensureWhole();
    expect(await ledger.order('1')).toMatchObject(decision);
    expect(await ledger.delivery('1')).toBeUndefined();
  });

  it.each(['failed', 'cancelled', 'would-deliver'] as const)('keeps that an order has %s', async (state) => {
    await ordersCame(anEvent({ orderId: '1', ...R1 }));
    await outcomesCame(outcome('1', state, { reason: 'so it was' }));
    await ensureWhole();
    expect(await ledger.delivery('1')).toMatchObject({
      ...{ state, reason: 'so it was', due_at: null, doubt: state === 'failed' },
    });
  });

  it('looks for what may have been under way before it sends it', async () => {
    const orders = ['parked', 'delivering', 'untold'].map((orderId) => anEvent({ orderId, ...R1 }));
    await ordersCame(...orders);
    await outcomesCame(
      outcome('parked', 'parked'),
      outcome('delivering', 'delivering'),
      outcome('gone', 'skipped'),
    );
    await ensureWhole();
    stage.destination = (snapshot) =>
      stage.ready(snapshot, { capabilities: { idempotencyKey: false, lookUp: true } });
    const looked: string[] = [];
    stage.find = async (externalId) => {
      looked.push(externalId);
      const exchange = anExchange();
      return externalId.endsWith('parked')
        ? { kind: 'absent', exchange }
        : { kind: 'found', wmsOrderId: 'W-9', exchange };
    };
    await timerSends();
    expect(looked.sort()).toEqual(['con_1:delivering', 'con_1:parked', 'con_1:untold']);
    expect(stage.sent).toEqual(['parked rev-0001']);
    expect(await ledger.delivery('untold')).toMatchObject({ state: 'delivered', wms_order_id: 'W-9' });
  });

  it('has the newest revision, whatever came last, and keeps the others', async () => {
    await ordersCame(anEvent({ orderId: '1', ...R2 }), anEvent({ orderId: '1', ...R1 }));
    await outcomesCame(outcome('1', 'delivered', R2));
    await ensureWhole();
    expect(await ledger.order('1')).toMatchObject({ revision: R2.revision });
    expect(await ledger.revisions('1')).toEqual([R1.revision, R2.revision]);
  });

  it.each([
    ['review', [{ from_revision: R1.revision, to_revision: R2.revision, state: 'open' }]],
    ['ignore', []],
  ] as const)('opens a review of a change after the delivery, by the policy: %s', async (policy, reviews) => {
    stage.connections.set(aConnection('con_1', { 'orders.editPolicy': policy }));
    await ordersCame(
      anEvent({ orderId: '1', ...R1 }),
      anEvent({ orderId: '1', ...R2, order: { purchaseOrder: 'PO-2' } }),
    );
    await outcomesCame(outcome('1', 'delivered'));
    await ensureWhole();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', revision: R1.revision });
    expect(await ledger.rows('select from_revision, to_revision, state from reviews')).toEqual(reviews);
  });

  it('takes the newest for a revision that compaction has taken away', async () => {
    await ordersCame(anEvent({ orderId: '1', ...R2 }), anEvent({ orderId: '2', ...R2 }));
    await outcomesCame(outcome('1', 'delivered'), outcome('2', 'parked'));
    await ensureWhole();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', revision: R2.revision });
    await timerSends();
    expect(stage.sent).toEqual(['2 rev-0002']);
  });

  it('sees a newer revision of what was parked to its end', async () => {
    await ordersCame(
      anEvent({ orderId: '1', ...R1 }),
      anEvent({ orderId: '1', ...R2, order: { purchaseOrder: 'PO-2' } }),
    );
    await outcomesCame(outcome('1', 'parked'));
    await ensureWhole();
    await timerSends();
    expect(stage.sent).toEqual(['1 rev-0001']);
    await eventually(async () => (await ledger.rows('select from reviews')).length === 1);
  });

  it('goes by the newest outcome, whichever comes last', async () => {
    await ordersCame(...['1', '2', '3'].map((orderId) => anEvent({ orderId, ...R1 })));
    const later = '2026-11-03T13:00:00Z';
    await outcomesCame(
      outcome('1', 'delivered', { at: later, wmsOrderId: 'W-1' }),
      outcome('1', 'parked'),
      outcome('2', 'parked'),
      outcome('2', 'skipped', { at: later, rule: 'order-status' }),
      outcome('3', 'delivered', { at: later }),
      outcome('3', 'skipped', { rule: 'order-status' }),
    );
    await ensureWhole();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', wms_order_id: 'W-1' });
    expect(await ledger.delivery('2')).toBeUndefined();
    expect(await ledger.order('2')).toMatchObject({ outcome: 'skip' });
    expect(await ledger.order('3')).toMatchObject({ outcome: 'deliver', rule: null });
    expect(await ledger.delivery('3')).toMatchObject({ state: 'delivered' });
  });

  it('keeps orders of the sandbox apart', async () => {
    await ordersCame(anEvent({ orderId: 'TEST-1', ...R1 }), anEvent({ orderId: '1', ...R1 }));
    await outcomesCame(outcome('TEST-1', 'delivered'), outcome('1', 'delivered'));
    await ensureWhole();
    expect(await ledger.delivery('TEST-1')).toMatchObject({ test_mode: true });
    expect(await ledger.delivery('1')).toMatchObject({ test_mode: false });
  });

  it('passes over what cannot be read', async () => {
    await ordersCame(anEvent({ orderId: '1', ...R1 }));
    await bus.publish(topics.orders, [{ key: 'con_1:9', type: orderRevised.type, value: { no: 'order' } }]);
    await bus.publish(topics.outcomes, [
      { key: 'con_1:9', type: orderOutcome.type, value: { no: 'outcome' } },
    ]);
    await outcomesCame(outcome('1', 'delivered'));
    await ensureWhole();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered' });
  });

  it('lets an order wait whose connection is not known', async () => {
    await ordersCame(anEvent({ connectionId: 'con_9', orderId: '1', ...R1 }));
    await outcomesCame(outcome('2', 'delivered'));
    await ensureWhole();
    expect(await ledger.order('1')).toMatchObject({ outcome: 'wait' });
    expect(await ledger.delivery('1')).toBeUndefined();
  });
});

describe('a rebuild', () => {
  it('that was cut off is done again', async () => {
    await stage.arrive([anEvent({ orderId: '1', ...R1, order: { status: 'pending' } })]);
    await noteOrigin(ledger.pool, false);
    await ordersCame(anEvent({ orderId: '1', ...R1 }), anEvent({ orderId: '2', ...R1 }));
    await outcomesCame(outcome('1', 'delivered'), outcome('2', 'delivered'));
    expect(await ledgerOrigin(ledger.pool)).toBe('half');
    await ensureWhole();
    expect(await ledgerOrigin(ledger.pool)).toBe('whole');
    const states = await ledger.rows('select order_id, state from deliveries order by order_id');
    expect(states).toEqual([
      { order_id: '1', state: 'delivered' },
      { order_id: '2', state: 'delivered' },
    ]);
  });

  it('is one process’s work: the others wait until the ledger is whole', async () => {
    const ids = Array.from({ length: 700 }, (_, at) => String(at));
    await ordersCame(...ids.map((orderId) => anEvent({ orderId, ...R1 })));
    await outcomesCame(...ids.map((orderId) => outcome(orderId, 'delivered')));
    const others = await Promise.all([ledger.anotherPool(), ledger.anotherPool()]);
    await Promise.all([ensureWhole(), ...others.map((pool) => rebuildOn(pool).ensureWhole())]);
    expect(await ledger.rows('select count(*)::int as n from deliveries')).toEqual([{ n: 700 }]);
    expect(await ledger.rows('select count(*)::int as n from past_decisions')).toEqual([{ n: 0 }]);
  });
});
