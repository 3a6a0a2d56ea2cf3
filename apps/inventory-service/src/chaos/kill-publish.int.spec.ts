import { stockLevel, topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { PUBLISH_KILL_POINTS } from '../kill-points.js';
import { levelRecord } from '../levels/level-intake.js';
import { approveRun } from '../runs/decide-run.js';
import type { Figures } from '../runs/guard.js';
import { runUntilItEnds } from '../testing/inventory-process.js';
import { JoorRig, upcOf } from '../testing/joor-rig.js';
import { NO_IDENTITY } from '../testing/stock.js';

const SKUS = ['A', 'B', 'C'];
const LONG = { timeoutMs: 40_000 };
let joor: JoorRig;
beforeAll(async () => {
  joor = await JoorRig.start(process.env, { PUBLISH_LEASE_MS: '1000', KAFKA_SESSION_TIMEOUT_MS: '2000' });
}, 60_000);
afterAll(() => joor?.close());

/** Levels as an intake puts them on their topic, whether a service runs or not. */
async function tell(connectionId: string, quantities: Readonly<Record<string, number>>): Promise<void> {
  const levels = Object.entries(quantities).map(([sku, available]) =>
    stockLevel.parse({
      ...{
        connectionId,
        workspaceId: 'wsp_1',
        world: 'production',
        sku,
        warehouse: '',
        available,
        future: [],
      },
      ...{
        asOf: new Date().toISOString(),
        listed: true,
        identity: { ...NO_IDENTITY, upc: upcOf(sku) },
        note: null,
      },
    }),
  );
  await joor.rig.bus.publish(topics.stock, levels.map(levelRecord));
}

const newestRun = async (connectionId: string) =>
  (
    await joor.rig.rows('select * from runs where connection_id = $1 order by seq desc limit 1', [
      connectionId,
    ])
  )[0];
const heldOf = (connectionId: string) => SKUS.map((sku) => joor.held(connectionId, sku));
const isHeld = (connectionId: string, quantities: readonly number[]) =>
  eventually(() => JSON.stringify(heldOf(connectionId)) === JSON.stringify(quantities), LONG);

/** Ten units of each SKU in JOOR, acknowledged. */
async function inJoor(connectionId: string): Promise<void> {
  joor.prepare(connectionId, SKUS);
  await joor.connect(connectionId);
  await tell(connectionId, { A: 10, B: 10, C: 10 });
  const run = await eventually(async () => {
    const newest = await newestRun(connectionId);
    return newest?.state === 'waiting-for-approval' && newest;
  }, LONG);
  await approveRun(joor.rig.sql, String(run.id), 'Ada', run.figures as Figures);
  await isHeld(connectionId, [10, 10, 10]);
  await eventually(async () => (await newestRun(connectionId))?.state === 'done');
}

const idOf = (point: string): string => `con_${point}`;
beforeAll(async () => {
  const service = await joor.rig.serve();
  await Promise.all(PUBLISH_KILL_POINTS.map(idOf).map(inJoor));
  await joor.rig.stop(service);
}, 60_000);

test.each(PUBLISH_KILL_POINTS)(
  'killed %s, a service leaves figures that the next one brings to the newest, and no older one comes after',
  async (point) => {
    const id = idOf(point);
    await tell(id, { A: 9, B: 9 });
    const doomed = { ...joor.rig.environment, PATH: process.env.PATH ?? '', INVENTORY_KILL_POINT: point };
    expect(await runUntilItEnds(doomed)).toBe('SIGKILL');
    const left =
      'select sku, sending from listings where connection_id = $1 and attempt_id is not null order by sku';
    expect(await joor.rig.rows(left, [id])).toEqual([
      { sku: 'A', sending: 9 },
      { sku: 'B', sending: 9 },
    ]);

    await tell(id, { A: 8, C: 8 });
    const survivor = await joor.rig.serve();
    await isHeld(id, [8, 9, 8]);
    await eventually(async () => (await newestRun(id))?.state === 'done', LONG);
    expect(heldOf(id)).toEqual([8, 9, 8]);
    const known = 'select acknowledged, attempt_id from listings where connection_id = $1 order by sku';
    expect(await joor.rig.rows(known, [id])).toEqual(
      [8, 9, 8].map((acknowledged) => ({ acknowledged, attempt_id: null })),
    );
    await joor.rig.stop(survivor);
  },
  120_000,
);
