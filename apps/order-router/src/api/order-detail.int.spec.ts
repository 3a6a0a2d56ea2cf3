import { CallerIdentity } from '@joor-bridge/service-kit';
import { connectors } from '@joor-bridge/wms';
import { anExchange, rejected } from '../testing/answers.js';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEvent } from '../testing/orders.js';
import { aRejection } from '../testing/problems.js';
import type { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';
import { OrderDetails, renderOrder } from './order-detail.js';

let ledger: OwnLedger;
let stage: RouterStage;
let details: OrderDetails;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
  stage.connections.set(aConnection('con_1'));
  details = new OrderDetails(ledger.pool, stage.versions);
});

const OPERATOR = new CallerIdentity('key_1', 'Ada', null);
const FIRST = { orderId: '1', revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
const LATER = { orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };

async function arrived(...events: Parameters<RouterStage['arrive']>[0]) {
  await stage.arrive(events);
  await stage.settled();
}

const read = (caller = OPERATOR) => details.read('con_1', '1', caller);

describe('an order', () => {
  it('is told with everything that happened to it', async () => {
    await arrived(anEvent(FIRST));
    expect(await read()).toMatchObject({
      orderId: '1',
      state: 'delivered',
      wmsOrderId: 'W-1',
      decision: { revision: 'rev-0001', settingsVersion: 1, outcome: 'deliver', rule: null, reason: null },
      pastDecisions: [],
      revisions: [{ revision: 'rev-0001', modifiedAt: FIRST.modifiedAt }],
      delivery: { state: 'delivered', revision: 'rev-0001', attempts: 1, doubt: false, dueAt: null },
      attempts: [{ answer: 'accepted', status: 200, method: 'POST', revision: 'rev-0001' }],
      reviews: [],
      order: anEvent(FIRST).order,
    });
  });

  it('shows all of its revisions, oldest first, and the newest as the order', async () => {
    await arrived(anEvent(FIRST));
    await arrived(anEvent({ ...LATER, order: { purchaseOrder: 'PO-2' } }));
    const detail = await read();
    expect(detail.revisions.map(({ revision }) => revision)).toEqual(['rev-0001', 'rev-0002']);
    expect(detail.order).toMatchObject({ purchaseOrder: 'PO-2' });
    expect(detail.reviews).toMatchObject([
      { kind: 'edited', state: 'open', changes: [{ what: 'purchaseOrder', after: 'PO-2' }] },
    ]);
  });

  it('has no delivery where none was started', async () => {
    await arrived(anEvent({ ...FIRST, order: { status: 'pending' } }));
    expect(await read()).toMatchObject({ state: 'skipped', delivery: null, attempts: [] });
  });
});

describe('the explanation', () => {
  it('is worked out again from the revision and the settings that decided, not from today’s', async () => {
    const pending = anEvent({ ...FIRST, order: { status: 'pending' } });
    await arrived(pending);
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Pending & Returned' }, { version: 2 }));
    const { decision } = await read();
    expect(decision).toMatchObject({ outcome: 'skip', settingsVersion: 1 });
    expect(decision.explanation.find(({ rule }) => rule === 'order-status')).toEqual({
      rule: 'order-status',
      verdict: 'skip',
      text: decision.reason,
    });
    expect(decision.explanation).toHaveLength(11);
  });

  it('is there for decisions that were replaced too, newest first', async () => {
    const pending = anEvent({ ...FIRST, order: { status: 'pending' } });
    await arrived(pending);
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Shipped' }, { version: 2 }));
    await stage.arrive([pending], 'replay');
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Pending & Returned' }, { version: 3 }));
    await stage.arrive([pending], 'replay');
    await stage.settled();
    const { decision, pastDecisions } = await read();
    expect(decision).toMatchObject({ outcome: 'deliver', settingsVersion: 3 });
    expect(pastDecisions.map(({ settingsVersion }) => settingsVersion)).toEqual([2, 1]);
    for (const past of pastDecisions) {
      expect(past.explanation.find(({ verdict }) => verdict === 'skip')?.text).toBe(past.reason);
    }
  });

  it('is empty where the settings never came', async () => {
    await arrived(anEvent({ ...FIRST, connectionId: 'con_new' }));
    const { decision, state } = await details.read('con_new', '1', OPERATOR);
    expect([state, decision.outcome, decision.explanation]).toEqual(['waiting', 'wait', []]);
  });
});

describe('the body of a request', () => {
  it('of an accepted attempt is rendered again: byte by byte what was sent', async () => {
    const settings = { 'shipping.methodMap': [{ joor: 'UPSG', wms: 'GROUND' }] };
    stage.connections.set(aConnection('con_1', settings, { version: 4 }));
    const bodies: string[] = [];
    const { render } = connectors.generic;
    stage.destination = (snapshot) => {
      const ready = stage.ready(snapshot);
      if (ready.kind !== 'ready') throw new Error('the stage is ready');
      const deliver: typeof ready.wms.deliver = async (orders) => {
        bodies.push(...orders.map((order) => render(order, snapshot.destination.options)));
        return orders.map((_, at) => ({
          kind: 'accepted',
          wmsOrderId: 'W',
          exchange: anExchange({ requestBody: bodies[at] ?? '' }),
        }));
      };
      return { ...ready, wms: { ...ready.wms, deliver } };
    };
    await arrived(anEvent(FIRST));
    await arrived(anEvent({ ...LATER, order: { purchaseOrder: 'PO-2' } }));
    stage.connections.set(aConnection('con_1', {}, { version: 5 }));
    const [attempt] = (await read()).attempts;
    expect(bodies).toHaveLength(1);
    expect(attempt?.requestBody).toBe(bodies[0]);
    expect(attempt?.requestBody).toContain('GROUND');
    const [row] = await ledger.rows('select request_body from attempts');
    expect(row?.request_body).toBeNull();
  });

  it('of a refused attempt is shown as it was sent', async () => {
    stage.answer = () => rejected('unknown SKU');
    await arrived(anEvent(FIRST));
    expect((await read()).attempts).toMatchObject([
      {
        answer: 'rejected',
        reason: 'unknown SKU',
        status: 422,
        requestBody: '{"order":1}',
        requestHeaders: { 'content-type': 'application/json' },
        durationMs: 12,
      },
    ]);
  });

  it('is that of the connector of the destination', () => {
    const event = anEvent(FIRST);
    const body = JSON.parse(renderOrder(event, aConnection('con_1')));
    expect(body).toMatchObject({ externalId: 'con_1:1', purchaseOrder: 'PO-100001' });
  });
});

describe('who may see it', () => {
  const member = (workspaceId: string) => new CallerIdentity('key_2', 'Ben', workspaceId);

  it('are the operator and its workspace', async () => {
    await arrived(anEvent(FIRST));
    expect((await read(member('wsp_1'))).orderId).toBe('1');
  });

  it('is nobody else: the same answer as for an order that does not exist', async () => {
    await arrived(anEvent(FIRST));
    const foreign = await aRejection(read(member('wsp_2')));
    const missing = await aRejection(details.read('con_1', '2', OPERATOR));
    expect(foreign).toEqual(missing);
    expect(foreign.status).toBe(404);
  });
});
