import {
  type ConnectionSnapshot,
  orderKey,
  orderOutcome,
  type StockLevel,
  topics,
} from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { STOCK_KILL_POINTS } from '../kill-points.js';
import { newestLevels } from '../levels/newest-levels.js';
import { runUntilItEnds } from '../testing/inventory-process.js';
import { InventoryRig } from '../testing/inventory-rig.js';
import { skus } from '../testing/pull-stage.js';
import { anOutcome } from '../testing/stock.js';
import { WmsServer } from '../testing/wms-server.js';

let rig: InventoryRig;
let wms: WmsServer;
beforeAll(async () => {
  wms = await WmsServer.open();
  rig = await InventoryRig.start(process.env, {
    INVENTORY_LEASE_MS: '1000',
    KAFKA_SESSION_TIMEOUT_MS: '2000',
  });
}, 60_000);
afterAll(async () => {
  await rig?.close();
  await wms.close();
});

const idOf = (point: string): string => `con_${point}`;
const LONG = { timeoutMs: 40_000 };
const connect = (connectionId: string): Promise<ConnectionSnapshot> =>
  rig.connect({
    connectionId,
    destination: { system: 'generic', url: wms.url, sandboxUrl: null, options: { stock: 'pull' } },
    settings: { 'inventory.schedule': 'Daily' },
  });

/** A first reading of six SKUs for each connection, by a service that has ended well. */
beforeAll(async () => {
  wms.rows = skus(1, 6);
  const service = await rig.serve();
  const ids = STOCK_KILL_POINTS.map(idOf);
  await Promise.all(ids.map(connect));
  for (const pull of await Promise.all(ids.map((id) => rig.pull(id)))) {
    expect(pull).toMatchObject({ outcome: 'done' });
  }
  await rig.stop(service);
}, 60_000);

const deliver = (connectionId: string) => {
  const at = new Date().toISOString();
  const value = anOutcome({ connectionId, at, deliveredAt: at, lines: [{ itemCode: 'S2', quantity: 3 }] });
  return rig.bus.publish(topics.outcomes, [
    { key: orderKey(connectionId, value.orderId), type: orderOutcome.type, value },
  ]);
};

test.each(STOCK_KILL_POINTS)(
  'killed %s, a service leaves nothing that the next one does not bring to its end',
  async (point) => {
    const id = idOf(point);
    wms.rows = [{ sku: 'S1', available: 9 }, ...skus(2, 5), { sku: 'S7', available: 7 }];
    await deliver(id);
    await rig.rows('update pull_schedules set requested_at = now() where connection_id = $1', [id]);
    const doomed = { ...rig.environment, PATH: process.env.PATH ?? '', INVENTORY_KILL_POINT: point };
    expect(await runUntilItEnds(doomed)).toBe('SIGKILL');

    const survivor = await rig.serve();
    const pull = await rig.pull(id, 'production', LONG);
    expect(pull).toMatchObject({ outcome: 'done', rows: 6 });
    expect(await rig.levels(id)).toEqual([
      'S1 - 9',
      'S2 - 5',
      'S3 - 5',
      'S4 - 5',
      'S5 - 5',
      'S6 - 0 gone',
      'S7 - 7',
    ]);
    await eventually(
      async () => (await rig.sweptAt(id))?.getTime() === (pull.started_at as Date).getTime(),
      LONG,
    );
    expect(await rig.rows('select sku from pending_levels where connection_id = $1', [id])).toEqual([]);
    await eventually(
      async () => (await rig.rows('select from recent_lines where connection_id = $1', [id])).length === 1,
    );
    expect((await rig.pulls(id)).map(({ outcome }) => outcome)).not.toContain('running');
    const told = (await rig.told(id)).filter((event): event is StockLevel => 'sku' in event);
    const newest = newestLevels(told).map(({ sku, available }) => `${sku} ${available}`);
    expect(newest.sort()).toEqual(['S1 9', 'S2 5', 'S3 5', 'S4 5', 'S5 5', 'S6 0', 'S7 7']);
    await rig.stop(survivor);
  },
  120_000,
);
