import { eventually } from '@joor-bridge/testing';
import { markPastDays } from '../available/past-days.js';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage } from '../testing/publish-stage.js';
import { StandInJoor } from '../testing/stand-in-joor.js';

const LATER = '2099-02-01';
const OVER = '2020-02-01';

let own: OwnListings;
let joor: StandInJoor;
let stage: PublishStage;
beforeAll(async () => {
  [own, joor] = await Promise.all([OwnListings.make(process.env.DATABASE_URL), StandInJoor.start()]);
  stage = new PublishStage(own, joor);
});
afterAll(async () => {
  await stage.stop();
  await joor.stop();
  await own.drop();
});

const days = () => own.rows('select sku, day, wanted from listings order by sku, day');

test('future stock of a day that is over is taken back, without a word of the WMS', async () => {
  stage.connect();
  const future = [LATER, '2099-03-01'].map((on) => ({ on, quantity: 9 }));
  await own.stock(aNewerLevel('A', 4, { future }), aNewerLevel('B', 5, { future: future.slice(1) }));
  stage.publisher();
  await stage.settled();
  expect(joor.of('upc-A', 'Main', LATER)).toBe(9);

  // As if LATER had come and gone: the WMS goes on saying it.
  await own.pool.query(
    `update stock_levels set future = replace(future::text, '${LATER}', '${OVER}')::jsonb`,
  );
  await own.pool.query(`update listings set day = '${OVER}' where day = '${LATER}'`);
  expect(await markPastDays(own.pool)).toBe(1);
  await eventually(() => joor.of('upc-A', 'Main', OVER) === 0);
  expect(joor.asked).toHaveLength(2);
  expect(joor.asked[1]?.items).toMatchObject([{ upc: 'upc-A', inventory: 0, inventory_date: OVER }]);
  await stage.run('done');
  expect(await markPastDays(own.pool)).toBe(0);

  await own.stock(aNewerLevel('A', 6, { future: [{ on: OVER, quantity: 9 }, ...future.slice(1)] }));
  await eventually(() => joor.of('upc-A') === 6);
  expect(await days()).toEqual([
    { sku: 'A', day: '', wanted: 6 },
    { sku: 'A', day: '2099-03-01', wanted: 9 },
    { sku: 'B', day: '', wanted: 5 },
    { sku: 'B', day: '2099-03-01', wanted: 9 },
  ]);
});
