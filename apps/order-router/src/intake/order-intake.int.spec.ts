import { anExchange, rejected, unavailable } from '../testing/answers.js';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEvent, bytesOf } from '../testing/orders.js';
import { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';

let ledger: OwnLedger;
let stage: RouterStage;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
  stage.connections.set(aConnection('con_1'));
});

const FIRST = { orderId: '1', revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
const LATER = { orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };

async function arrived(...events: Parameters<RouterStage['arrive']>[0]) {
  const records = await stage.arrive(events);
  await stage.settled();
  return records;
}

describe('a new order', () => {
  it('is delivered, recorded, told and answered', async () => {
    const [record] = await arrived(anEvent(FIRST));
    expect(stage.sent).toEqual(['1 rev-0001']);
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivered',
      wms_order_id: 'W-1',
      attempts: 1,
    });
    expect(stage.published).toMatchObject([{ orderId: '1', state: 'delivered', wmsOrderId: 'W-1' }]);
    expect(record?.answers).toEqual(['ack']);
  });

  it('is claimed before its request leaves', async () => {
    const atThatTime: unknown[] = [];
    stage.answer = async (orderId) => {
      atThatTime.push((await ledger.delivery(orderId))?.state);
      return { kind: 'accepted', wmsOrderId: 'W', exchange: anExchange() };
    };
    await arrived(anEvent(FIRST));
    expect(atThatTime).toEqual(['delivering']);
  });

  it('that is not to be delivered is recorded, told and answered, and nothing is sent', async () => {
    const [record] = await arrived(anEvent({ ...FIRST, order: { status: 'pending' } }));
    expect(stage.sent).toEqual([]);
    expect(stage.published).toMatchObject([{ state: 'skipped', rule: 'order-status' }]);
    expect(record?.answers).toEqual(['ack']);
  });

  it('waits while the settings of its connection have not arrived', async () => {
    const [record] = await arrived(anEvent({ ...FIRST, connectionId: 'con_new' }));
    expect(stage.sent).toEqual([]);
    expect(stage.published).toMatchObject([{ state: 'waiting', settingsVersion: 0 }]);
    expect(record?.answers).toEqual(['ack']);
  });

  it('that the WMS refuses has failed; one that it does not take now is parked', async () => {
    stage.answer = (orderId) => (orderId === '1' ? rejected('unknown SKU') : unavailable());
    await arrived(anEvent(FIRST), anEvent({ orderId: '2' }));
    expect(await ledger.delivery('1')).toMatchObject({ state: 'failed', reason: 'unknown SKU' });
    expect(await ledger.delivery('2')).toMatchObject({ state: 'parked', reason: 'HTTP 503', doubt: false });
    expect(stage.published.map(({ orderId, state }) => `${orderId} ${state}`).sort()).toEqual([
      '1 failed',
      '2 parked',
    ]);
  });

  it('keeps the settings that decided it', async () => {
    await arrived(anEvent(FIRST));
    expect(await stage.versions.at('con_1', 1)).toMatchObject({ connectionId: 'con_1', version: 1 });
  });
});

