import { type InventoryHeld, inventoryHeld } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import { eventually } from '@joor-bridge/testing';
import { aNewerLevel, IDENTITY, OwnListings } from '../testing/own-listings.js';
import { PublishStage } from '../testing/publish-stage.js';
import { StandInJoor } from '../testing/stand-in-joor.js';
import { restoreListings } from './restore-listings.js';

let own: OwnListings;
let joor: StandInJoor;
let stage: PublishStage;
beforeAll(async () => {
  [own, joor] = await Promise.all([OwnListings.make(process.env.DATABASE_URL), StandInJoor.start()]);
  stage = new PublishStage(own, joor);
});
beforeEach(async () => {
  await own.clear();
  joor.reset();
});
afterEach(() => stage.stop());
afterAll(async () => {
  await joor.stop();
  await own.drop();
});

const held = (quantity: number, more: Partial<InventoryHeld> = {}): InventoryHeld =>
  inventoryHeld.parse({
    ...{ connectionId: 'con_1', workspaceId: 'wsp_1', world: 'production', sku: 'A', warehouse: 'Main' },
    ...{ identity: { ...IDENTITY, upc: 'upc-A' }, at: '2026-11-20T10:00:00.000Z' },
    ...{ rows: [{ on: null, quantity }], ...more },
  });
const restore = (...events: InventoryHeld[]) =>
  inTransaction(own.pool, (client) => restoreListings(client, events));
const listings = (columns = 'sku, item, day, acknowledged') =>
  own.rows(`select ${columns} from listings order by sku, item, day`);

it('a lost table is told what JOOR has, by day, and of an item as JOOR was told it', async () => {
  const rows = [
    { on: null, quantity: 3 },
    { on: '2099-02-01', quantity: 9 },
  ];
  await restore(held(0, { rows }), held(4, { sku: 'B', identity: { ...IDENTITY, upc: '' } }));
  expect(await listings()).toEqual([
    { sku: 'A', item: 'upc:upc-A', day: '', acknowledged: 3 },
    { sku: 'A', item: 'upc:upc-A', day: '2099-02-01', acknowledged: 9 },
    { sku: 'B', item: 'style:["LS-100","LS","IVO","S"]', day: '', acknowledged: 4 },
  ]);
});

it('of two that the topic has the later holds, in whatever order and however often they come', async () => {
  const [older, newer] = [held(3), held(7, { at: '2026-11-20T11:00:00.000Z' })];
  for (const events of [[older, newer], [newer, older], [newer], [older]]) await restore(...events);
  expect(await listings('acknowledged')).toEqual([{ acknowledged: 7 }]);
});

it('nothing that was acknowledged or claimed since is touched', async () => {
  await restore(held(3));
  await own.pool.query(`update listings set acknowledged = null, attempt_id = gen_random_uuid()`);
  await restore(held(7, { at: '2026-11-20T11:00:00.000Z' }));
  expect(await listings('acknowledged')).toEqual([{ acknowledged: null }]);
});

it('of two SKUs of one item the one that was told last is believed, in whatever order they come', async () => {
  const first = held(3, { sku: 'A' });
  const last = held(7, { sku: 'B', at: '2026-11-20T11:00:00.000Z' });
  const elsewhere = held(5, { sku: 'C', warehouse: 'Other' });
  for (const events of [
    [first, last, elsewhere],
    [last, first],
  ]) {
    await own.clear();
    for (const event of events) await restore(event);
    expect((await listings()).slice(0, 2)).toMatchObject([
      { sku: 'A', acknowledged: null },
      { sku: 'B', acknowledged: 7 },
    ]);
  }
  await restore(elsewhere);
  expect((await listings()).at(-1)).toMatchObject({ sku: 'C', acknowledged: 5 });
});

it('nothing is sent that JOOR has, and the first run is no first run', async () => {
  stage.connect();
  await own.stock(aNewerLevel('A', 4), aNewerLevel('B', 10));
  stage.publisher();
  await stage.settled();
  const told = await own.rows(
    `select payload from outbox where aggregatetype = 'joor.inventory.v1' order by position`,
  );
  await stage.stop();
  await own.clear();
  stage.connect();
  await restore(...told.map(({ payload }) => inventoryHeld.parse(payload as InventoryHeld)));
  await own.stock(aNewerLevel('A', 4), aNewerLevel('B', 9));
  stage.publisher();
  await eventually(() => joor.of('upc-B') === 9);
  expect(joor.asked[1]?.items).toEqual([{ warehouse: 'Main', inventory: 9, upc: 'upc-B' }]);
});

it('what JOOR has of a SKU that is gone is told 0', async () => {
  stage.connect({ 'inventory.guardZeroPercent': 100, 'inventory.guardDropPercent': 100 });
  await restore(held(4));
  await own.stock(aNewerLevel('A', 0, { listed: false }), aNewerLevel('B', 1));
  stage.publisher();
  await eventually(() => joor.of('upc-A') === 0);
});
