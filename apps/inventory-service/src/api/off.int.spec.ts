import { orderOutcome, topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { JoorRig } from '../testing/joor-rig.js';
import { anOutcome } from '../testing/stock.js';

let joor: JoorRig;
let ada: string;
beforeAll(async () => {
  joor = await JoorRig.start(process.env);
  await joor.rig.serve();
  ada = await joor.apiKey('wsp_1');
}, 60_000);
afterAll(() => joor?.close());

const get = async (path: string) => (await joor.call('GET', path, ada)).body;
const skus = ({ items }: { items: { sku: string }[] }) => items.map(({ sku }) => sku);

async function ordered(connectionId: string, sku: string): Promise<void> {
  const value = anOutcome({ connectionId, lines: [{ itemCode: sku, quantity: 1 }] });
  await joor.rig.bus.publish(topics.outcomes, [{ key: `${connectionId}:1`, type: orderOutcome.type, value }]);
  await eventually(async () => {
    const rows = await joor.rig.rows(`select from skipped_skus where connection_id = $1`, [connectionId]);
    return rows.length > 0;
  });
}

test('of a connection that is off nothing is listed that only orders name; it says that it is off', async () => {
  await joor.connect('con_off', { 'inventory.schedule': 'Off' });
  await ordered('con_off', 'ORDERED');
  expect(await get('/v1/inventory?connection=con_off')).toEqual({ items: [], off: ['con_off'], next: null });
  expect(await get('/v1/inventory/con_off/skipped')).toEqual({ items: [], off: true, next: null });
});

test('what the WMS had before it was switched off is listed still, and that it is off', async () => {
  joor.prepare('con_was_on', ['A']);
  await joor.connect('con_was_on', {
    'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes: ['B'] },
  });
  await joor.push('con_was_on', { A: 4, B: 5 });
  const list = '/v1/inventory?connection=con_was_on';
  await eventually(async () => skus(await get(list)).length === 2);
  await ordered('con_was_on', 'ORDERED');
  await eventually(async () => skus(await get(list)).length === 3);
  expect(await get(list)).toMatchObject({ off: [] });
  await joor.connect('con_was_on', {
    'inventory.schedule': 'Off',
    'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes: ['B'] },
  });
  await eventually(async () => (await get(list)).off.length === 1);
  expect(skus(await get(list))).toEqual(['A', 'B']);
  expect(skus(await get('/v1/inventory/con_was_on/skipped'))).toEqual(['B']);
});