describe('the same record again', () => {
  it('sends nothing, and tells what became of the order', async () => {
    await arrived(anEvent(FIRST));
    const [record] = await arrived(anEvent(FIRST));
    expect(stage.sent).toEqual(['1 rev-0001']);
    expect(stage.published.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    expect(record?.answers).toEqual(['ack']);
  });

  it('sends nothing either when both come at once to two processes', async () => {
    const other = new RouterStage(await ledger.anotherPool());
    other.connections.set(aConnection('con_1'));
    const events = Array.from({ length: 50 }, (_, at) => anEvent({ orderId: String(at) }));
    await Promise.all([stage.arrive(events), other.arrive(events)]);
    await Promise.all([stage.settled(), other.settled()]);
    const sent = [...stage.sent, ...other.sent];
    expect(sent).toHaveLength(50);
    expect(new Set(sent).size).toBe(50);
    await other.stop();
  });
});

describe('a newer revision', () => {
  it('of a delivered order is a task for a person, not a request', async () => {
    await arrived(anEvent(FIRST));
    const [record] = await arrived(anEvent({ ...LATER, order: { purchaseOrder: 'PO-2' } }));
    expect(stage.sent).toEqual(['1 rev-0001']);
    expect(await ledger.rows('select kind, from_revision, to_revision from reviews')).toEqual([
      { kind: 'edited', from_revision: 'rev-0001', to_revision: 'rev-0002' },
    ]);
    expect(record?.answers).toEqual(['ack']);
  });

  it('of a delivered order is only recorded where changes are ignored', async () => {
    stage.connections.set(aConnection('con_1', { 'orders.editPolicy': 'ignore' }));
    await arrived(anEvent(FIRST));
    await arrived(anEvent(LATER));
    expect(await ledger.rows('select * from reviews')).toEqual([]);
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002' });
  });

  it('of a skipped order is decided anew', async () => {
    await arrived(anEvent({ ...FIRST, order: { status: 'pending' } }));
    await arrived(anEvent(LATER));
    expect(stage.sent).toEqual(['1 rev-0002']);
    expect(stage.published.map(({ state }) => state)).toEqual(['skipped', 'delivered']);
  });

  it('while a request is under way becomes a review of what was delivered', async () => {
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    stage.answer = async () => {
      await gate;
      return { kind: 'accepted', wmsOrderId: 'W-1', exchange: anExchange() };
    };
    const [first] = await stage.arrive([anEvent(FIRST)]);
    const [second] = await stage.arrive([anEvent({ ...LATER, order: { status: 'cancelled' } })]);
    expect(second?.answers).toEqual(['ack']);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering', superseded: true });
    answer();
    await stage.settled();
    expect(first?.answers).toEqual(['ack']);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', revision: 'rev-0001' });
    expect(await ledger.rows('select kind from reviews')).toEqual([{ kind: 'cancelled' }]);
  });
});

describe('an older revision', () => {
  it('is kept and answered, and changes nothing', async () => {
    await arrived(anEvent(LATER));
    const [record] = await arrived(anEvent({ ...FIRST, order: { status: 'pending' } }));
    expect(stage.sent).toEqual(['1 rev-0002']);
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002', outcome: 'deliver' });
    expect(await ledger.revisions('1')).toEqual(['rev-0001', 'rev-0002']);
    expect(record?.answers).toEqual(['ack']);
  });
});

describe('a destination that cannot be used', () => {
  it('parks its orders with what is missing', async () => {
    stage.destination = () => ({ kind: 'unusable', testMode: false, problem: 'give it an address' });
    await arrived(anEvent(FIRST));
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', reason: 'give it an address' });
    expect(stage.published).toMatchObject([{ state: 'parked', reason: 'give it an address' }]);
  });

  it('only renders in test mode without a sandbox, and keeps the exact body', async () => {
    stage.destination = () => ({ kind: 'would-deliver', render: (order) => `body of ${order.externalId}` });
    stage.connections.set(aConnection('con_1', { 'joor.testMode': 'Enabled' }));
    await arrived(anEvent({ ...FIRST, orderId: 'TEST-1' }));
    await arrived(anEvent({ ...FIRST, orderId: 'TEST-1' }));
    expect(stage.sent).toEqual([]);
    expect(await ledger.delivery('TEST-1')).toMatchObject({ state: 'would-deliver', test_mode: true });
    expect(await ledger.rows('select answer, request_body, url from attempts')).toEqual([
      { answer: 'would-deliver', request_body: 'body of con_1:TEST-1', url: '' },
    ]);
    expect(stage.published[0]).toMatchObject({ state: 'would-deliver' });
  });
});

describe('a replay', () => {
  it('does not send what is delivered, and answers its record without telling anything', async () => {
    await arrived(anEvent(FIRST));
    const [record] = await stage.arrive([anEvent(FIRST)], 'replay');
    await stage.settled();
    expect(stage.sent).toEqual(['1 rev-0001']);
    expect(stage.published).toHaveLength(1);
    expect(record?.answers).toEqual(['ack']);
  });

  it('sends what today’s settings want and yesterday’s did not', async () => {
    await arrived(anEvent({ ...FIRST, order: { status: 'pending' } }));
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Pending & Returned' }, { version: 2 }));
    await stage.arrive([anEvent({ ...FIRST, order: { status: 'pending' } })], 'replay');
    await stage.settled();
    expect(stage.sent).toEqual(['1 rev-0001']);
    expect(await ledger.rows('select settings_version, outcome from past_decisions')).toEqual([
      { settings_version: 1, outcome: 'skip' },
    ]);
  });

  it("leaves what JOOR's sandbox had alone once test mode is off", async () => {
    stage.connections.set(aConnection('con_1', { 'joor.testMode': 'Enabled' }));
    const ofSandbox = anEvent({ ...FIRST, orderId: 'TEST-1' });
    await arrived(ofSandbox);
    expect(await ledger.delivery('TEST-1')).toMatchObject({ state: 'delivered', test_mode: true });
    stage.connections.set(aConnection('con_1', {}, { version: 2 }));
    await stage.arrive([ofSandbox], 'replay');
    await stage.settled();
    expect(stage.sent).toEqual(['TEST-1 rev-0001']);
  });
});

describe('an order that no record drives', () => {
  it('tells its outcome through the outbox', async () => {
    const event = anEvent({ ...FIRST, order: { status: 'pending' } });
    await arrived(event);
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Shipped' }, { version: 2 }));
    await stage.intake.consider([{ event, bytes: bytesOf(event), record: null }], 'settings');
    expect(await ledger.outbox()).toMatchObject([{ orderId: '1', state: 'skipped', settingsVersion: 2 }]);
  });
});
