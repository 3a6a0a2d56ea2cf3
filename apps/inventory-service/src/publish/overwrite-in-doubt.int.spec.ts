import type { Settings } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { approveRun } from '../runs/decide-run.js';
import type { Figures } from '../runs/guard.js';
import { JoorRig } from '../testing/joor-rig.js';

/** When an overwrite whose answer is lost has its effect: later than others could be sent, before it is given up. */
const LATE_MS = 5_000;
const OPEN: Partial<Settings> = { 'inventory.guardZeroPercent': 100, 'inventory.guardDropPercent': 100 };
const OVERWRITE: Partial<Settings> = { ...OPEN, 'inventory.mode': 'Overwrite' };

let joor: JoorRig;
beforeAll(async () => {
  joor = await JoorRig.start(process.env, { JOOR_SETTLE_MS: String(LATE_MS) });
  await joor.rig.serve();
}, 60_000);
afterAll(() => joor?.close());

const listings = (connectionId: string) =>
  joor.rig.rows<{ settled: boolean; attempt_id: string | null }>(
    `select wanted is not distinct from acknowledged as settled, attempt_id from listings where connection_id = $1`,
    [connectionId],
  );
/** JOOR has acknowledged all there is, of so many SKUs. */
const settled = (connectionId: string, skus: number) =>
  eventually(
    async () => {
      const rows = await listings(connectionId);
      return rows.length === skus && rows.every((row) => row.settled);
    },
    { timeoutMs: 30_000 },
  );
const faults = () => joor.sandbox.faultsOf('joor-production');

/** Sends the first figures, which a person has looked at. */
async function begin(connectionId: string, quantities: Readonly<Record<string, number>>): Promise<void> {
  await joor.push(connectionId, quantities);
  const run = await eventually(async () => {
    const [newest] = await joor.rig.rows<{ id: string; state: string; figures: Figures }>(
      'select id, state, figures from runs where connection_id = $1 order by seq desc limit 1',
      [connectionId],
    );
    return newest?.state === 'waiting-for-approval' && newest;
  });
  await approveRun(joor.rig.sql, run.id, 'Ada', run.figures);
  await settled(connectionId, Object.keys(quantities).length);
}

/** Its next overwrite has no answer, and its effect only when others may have been sent. */
async function loseAnOverwrite(connectionId: string, quantities: Readonly<Record<string, number>>) {
  faults()?.set([{ kind: 'late-effect', ms: LATE_MS }]);
  await joor.push(connectionId, quantities);
  await eventually(async () => (await listings(connectionId)).every((row) => row.attempt_id !== null));
  const asked = 'select from runs where connection_id = $1 and requests > 0 and state = $2';
  await eventually(async () => (await joor.rig.rows(asked, [connectionId, 'running'])).length === 1);
  faults()?.set([]);
}

test('a late overwrite wipes nothing of what is sent after Inventory Mode was set to Update', async () => {
  joor.prepare('con_a', ['A', 'B', 'C']);
  await joor.connect('con_a', OVERWRITE);
  await begin('con_a', { A: 10, B: 10 });
  await loseAnOverwrite('con_a', { A: 9 });
  await joor.connect('con_a', OPEN);
  await joor.push('con_a', { C: 7 });
  await settled('con_a', 3);
  expect(['A', 'B', 'C'].map((sku) => joor.held('con_a', sku))).toEqual([9, 10, 7]);
}, 60_000);

test('nor of what another connection sends to the account, which may have been switched on since', async () => {
  joor.prepare('con_b', ['D', 'E']);
  await joor.connect('con_b', OVERWRITE);
  await begin('con_b', { D: 10 });
  await loseAnOverwrite('con_b', { D: 9 });
  await joor.connect('con_c', OPEN, { joorAccount: 'con_b' });
  await begin('con_c', { E: 4 });
  await joor.connect('con_b', OPEN);
  await settled('con_b', 1);
  expect(['D', 'E'].map((sku) => joor.held('con_b', sku))).toEqual([9, 4]);
}, 60_000);
