import { orderKey, orderOutcome, type StockLevel, topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { availableToSell } from '../../available/available-to-sell.js';
import { readStock } from '../../available/read-stock.js';
import { newestLevels } from '../../levels/newest-levels.js';
import { PullStage, skus } from '../../testing/pull-stage.js';
import { anOutcome } from '../../testing/stock.js';
import type { Row } from '../../testing/wms-server.js';

let stage: PullStage;
beforeAll(async () => {
  stage = await PullStage.open(process.env);
}, 60_000);
beforeEach(() => stage.next());
afterAll(() => stage.close());

const RULES = {
  warehouses: new Set<string>(),
  allocationPercent: 100,
  cap: null,
  minimumLevel: 0,
  today: '2026-11-20',
};
const UNREADABLE = 'many';

/** Reads the list; all of it is in the tables then. */
async function read(rows: Row[]): Promise<Date> {
  stage.wms.rows = rows;
  const pull = await stage.pull();
  expect(pull).toMatchObject({ outcome: 'done', zeroed: 0 });
  const startedAt = pull.started_at as Date;
  await eventually(async () => (await stage.sweptAt())?.getTime() === startedAt.getTime());
  return startedAt;
}

/** Two units of each of these, taken from the WMS's stock since the last reading. */
async function deliver(...codes: string[]): Promise<void> {
  const at = new Date().toISOString();
  const lines = codes.map((itemCode) => ({ itemCode, quantity: 2 }));
  const value = anOutcome({ connectionId: stage.id, at, deliveredAt: at, lines });
  await stage.rig.bus.publish(topics.outcomes, [
    { key: orderKey(stage.id, value.orderId), type: orderOutcome.type, value },
  ]);
  const known = () => stage.rig.rows('select from recent_lines where connection_id = $1', [stage.id]);
  await eventually(async () => (await known()).length === codes.length);
}

async function knownOf(sku: string) {
  const place = { connectionId: stage.id, world: 'production' } as const;
  const { levels, recent } = await readStock(stage.rig.sql, place, [sku]);
  const own = levels.get(sku) ?? [];
  return {
    trueAt: own.map(({ trueAt }) => new Date(trueAt)),
    sold: availableToSell(own, recent.get(sku) ?? [], RULES).quantity,
  };
}

test('what a reading names and tells nothing of that can be taken is dated no further: its orders stay subtracted', async () => {
  await stage.connect();
  const first = await read(skus(1, 3));
  await deliver('S2', 'S3');
  const unreadable = [...skus(1, 2), { sku: 'S3', available: UNREADABLE }];
  for (const round of [1, 2]) {
    const at = await read(unreadable);
    expect(await knownOf('S2')).toEqual({ trueAt: [at], sold: 5 });
    expect([round, await knownOf('S3')]).toEqual([round, { trueAt: [first], sold: 3 }]);
  }
  const again = await read(skus(1, 3));
  expect(await knownOf('S3')).toEqual({ trueAt: [again], sold: 5 });
  const later = await read(skus(1, 3));
  expect(await knownOf('S3')).toEqual({ trueAt: [later], sold: 5 });
});

test('it is as true as the reading before had found it', async () => {
  await stage.connect();
  await read(skus(1, 2));
  const second = await read(skus(1, 2));
  await read([{ sku: 'S1', available: UNREADABLE }, ...skus(2, 2)]);
  expect(await knownOf('S1')).toMatchObject({ trueAt: [second] });
});

test('only what the list has not told well is doubted: another warehouse of the same SKU is not', async () => {
  await stage.connect();
  const east = { sku: 'S1', warehouse: 'East', available: 5 };
  const west = { sku: 'S1', warehouse: 'West', available: 5 };
  const first = await read([east, west]);
  const second = await read([east, { ...west, available: UNREADABLE }]);
  // as texts, times of one second would keep the order in which the table gives them
  const times = (await knownOf('S1')).trueAt.map((time) => time.toISOString());
  expect(times.sort()).toEqual([first, second].map((time) => time.toISOString()).sort());
});

test('a row that says more than a level can hold is not taken for read', async () => {
  await stage.connect();
  const first = await read(skus(1, 2));
  const days = Array.from({ length: 101 }, (_, n) => new Date(Date.UTC(2027, 0, n + 1)));
  const future = days.map((day) => ({ on: day.toISOString().slice(0, 10), quantity: 1 }));
  await read([{ sku: 'S1', available: 5, future }, ...skus(2, 2)]);
  expect((await knownOf('S1')).trueAt).toEqual([first]);
});

test('it is read again although its row says an earlier time than is known', async () => {
  await stage.connect();
  const asOf = '2026-01-02T00:00:00.000Z';
  const dated = skus(1, 2).map((row) => ({ ...row, asOf }));
  stage.wms.rows = dated;
  await stage.pull();
  stage.wms.rows = [{ ...dated[0], available: UNREADABLE }, { ...dated[1] }];
  await stage.pull();
  const doubted = () =>
    stage.rig.rows('select sku from stock_levels where connection_id = $1 and doubted', [stage.id]);
  expect(await doubted()).toEqual([{ sku: 'S1' }]);
  stage.wms.rows = dated;
  expect(await stage.pull()).toMatchObject({ outcome: 'done', changed: 1 });
  expect(await doubted()).toEqual([]);
});

test('the topic tells it, once, so that tables made anew from it know it, too', async () => {
  await stage.connect();
  const first = await read(skus(1, 2));
  const unreadable = [{ sku: 'S1', available: UNREADABLE }, ...skus(2, 2)];
  await read(unreadable);
  await read(unreadable);
  const told = (await stage.rig.told(stage.id)).filter((event): event is StockLevel => 'sku' in event);
  expect(told).toHaveLength(3);
  expect(newestLevels(told).find(({ sku }) => sku === 'S1')).toMatchObject({
    ...{ available: 5, listed: true, doubted: true, asOf: first.toISOString() },
  });
});
