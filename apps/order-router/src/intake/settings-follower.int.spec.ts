import { eventually } from '@joor-bridge/testing';
import { rejected } from '../testing/answers.js';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEvent } from '../testing/orders.js';
import type { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';

let ledger: OwnLedger;
let stage: RouterStage;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
});

const REJECTING = { 'shipping.rejectUnmapped': 'Enabled' } as const;
const held = (version: number) => aConnection('con_1', REJECTING, { version });
const free = (version: number) => aConnection('con_1', {}, { version });

async function arrived(...events: Parameters<RouterStage['arrive']>[0]) {
  await stage.arrive(events);
  await stage.settled();
}

const delivered = (orderId: string) =>
  eventually(async () => (await ledger.delivery(orderId))?.state === 'delivered');

describe('settings that arrive', () => {
  it('set orders free that waited for them', async () => {
    await arrived(anEvent({ orderId: '1' }), anEvent({ orderId: '2', order: { status: 'pending' } }));
    stage.follower.start();
    stage.connections.set(free(1));
    await delivered('1');
    await eventually(async () => (await ledger.order('2'))?.outcome === 'skip');
    await stage.settled();
    expect((await ledger.outbox()).map(({ orderId, state }) => `${orderId} ${state}`).sort()).toEqual([
      '1 delivered',
      '2 skipped',
    ]);
  });

  it('do so also when they came while the service was down', async () => {
    await arrived(anEvent({ orderId: '1' }));
    stage.connections.set(free(1));
    stage.follower.start();
    await delivered('1');
  });
});

describe('settings that change', () => {
  it('set held orders free that they do not hold any more, hundreds of them', async () => {
    stage.connections.set(held(1));
    const ids = Array.from({ length: 450 }, (_, at) => String(at));
    await arrived(...ids.map((orderId) => anEvent({ orderId })));
    expect(stage.sent).toEqual([]);
    stage.timer.start();
    stage.follower.start();
    stage.connections.set(free(2));
    await eventually(async () => {
      const [count] = await ledger.rows("select count(*)::int from deliveries where state = 'delivered'");
      return count?.count === 450;
    });
    expect(new Set(stage.sent).size).toBe(450);
  });

  it('keep those held that they hold still, by the new version', async () => {
    stage.connections.set(held(1));
    await arrived(anEvent({ orderId: '1' }));
    stage.follower.start();
    stage.connections.set(held(2));
    await eventually(async () => (await ledger.order('1'))?.settings_version === 2);
    expect(await ledger.order('1')).toMatchObject({ outcome: 'hold', rule: 'ship-method' });
    expect(stage.sent).toEqual([]);
  });

  it('leave other connections and decided orders alone', async () => {
    stage.connections.set(free(1));
    await arrived(
      anEvent({ orderId: '1', order: { status: 'pending' } }),
      anEvent({ orderId: '2', connectionId: 'con_2' }),
    );
    stage.follower.start();
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Pending & Returned' }, { version: 2 }));
    await stage.follower.stop();
    expect(await ledger.order('1')).toMatchObject({ outcome: 'skip', settings_version: 1 });
    expect(await ledger.order('2')).toMatchObject({ outcome: 'wait' });
  });

  it('have parked orders tried at once, since the change may be what they needed', async () => {
    stage.connections.set(free(1));
    stage.destination = () => ({ kind: 'unusable', testMode: false, problem: 'give it an address' });
    await arrived(anEvent({ orderId: '1' }));
    expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(10);
    stage.destination = (snapshot) => stage.ready(snapshot);
    stage.timer.start();
    stage.follower.start();
    stage.connections.set(free(2));
    await delivered('1');
  });
});

