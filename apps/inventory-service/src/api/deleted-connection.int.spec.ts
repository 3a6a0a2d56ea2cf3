import { connectionChanged, topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { approveRun } from '../runs/decide-run.js';
import type { Figures } from '../runs/guard.js';
import { JoorRig } from '../testing/joor-rig.js';

let joor: JoorRig;
let ada: string;
beforeAll(async () => {
  joor = await JoorRig.start(process.env);
  await joor.rig.serve();
  // Another replica hears of it, too, and forgets the same.
  await joor.rig.serve();
  ada = await joor.apiKey('wsp_1');
}, 60_000);
afterAll(() => joor?.close());

const TABLES = `
  select table_name as name from information_schema.columns
  where table_schema = 'inventory' and column_name = 'connection_id' order by 1`;

/** Tables that know something of a connection. */
async function tablesOf(connectionId: string): Promise<string[]> {
  const tables = await joor.rig.rows<{ name: string }>(TABLES);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await joor.rig.rows(`select from ${name} where connection_id = $1 limit 1`, [connectionId]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** Two SKUs in JOOR, one that is skipped, one that JOOR does not know; everything read back once. */
async function busy(connectionId: string): Promise<void> {
  joor.prepare(connectionId, ['A', 'B']);
  await joor.connect(connectionId, {
    'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes: ['C'] },
  });
  await joor.push(connectionId, { A: 4, B: 5, C: 6, X: 7 });
  const run = await eventually(async () => {
    const [newest] = await joor.rig.rows('select * from runs where connection_id = $1 order by seq desc', [
      connectionId,
    ]);
    return newest?.state === 'waiting-for-approval' && newest;
  });
  await approveRun(joor.rig.sql, String(run.id), 'Ada', run.figures as Figures);
  await eventually(() => joor.held(connectionId, 'B') === 5);
  await joor.call('POST', `/v1/inventory/${connectionId}/reconcile`, ada);
  await eventually(async () => (await tablesOf(connectionId)).includes('reconciliations'));
}

test('a connection that was deleted is forgotten by every table; JOOR keeps its figures, and others are left alone', async () => {
  await busy('con_gone');
  await busy('con_stays');
  const before = await tablesOf('con_gone');
  expect(before).toEqual(
    expect.arrayContaining([
      'listings',
      'publishing',
      'reconcile_schedules',
      'runs',
      'skipped_skus',
      'stock_levels',
    ]),
  );
  await joor.rig.bus.publish(topics.connections, [
    { key: 'con_gone', type: connectionChanged.type, value: null },
  ]);
  await eventually(async () => (await tablesOf('con_gone')).length === 0);
  expect(await tablesOf('con_stays')).toEqual(
    expect.arrayContaining(before.filter((name) => name !== 'drift')),
  );
  expect([joor.held('con_gone', 'A'), joor.held('con_gone', 'B')]).toEqual([4, 5]);
  expect((await joor.call('GET', '/v1/inventory/con_gone/A', ada)).status).toBe(404);
  expect((await joor.call('POST', '/v1/inventory/con_gone/run', ada, {})).status).toBe(404);
  await joor.push('con_stays', { A: 3 });
  await eventually(() => joor.held('con_stays', 'A') === 3);
  expect(await tablesOf('con_gone')).toEqual([]);
});
