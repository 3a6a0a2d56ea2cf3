import {
  type InventoryHeld,
  inventoryHeld,
  orderKey,
  orderOutcome,
  type StockLevel,
  stockSwept,
  sweptKey,
  topics,
} from '@joor-bridge/contracts';
import { createBus, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { aConnectionSnapshot, freshPrefix } from '@joor-bridge/testing';
import { levelRecord } from '../levels/level-intake.js';
import { OwnInventory } from '../testing/own-inventory.js';
import { aLevel, anOutcome, aSweep, at } from '../testing/stock.js';
import { StockRebuild } from './stock-rebuild.js';

const bus = createBus({
  brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
  prefix: freshPrefix(),
  clientId: 'test',
  log: SILENT,
});
let own: OwnInventory;
const restored: InventoryHeld[] = [];
const warnings: string[] = [];

beforeAll(async () => {
  own = await OwnInventory.make(process.env.DATABASE_URL);
  await provisionTopics(bus);
}, 60_000);
beforeEach(async () => {
  await own.clear();
  restored.length = 0;
  warnings.length = 0;
});
afterAll(async () => {
  await bus.close();
  await own.drop();
});

const rebuild = (
  restore: (events: readonly InventoryHeld[]) => Promise<void> = async (events) =>
    void restored.push(...events),
) =>
  new StockRebuild({
    database: own.database,
    bus,
    connections: { get: (id) => (id === 'con_gone' ? undefined : aConnectionSnapshot({ connectionId: id })) },
    restoreListings: (_, events) => restore(events),
    log: { info: () => undefined, warn: (...said: unknown[]) => void warnings.push(String(said.at(-1))) },
  }).ensureWhole();

const tell = (...levels: StockLevel[]) => bus.publish(topics.stock, levels.map(levelRecord));
const levels = async () =>
  (
    await own.rows('select sku, warehouse, world, available from stock_levels order by sku, warehouse, world')
  ).map(({ sku, warehouse, world, available }) => `${sku} ${warehouse} ${world} ${available}`);

const held = (sku: string): InventoryHeld => ({
  connectionId: 'con_1',
  workspaceId: 'wsp_1',
  world: 'production',
  sku,
  identity: aLevel().identity,
  warehouse: 'East',
  rows: [{ on: null, quantity: 3 }],
  at: at('12:00'),
});

async function fillTopics(): Promise<void> {
  await tell(
    aLevel({ available: 1 }),
    aLevel({ available: 2, asOf: at('10:02') }),
    aLevel({ available: 3, asOf: at('10:01') }),
    aLevel({ warehouse: 'East', available: 4 }),
    aLevel({ world: 'sandbox', available: 5 }),
    ...Array.from({ length: 1_200 }, (_, n) =>
      aLevel({ sku: `X${String(n).padStart(4, '0')}`, available: n }),
    ),
  );
  const sweep = aSweep({ asOf: at('10:15') });
  await bus.publish(topics.stock, [
    { key: sweptKey(sweep), type: stockSwept.type, value: sweep },
    { key: 'con_1:broken:', type: 'wms.stock.level.v1', value: { sku: 'broken' } },
  ]);
  const outcomes = [
    anOutcome({ orderId: '1', warehouse: { code: 'E1', name: 'East' } }),
    anOutcome({ orderId: '2' }),
    anOutcome({ orderId: '2', at: at('11:00'), cancelledInJoor: true }),
  ];
  await bus.publish(
    topics.outcomes,
    outcomes.map((value) => ({ key: orderKey('con_1', value.orderId), type: orderOutcome.type, value })),
  );
  await bus.publish(
    topics.inventoryHeld,
    ['SKU-1', 'SKU-2'].map((sku) => ({ key: `con_1:${sku}`, type: inventoryHeld.type, value: held(sku) })),
  );
}

describe('a rebuild', () => {
  it('of an installation that never had anything is nothing, and is over', async () => {
    await rebuild();
    expect(await own.rows('select whole from inventory_origin')).toEqual([{ whole: true }]);
    expect(warnings).toEqual([]);
  });

  it('makes levels, sweeps, recent orders and warehouses anew, newest first, and gives back what JOOR holds', async () => {
    await fillTopics();
    await rebuild();
    const found = await levels();
    expect(found.slice(0, 3)).toEqual(['SKU-1  production 2', 'SKU-1  sandbox 5', 'SKU-1 East production 4']);
    expect(found).toHaveLength(1_203);
    expect(await own.rows('select as_of from stock_sweeps')).toEqual([{ as_of: new Date(at('10:15')) }]);
    expect(await own.rows('select order_id, sku, quantity from recent_lines')).toEqual([
      { order_id: '1', sku: 'SKU-1', quantity: 3 },
    ]);
    expect(await own.rows('select code, name from joor_warehouses')).toEqual([{ code: 'E1', name: 'East' }]);
    expect(restored.map(({ sku }) => sku).sort()).toEqual(['SKU-1', 'SKU-2']);
    expect(await own.takeChanged()).toHaveLength(1_202);
    expect(warnings).toEqual([
      expect.stringContaining('1206 records of stock, 3 of orders, 2 of what JOOR holds'),
    ]);
  });

  it('leaves a connection that was deleted forgotten', async () => {
    const connectionId = 'con_gone';
    await tell(aLevel({ connectionId, available: 7 }));
    const value = anOutcome({ connectionId, orderId: '9', warehouse: { code: 'G1', name: 'Gone' } });
    await bus.publish(topics.outcomes, [
      { key: orderKey(connectionId, '9'), type: orderOutcome.type, value },
    ]);
    await bus.publish(topics.inventoryHeld, [
      { key: `${connectionId}:SKU-1`, type: inventoryHeld.type, value: { ...held('SKU-1'), connectionId } },
    ]);
    await rebuild();
    for (const table of ['stock_levels', 'recent_lines', 'joor_warehouses']) {
      expect(await own.rows(`select from ${table} where connection_id = '${connectionId}'`)).toEqual([]);
    }
    expect(restored.map((event) => event.connectionId)).not.toContain(connectionId);
  });

  it('is done once: a service that starts again reads nothing', async () => {
    await rebuild();
    await own.rows('delete from stock_levels');
    await rebuild();
    expect(await levels()).toEqual([]);
  });

  it('that was cut off begins anew, and comes to the same', async () => {
    await expect(rebuild(() => Promise.reject(new Error('the power went')))).rejects.toThrow(
      'the power went',
    );
    expect(await own.rows('select from inventory_origin')).toEqual([]);
    await rebuild();
    const once = await levels();
    await own.rows('delete from inventory_origin');
    await rebuild();
    expect(await levels()).toEqual(once);
  });

  it('is of one process: two that start together fill the tables once', async () => {
    await Promise.all([rebuild(), rebuild()]);
    expect(restored).toHaveLength(2);
  });
});
