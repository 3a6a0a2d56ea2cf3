import { eventually } from '@joor-bridge/testing';
import type { Finding } from '@joor-bridge/wms';
import { accepted, ambiguous, anExchange, unavailable } from '../testing/answers.js';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEntry, anEvent, parkedStart, sendNow } from '../testing/orders.js';
import { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';

let ledger: OwnLedger;
let stage: RouterStage;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
  stage.connections.set(aConnection('con_1'));
});

const parked = (...ids: string[]) =>
  ledger.claim(...ids.map((orderId) => anEntry(anEvent({ orderId }), { start: parkedStart() })));
const inState = (orderId: string, state: string) =>
  eventually(async () => (await ledger.delivery(orderId))?.state === state);
const lookingUp = () => {
  stage.destination = (snapshot) => stage.ready(snapshot, { capabilities: { lookUp: true } });
};

describe('a parked delivery', () => {
  it('goes out when it is due, and its outcome through the outbox', async () => {
    await parked('1');
    stage.timer.start();
    await inState('1', 'delivered');
    expect(stage.sent).toEqual(['1 r1000000']);
    expect(await ledger.outbox()).toMatchObject([{ orderId: '1', state: 'delivered', wmsOrderId: 'W-1' }]);
  });

  it('goes out by the settings of that moment, which are on record', async () => {
    await parked('1');
    stage.connections.set(aConnection('con_1', {}, { version: 9 }));
    stage.timer.start();
    await inState('1', 'delivered');
    expect(await ledger.order('1')).toMatchObject({ settings_version: 9 });
    expect(await stage.versions.at('con_1', 9)).toBeDefined();
    expect(await ledger.rows('select settings_version from attempts')).toEqual([{ settings_version: 9 }]);
  });

  it('is withdrawn when the settings do not want it any more', async () => {
    await parked('1');
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Shipped' }, { version: 2 }));
    stage.timer.start();
    await eventually(async () => (await ledger.delivery('1')) === undefined);
    expect(stage.sent).toEqual([]);
    expect(await ledger.outbox()).toMatchObject([{ orderId: '1', state: 'skipped' }]);
  });

  it('of a connection that is gone stays where it is', async () => {
    await ledger.claim(anEntry(anEvent({ connectionId: 'con_gone' }), { start: parkedStart() }));
    await parked('2');
    stage.timer.start();
    await inState('2', 'delivered');
    expect(await ledger.delivery('100001')).toMatchObject({ state: 'parked' });
  });

  it('and hundreds of them go out, each once, though a lane takes only so many', async () => {
    const ids = Array.from({ length: 700 }, (_, at) => String(at));
    await parked(...ids);
    stage.timer.start();
    await eventually(() => stage.sent.length >= 700, { timeoutMs: 20_000 });
    await eventually(async () => {
      const [left] = await ledger.rows("select count(*)::int from deliveries where state <> 'delivered'");
      return left?.count === 0;
    });
    expect(new Set(stage.sent).size).toBe(700);
    expect(stage.sent).toHaveLength(700);
  });

  it('and two processes share them', async () => {
    const other = new RouterStage(await ledger.anotherPool());
    other.connections.set(aConnection('con_1'));
    await parked(...Array.from({ length: 300 }, (_, at) => String(at)));
    stage.timer.start();
    other.timer.start();
    await eventually(() => stage.sent.length + other.sent.length >= 300);
    await Promise.all([stage.settled(), other.settled()]);
    expect(new Set([...stage.sent, ...other.sent]).size).toBe(300);
    expect(stage.sent.length + other.sent.length).toBe(300);
    await other.stop();
  });
});

describe('one order that cannot be sent', () => {
  it('because nobody can read it any more fails with the reason, and the others go out', async () => {
    await parked('1', '2', '3');
    await ledger.pool.query("update revisions set event = '{}' where order_id = '2'");
    stage.timer.start();
    await inState('1', 'delivered');
    await inState('3', 'delivered');
    await inState('2', 'failed');
    expect(await ledger.delivery('2')).toMatchObject({
      reason: expect.stringMatching(/^The order as the ledger has it cannot be read \(.*connectionId/),
      doubt: false,
    });
    expect(await ledger.outbox()).toContainEqual(expect.objectContaining({ orderId: '2', state: 'failed' }));
    expect(stage.errors).toEqual([]);
  });

  it('because its new decision cannot be kept is put off without a doubt, and the others go out', async () => {
    await parked('1', '2', '3');
    await ledger.pool.query(
      "alter table orders add constraint refused check (order_id <> '2' or settings_version = 1)",
    );
    stage.connections.set(aConnection('con_1', {}, { version: 2 }));
    stage.timer.start();
    await inState('1', 'delivered');
    await inState('3', 'delivered');
    await inState('2', 'parked');
    await ledger.pool.query('alter table orders drop constraint refused');
    expect(await ledger.delivery('2')).toMatchObject({ doubt: false, attempt_id: null });
    expect(await ledger.secondsTo('2', 'due_at')).toBeGreaterThan(50);
    expect(stage.errors).toHaveLength(1);
  });
});

describe('a step that fails', () => {
  it('does not keep what is parked from going out', async () => {
    await parked('1');
    const fault = () => {
      throw new Error('the step fails');
    };
    stage.deliverer.longRunning = fault;
    stage.timer.start();
    await inState('1', 'delivered');
    expect(stage.errors).toContainEqual(new Error('the step fails'));
    stage.deliverer.longRunning = () => [];
  });

  it('nor does the change of a delivered order that cannot be settled', async () => {
    await stage.arrive([anEvent({ orderId: '2' })]);
    await stage.settled();
    await ledger.pool.query("update orders set revision = 'rev-gone' where order_id = '2'");
    await ledger.pool.query("update deliveries set superseded = true, due_at = now() where order_id = '2'");
    await parked('1');
    stage.timer.start();
    await inState('1', 'delivered');
    expect(stage.errors).toMatchObject([{ message: 'a revision of order 2 is missing from the ledger' }]);
  });
});

describe('a claim whose owner is gone', () => {
  const found: Finding = { kind: 'found', wmsOrderId: 'W-77', exchange: anExchange({ method: 'GET' }) };
  const absent: Finding = { kind: 'absent', exchange: anExchange({ method: 'GET', status: 404 }) };

  async function orphan() {
    await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: sendNow('gone') }));
    await ledger.expire('1');
  }

  it('is delivered without a request when the WMS has the order', async () => {
    lookingUp();
    stage.find = async () => found;
    await orphan();
    stage.timer.start();
    await inState('1', 'delivered');
    expect(stage.sent).toEqual([]);
    expect(await ledger.delivery('1')).toMatchObject({ wms_order_id: 'W-77', doubt: false });
  });

  it('is sent when the WMS does not have it', async () => {
    lookingUp();
    stage.find = async () => absent;
    await orphan();
    stage.timer.start();
    await inState('1', 'delivered');
    expect(stage.sent).toEqual(['1 r1000000']);
  });

  it('stays in doubt, unsent, while the WMS cannot say', async () => {
    lookingUp();
    stage.find = async () => ({ kind: 'unknown', answer: { ...ambiguousAnswer(), kind: 'ambiguous' } });
    await orphan();
    stage.timer.start();
    await inState('1', 'parked');
    expect(stage.sent).toEqual([]);
    expect(await ledger.delivery('1')).toMatchObject({ doubt: true });
  });
});

