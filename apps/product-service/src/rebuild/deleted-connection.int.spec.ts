import { heldKey, productHeld, topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';
import { aHeldProduct } from '../testing/products.js';

const ON = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Off' } as const;
let rig: IntakeRig;
beforeAll(async () => {
  rig = await IntakeRig.start();
  await rig.service();
});
afterAll(() => rig?.close());

const TABLES = `
  select table_name as name from information_schema.columns
  where table_schema = 'products' and column_name = 'connection_id' order by 1`;

/** Tables that know something of a connection. */
async function tablesOf(connectionId: string): Promise<string[]> {
  const { rows } = await rig.sql.query<{ name: string }>(TABLES);
  const found: string[] = [];
  for (const { name } of rows) {
    const known = await rig.sql.query(`select from ${name} where connection_id = $1 limit 1`, [connectionId]);
    if (known.rowCount !== 0) found.push(name);
  }
  return found;
}

/** Its styles are read, and JOOR has acknowledged one of them. */
async function busy(connectionId: string): Promise<void> {
  await rig.connect(connectionId, ON);
  await eventually(() => rig.intake().work.request({ connectionId, world: 'production' }));
  await rig.pullsEnded(connectionId, 1);
  await eventually(async () => (await rig.styles(connectionId)).length === 2);
  const value = {
    ...{ connectionId, workspaceId: 'wsp_1', world: 'production', styleNumber: 'A', revision: 'one' },
    ...{ held: aHeldProduct({ externalId: 'A' }), at: '2026-11-27T10:00:00.000Z' },
  };
  const record = { key: heldKey(connectionId, 'production', 'A'), type: productHeld.type, value };
  await rig.running().bus.publish(topics.productsHeld, [record]);
}

it('a connection that was deleted does not come back with a rebuild of the tables; others do', async () => {
  rig.wms.products = ['A', 'B'].map((styleNumber) => ({
    styleNumber,
    name: 'Coat',
    variants: [{ sku: `${styleNumber}-S`, upc: '036000291452', sizeName: 'S' }],
  }));
  await busy('con_gone');
  await busy('con_stays');
  await rig.forget('con_gone');
  await eventually(async () => (await tablesOf('con_gone')).length === 0);
  await rig.stopServices();

  await rig.sql.query('drop schema products cascade');
  const service = await rig.service();
  expect(service.logLines.some((line) => line.includes('the tables are rebuilt'))).toBe(true);
  expect(await tablesOf('con_gone')).toEqual([]);
  expect(await tablesOf('con_stays')).toEqual(
    expect.arrayContaining(['catalogue_news', 'held_products', 'styles', 'told_styles']),
  );
});
