import { eventually } from '@joor-bridge/testing';
import { orderRecord } from '../stage/order-record.js';
import type { Service } from '../stage/service.js';
import {
  approveFirst,
  type BrandStage,
  connectBrand,
  fewGoods,
  openBrandStage,
  runsOf,
  SENDING,
  untilFiguresMatch,
} from '../testing/brand-stage.js';

const BRAND = 'nord';
const CONNECTION = 'con_nord';

let brand: BrandStage;
let inventory: Service;
let version = 0;

/** A new version of the connection; JOOR Warehouse Name is left to be learnt. */
const connect = (warehouseCode: string) => {
  version += 1;
  const settings = {
    ...SENDING,
    'joor.syncProductDetails': 'No',
    'inventory.joorWarehouse': '',
    'joor.warehouseCode': warehouseCode,
  } as const;
  return connectBrand(brand, BRAND, { version, settings });
};
const written = () => brand.sandbox.joor.production.account(BRAND).stock.writes;
const heldBecause = (words: string) =>
  eventually(
    async () => {
      const [newest] = await runsOf(inventory, 'inventory', CONNECTION);
      return newest?.state === 'held' && newest.reason?.includes(words);
    },
    { timeoutMs: 30_000 },
  );

beforeAll(async () => {
  const accounts = [{ world: 'production', id: BRAND, catalogue: 'brand' }] as const;
  brand = await openBrandStage({ sandbox: { accounts } });
  fewGoods(brand.sandbox, BRAND, 2);
  await connect('');
  inventory = await brand.stage.start('inventory-service');
}, 120_000);
afterAll(() => brand?.close(), 60_000);

test('while it is blank nothing is sent, and the reason is shown', async () => {
  await heldBecause('Warehouse Code is blank');
  expect(written()).toBe(0);
}, 60_000);

test('while the name of that warehouse is not known nothing is sent: it is never guessed', async () => {
  await connect('EAST');
  await heldBecause('EAST is not known');
  expect(written()).toBe(0);
}, 60_000);

test('the name is learnt from an order that carries the code', async () => {
  await brand.stage.start('order-router');
  const warehouse = { code: 'EAST', name: 'East' };
  await brand.stage.publish([orderRecord(CONNECTION, '1', { warehouse, status: 'approved' })]);
  await approveFirst(inventory, 'inventory', CONNECTION);
  await untilFiguresMatch(brand.sandbox, BRAND);
}, 90_000);