function ambiguousAnswer() {
  const { exchange } = ambiguous();
  return { reason: 'no answer', exchange };
}

describe('a WMS that is down', () => {
  /** Five failures, so that the breaker of con_1 is open. */
  async function down(version = 1) {
    stage.answer = () => unavailable();
    await stage.arrive(['a', 'b', 'c', 'd', 'e'].map((orderId) => anEvent({ orderId })));
    await stage.settled();
    expect(stage.deliverer.opened(aConnection('con_1', {}, { version })).lane?.breaker.isOpen).toBe(true);
    stage.sent.length = 0;
  }

  it('is probed with one order at a time, and gets the rest when it answers', async () => {
    await down();
    await parked('1', '2', '3');
    stage.timer.start();
    await eventually(() => stage.sent.length === 1);
    expect(await ledger.rows("select * from deliveries where state = 'delivered'")).toEqual([]);
    stage.answer = (orderId) => accepted(`W-${orderId}`);
    await eventually(async () => {
      const [left] = await ledger.rows("select count(*)::int from deliveries where state = 'delivered'");
      return left?.count === 8;
    });
    expect(await ledger.rows('select status, message from connection_health')).toEqual([
      { status: 'ok', message: 'The WMS takes orders again; what waited for it is going out.' },
    ]);
  });

  it('does not keep orders of others waiting', async () => {
    await down();
    stage.answer = (orderId) => (orderId === 'other' ? accepted() : unavailable());
    stage.connections.set(aConnection('con_2'));
    await ledger.claim(
      anEntry(anEvent({ orderId: 'other', connectionId: 'con_2' }), { start: parkedStart() }),
    );
    stage.timer.start();
    await inState('other', 'delivered');
  });

  it('is probed again although the ledger failed between the claim and the probe', async () => {
    stage.connections.set(aConnection('con_1', {}, { version: 2 }));
    await down(2);
    await ledger.pool.query('alter table past_decisions rename to past_gone');
    await ledger.pool.query('update orders set settings_version = 1');
    stage.timer.start();
    await eventually(() => stage.errors.length > 0);
    await ledger.pool.query('alter table past_gone rename to past_decisions');
    stage.answer = (orderId) => accepted(`W-${orderId}`);
    await ledger.pool.query(
      "update deliveries set state = 'parked', due_at = now(), attempt_id = null where state <> 'delivered'",
    );
    await eventually(() => stage.sent.length > 0);
  });
});

describe('a delivery that takes long', () => {
  it('gives its record free; from then on the timer looks after it', async () => {
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    stage.answer = async () => {
      await gate;
      return accepted('W-slow');
    };
    const [record] = await stage.arrive([anEvent({ orderId: '1' })]);
    expect(await ledger.secondsTo('1', 'due_at')).toBeNull();
    stage.timer.start();
    await eventually(() => record?.answers.length === 1);
    expect(record?.answers).toEqual(['ack']);
    expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(5);
    answer();
    await inState('1', 'delivered');
    await stage.settled();
    expect(record?.answers).toEqual(['ack']);
    expect(await ledger.outbox()).toMatchObject([{ orderId: '1', wmsOrderId: 'W-slow' }]);
    expect(stage.published).toEqual([]);
  });
});

describe('stopping', () => {
  it('sends nothing after, and leaves what it claimed for the next process', async () => {
    stage.timer.start();
    await stage.stop();
    await parked('1');
    expect(stage.deliverer.dueRoom(aConnection('con_1'))).toEqual({ count: 0, probe: false });
    const next = new RouterStage(ledger.pool);
    next.connections.set(aConnection('con_1'));
    next.timer.start();
    await inState('1', 'delivered');
    expect([stage.sent, next.sent]).toEqual([[], ['1 r1000000']]);
    await next.stop();
  });
});
