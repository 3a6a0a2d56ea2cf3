import { MAX_EVENT_BYTES, orderRevised } from '@joor-bridge/contracts';
import { revisionOf } from '@joor-bridge/joor';
import type { OutboundRecord } from '@joor-bridge/messaging';
import { anOrder, anOrderLine } from '@joor-bridge/testing';
import { KillPoints } from '../chaos/kill-points.js';
import type { SeenRevisions, Sighting } from '../seen/seen-revisions.js';
import { PageIntake, type UnreadableRecordOf } from './page-intake.js';

const owner = { connectionId: 'con_1', world: 'production', workspaceId: 'wsp_1' } as const;

function rig(more: { known?: (sighting: Sighting) => boolean; publish?: () => Promise<void> } = {}) {
  const steps: string[] = [];
  const orders: OutboundRecord[] = [];
  const unreadable: UnreadableRecordOf[] = [];
  const remembered: Sighting[] = [];
  const seen = {
    changed: async (_place: unknown, sightings: readonly Sighting[]) => {
      steps.push('look');
      return sightings.filter((sighting) => !more.known?.(sighting));
    },
    remember: async (_place: unknown, sightings: readonly Sighting[]) => {
      steps.push('remember');
      remembered.push(...sightings);
    },
  };
  const intake = new PageIntake({
    seen: seen as unknown as SeenRevisions,
    publishOrders: async (records) => {
      steps.push('publish');
      await more.publish?.();
      orders.push(...records);
    },
    publishUnreadable: async (records) => void unreadable.push(...records),
    killPoints: new KillPoints(undefined, 1),
    metrics: { took: () => {} },
  });
  const take = (
    page: Partial<Parameters<PageIntake['take']>[1]>,
    world: 'production' | 'sandbox' = 'production',
  ) => intake.take({ ...owner, world }, { startFrom: 0, orders: [], unreadable: [], ...page });
  return { take, steps, orders, unreadable, remembered };
}

test('an order goes to its topic as the contract says, keyed by connection and order', async () => {
  const { take, orders } = rig();
  const order = anOrder({ orderId: '77' });
  expect(await take({ orders: [order] })).toEqual({ pages: 1, seen: 1, published: 1, unreadable: 0 });
  expect(orders).toMatchObject([{ key: 'con_1:77', type: 'joor.order.revised.v1', subject: '77' }]);
  expect(orderRevised.parse(orders[0]?.value)).toMatchObject({
    connectionId: 'con_1',
    workspaceId: 'wsp_1',
    revision: revisionOf(order),
    order,
  });
});

test("an order of JOOR's sandbox never has the id of a production order", async () => {
  const { take, orders, remembered } = rig();
  await take({ orders: [anOrder({ orderId: '77' })] }, 'sandbox');
  expect(orders).toMatchObject([{ key: 'con_1:TEST-77', subject: 'TEST-77' }]);
  expect(orderRevised.parse(orders[0]?.value).order.orderId).toBe('TEST-77');
  expect(remembered).toMatchObject([{ orderId: 'TEST-77' }]);
});

test('orders are remembered only once the broker has them', async () => {
  const good = rig();
  await good.take({ orders: [anOrder()] });
  expect(good.steps).toEqual(['look', 'publish', 'remember']);
  const bad = rig({ publish: async () => Promise.reject(new Error('no leader')) });
  await expect(bad.take({ orders: [anOrder()] })).rejects.toThrow('no leader');
  expect(bad.remembered).toEqual([]);
});

test('what is known is not published again', async () => {
  const { take, orders, remembered } = rig({ known: ({ orderId }) => orderId === '1' });
  const page = [anOrder({ orderId: '1' }), anOrder({ orderId: '2' })];
  expect(await take({ orders: page })).toMatchObject({ seen: 2, published: 1 });
  expect(orders.map(({ subject }) => subject)).toEqual(['2']);
  expect(remembered.map(({ orderId }) => orderId)).toEqual(['1', '2']);
});

test('of an order that is on a page twice the newest counts', async () => {
  const { take, orders } = rig();
  const newer = anOrder({ comments: 'newer', modifiedAt: '2026-11-05T00:00:00Z' });
  await take({ orders: [newer, anOrder({ comments: 'older' })] });
  expect(orders.map(({ value }) => orderRevised.parse(value).order.comments)).toEqual(['newer']);
});

test('records that cannot be read keep their body and the reason', async () => {
  const { take, unreadable, orders } = rig();
  const record = { raw: '{"order_id":9}', reason: 'order_type: is blank', orderId: '9' };
  const nameless = { raw: '[]', reason: 'order: is not an object' };
  const tally = await take({ orders: [anOrder()], unreadable: [record, nameless] });
  expect(tally).toEqual({ pages: 1, seen: 3, published: 1, unreadable: 2 });
  expect(unreadable).toEqual([
    { key: 'con_1:9', raw: record.raw, reason: record.reason },
    { key: 'con_1:', raw: '[]', reason: nameless.reason },
  ]);
  expect(orders).toHaveLength(1);
});

test('another body of the same unreadable record is another sighting, the same body is not', async () => {
  const { take, remembered } = rig();
  for (const raw of ['{"a":1}', '{"a":1}', '{"a":2}']) {
    await take({ unreadable: [{ raw, reason: 'order_type: is blank', orderId: '9' }] });
  }
  const [first, same, other] = remembered;
  expect(first).toEqual(same);
  expect(other).toMatchObject({ orderId: first?.orderId, modifiedAt: first?.modifiedAt });
  expect(other?.revision).not.toBe(first?.revision);
});

test('an order too large for the topic is a dead letter, and the others go on', async () => {
  const { take, orders, unreadable } = rig();
  const lines = Array.from({ length: 60 }, (_, n) =>
    anOrderLine({ key: `line ${n}`, comment: 'x'.repeat(20_000) }),
  );
  const huge = anOrder({ orderId: '5', lines });
  expect(JSON.stringify(huge).length).toBeGreaterThan(MAX_EVENT_BYTES);
  await take({ orders: [huge, anOrder({ orderId: '6' })] });
  expect(orders.map(({ subject }) => subject)).toEqual(['6']);
  expect(unreadable).toMatchObject([
    { key: 'con_1:5', reason: expect.stringMatching(/^order: is \d+ bytes/) },
  ]);
});