describe('an order that is held and yet has a delivery', () => {
  it('stays as it is, and later changes are followed all the same', async () => {
    stage.connections.set(held(1));
    await arrived(anEvent({ orderId: '1' }), anEvent({ orderId: '2' }));
    await ledger.pool.query(
      `insert into deliveries (connection_id, order_id, revision, state, test_mode)
       values ('con_1', '1', $1, 'cancelled', false)`,
      [anEvent().revision],
    );
    stage.follower.start();
    stage.connections.set(free(2));
    await delivered('2');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'cancelled' });
    await arrived(anEvent({ orderId: '3', connectionId: 'con_2' }));
    stage.connections.set(aConnection('con_2'));
    await delivered('3');
  });

  it('as one edited after its delivery does', async () => {
    stage.connections.set(free(1));
    await arrived(anEvent({ orderId: '1' }));
    stage.connections.set(held(2));
    await arrived(anEvent({ orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' }));
    expect(await ledger.order('1')).toMatchObject({ outcome: 'hold', revision: 'rev-0002' });
    stage.follower.start();
    stage.connections.set(free(3));
    await arrived(anEvent({ orderId: '3', connectionId: 'con_2' }));
    stage.connections.set(aConnection('con_2'));
    await delivered('3');
    expect(stage.sent.filter((sent) => sent.startsWith('1 '))).toHaveLength(1);
  });
});

describe('a fault', () => {
  const broken = async (work: () => Promise<void>) => {
    await ledger.pool.query('alter table past_decisions rename to past_gone');
    await work();
    await ledger.pool.query('alter table past_gone rename to past_decisions');
  };

  it('is told, and does not keep the next change from being followed', async () => {
    await arrived(anEvent({ orderId: '1' }), anEvent({ orderId: '2', connectionId: 'con_2' }));
    stage.follower.start();
    await broken(async () => {
      stage.connections.set(free(1));
      await eventually(() => stage.errors.length > 0);
    });
    stage.connections.set(aConnection('con_2'));
    await delivered('2');
  });

  it('passes, and then the change is followed all the same', async () => {
    await arrived(anEvent({ orderId: '1' }));
    stage.follower.start();
    await broken(async () => {
      stage.connections.set(free(1));
      await eventually(() => stage.errors.length > 0);
    });
    await delivered('1');
  });

  it('at the start passes too', async () => {
    await arrived(anEvent({ orderId: '1' }));
    stage.connections.set(free(1));
    await ledger.pool.query('alter table orders rename to orders_gone');
    stage.follower.start();
    await eventually(() => stage.errors.length > 0);
    await ledger.pool.query('alter table orders_gone rename to orders');
    await delivered('1');
  });

  it('of one order keeps no other from being decided', async () => {
    const ids = Array.from({ length: 450 }, (_, at) => String(at));
    await arrived(...ids.map((orderId) => anEvent({ orderId, order: { status: 'pending' } })));
    await ledger.pool.query(
      "alter table orders add constraint refused check (order_id <> '7' or settings_version = 0)",
    );
    stage.follower.start();
    stage.connections.set(free(1));
    await eventually(async () => {
      const rows = await ledger.rows("select order_id from orders where outcome = 'wait'");
      return rows.length === 1 && rows[0]?.order_id === '7';
    });
    await ledger.pool.query('alter table orders drop constraint refused');
    await eventually(async () => (await ledger.order('7'))?.outcome === 'skip');
  });
});

describe('test mode', () => {
  const inTestMode = (version: number) => aConnection('con_1', { 'joor.testMode': 'Enabled' }, { version });

  it("keeps an order of JOOR's production until it is over, also one that was parked before", async () => {
    stage.connections.set(free(1));
    stage.destination = () => ({ kind: 'unusable', testMode: false, problem: 'give it an address' });
    await arrived(anEvent({ orderId: '1' }));
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked' });
    stage.destination = (snapshot) => stage.ready(snapshot);
    stage.follower.start();
    stage.timer.start();
    stage.connections.set(inTestMode(2));
    await eventually(async () => (await ledger.delivery('1')) === undefined);
    await arrived(anEvent({ orderId: '2' }), anEvent({ orderId: 'TEST-3' }));
    expect(stage.sent).toEqual(['TEST-3 r1000000']);
    for (const orderId of ['1', '2']) {
      expect(await ledger.order(orderId)).toMatchObject({ outcome: 'hold', rule: 'connection' });
    }
    stage.connections.set(free(3));
    await delivered('1');
    await delivered('2');
    expect(await ledger.delivery('1')).toMatchObject({ test_mode: false });
    expect(stage.sent.sort()).toEqual(['1 r1000000', '2 r1000000', 'TEST-3 r1000000']);
  });
});

describe('a refused order', () => {
  it('is not sent again by a settings change alone', async () => {
    stage.connections.set(free(1));
    stage.answer = () => rejected();
    await arrived(anEvent({ orderId: '1' }));
    stage.follower.start();
    stage.connections.set(free(2));
    await stage.follower.stop();
    expect(stage.sent).toHaveLength(1);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'failed' });
  });
});

describe('settings that arrive while orders are being written', () => {
  /**
   * Holds the ledger's next claim until the settings are there and the follower has looked: it is at the next
   * connection, and waits there as well.
   */
  async function overtake(settings: () => void): Promise<void> {
    await stage.arrive([anEvent({ orderId: '2', connectionId: 'con_2' })]);
    const lock = await ledger.pool.connect();
    await lock.query('begin');
    await lock.query('lock table orders in share mode');
    const arriving = stage.arrive([anEvent({ orderId: '1' })]);
    await ledger.someoneWaits();
    settings();
    stage.connections.set(aConnection('con_2'));
    await ledger.someoneWaits(2);
    await lock.query('commit');
    lock.release();
    await arriving;
  }

  it('set free what was going to wait for them', async () => {
    stage.follower.start();
    await overtake(() => stage.connections.set(free(1)));
    await delivered('1');
  });

  it('set free what the ones before would have held', async () => {
    stage.connections.set(held(1));
    stage.follower.start();
    await overtake(() => stage.connections.set(free(2)));
    await delivered('1');
  });
});
