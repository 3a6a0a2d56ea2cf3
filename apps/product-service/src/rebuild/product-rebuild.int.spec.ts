import { heldKey, type ProductHeld, productHeld, topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';
import { aHeldProduct } from '../testing/products.js';

const ON = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Off' } as const;
const SCOPE = { connectionId: 'con_1', world: 'production' as const };
let rig: IntakeRig;

const product = (styleNumber: string, name = 'Coat') => ({
  styleNumber,
  name,
  variants: [{ sku: `${styleNumber}-S`, upc: '036000291452', sizeName: 'S' }],
});

const held = (styleNumber: string, revision: string | null, second: number): ProductHeld => ({
  ...SCOPE,
  workspaceId: 'wsp_1',
  styleNumber,
  revision,
  held: aHeldProduct({ externalId: styleNumber }),
  at: new Date(Date.UTC(2026, 10, 27, 10, 0, second)).toISOString(),
});

beforeAll(async () => {
  rig = await IntakeRig.start();
});
afterAll(() => rig?.close());

async function pull(count: number) {
  await eventually(() => rig.intake().work.request(SCOPE));
  return rig.pullsEnded('con_1', count);
}

const heldRows = async () => {
  const { rows } = await rig.sql.query('select style, revision from held_products order by style');
  return rows;
};

it('tables that were lost are made anew from the topics, before anything else, and nothing is told twice', async () => {
  const first = await rig.service();
  rig.wms.products = [product('A'), product('B'), product('C')];
  await rig.connect('con_1', ON);
  await pull(1);
  rig.wms.products = [product('A', 'Cape'), product('C')];
  await pull(2);
  await eventually(async () => (await rig.styles('con_1')).join() === 'A Cape,B Coat (gone),C Coat');
  const events = [held('A', 'one', 1), held('A', 'two', 2), held('C', null, 1)];
  await first.bus.publish(
    topics.productsHeld,
    events.map((value) => ({
      key: heldKey('con_1', 'production', value.styleNumber),
      type: productHeld.type,
      value,
    })),
  );
  const told = (await rig.told('con_1')).length;
  await rig.stopServices();

  await rig.sql.query('drop schema products cascade');
  const second = await rig.service();
  expect(await rig.styles('con_1')).toEqual(['A Cape', 'B Coat (gone)', 'C Coat']);
  expect(await heldRows()).toEqual([
    { style: 'A', revision: 'two' },
    { style: 'C', revision: null },
  ]);
  expect(second.logLines.some((line) => line.includes('the tables are rebuilt: '))).toBe(true);
  expect((await pull(1))[0]).toMatchObject({ outcome: 'done', read: 2, changed: 0, unlisted: 0 });
  expect(await rig.told('con_1')).toHaveLength(told);
});

it('a rebuild that was cut off is done again, and one that was done is not', async () => {
  await rig.stopServices();
  await rig.sql.query(
    `delete from products_origin; delete from styles where style <> 'A'; delete from held_products`,
  );
  await rig.service();
  expect(await rig.styles('con_1')).toEqual(['A Cape', 'B Coat (gone)', 'C Coat']);
  expect(await heldRows()).toHaveLength(2);
  await rig.stopServices();
  await rig.sql.query('delete from styles');
  const service = await rig.service();
  expect(await rig.styles('con_1')).toEqual([]);
  expect(service.logLines.some((line) => line.includes('rebuilt'))).toBe(false);
});

it('a new installation begins with nothing, and says nothing of it', async () => {
  const other = await IntakeRig.start();
  try {
    const service = await other.service();
    expect(service.logLines.some((line) => line.includes('rebuilt'))).toBe(false);
    const { rows } = await other.sql.query('select whole from products_origin');
    expect(rows).toEqual([{ whole: true }]);
  } finally {
    await other.close();
  }
});
