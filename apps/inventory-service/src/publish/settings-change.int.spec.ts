import { eventually } from '@joor-bridge/testing';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage } from '../testing/publish-stage.js';
import { StandInJoor, type Trouble } from '../testing/stand-in-joor.js';

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
afterEach(async () => {
  const seen = [...stage.errors];
  await stage.stop();
  expect(seen).toEqual([]);
});
afterAll(async () => {
  await joor.stop();
  await own.drop();
});

const quantities = () =>
  joor.asked.flatMap(({ items }) => items.map(({ upc, inventory }) => [upc, inventory]));

/** Three SKUs with ten units each, in JOOR. */
async function threeInJoor(): Promise<void> {
  await own.stock(...['A', 'B', 'C'].map((sku) => aNewerLevel(sku, 10)));
  stage.publisher();
  await stage.settled();
}

describe('a connection that is pointed at another account', () => {
  it('begins anew there: nothing is taken for held, and the first run is shown', async () => {
    stage.connect({ 'inventory.guardZeroPercent': 50 }, { joorAccount: '5001' });
    await threeInJoor();
    await own.stock(aNewerLevel('C', 0, { listed: false }));
    await stage.run('done');
    joor.held.clear();
    joor.asked.length = 0;
    stage.connect({ 'inventory.guardZeroPercent': 50 }, { joorAccount: '5002' });
    await own.stock(aNewerLevel('A', 9));
    expect(await stage.run('waiting-for-approval')).toMatchObject({
      reason: expect.stringContaining('Nothing was sent for this connection before'),
      figures: { listed: 2, zeroed: 0, totalBefore: 0, totalAfter: 19 },
    });
    expect(joor.asked).toEqual([]);
    await stage.settled();
    expect(quantities().sort()).toEqual([
      ['upc-A', 9],
      ['upc-B', 10],
    ]);
  });

  it('neither waits for nor believes what is on its way to the one before', async () => {
    stage.connect({}, { joorAccount: '5001' });
    await threeInJoor();
    joor.trouble = () => 'late';
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.asked.length === 2);
    await eventually(async () => (await own.rows('select wait_reason from publishing'))[0]?.wait_reason);
    stage.connect({}, { joorAccount: '5002' });
    await own.stock(aNewerLevel('B', 8));
    await stage.run('waiting-for-approval');
    expect(
      await own.rows('select distinct acknowledged, last_known, attempt_id, sending_until from listings'),
    ).toEqual([{ acknowledged: null, last_known: null, attempt_id: null, sending_until: null }]);
    joor.trouble = () => null;
    await stage.settled();
    expect([joor.of('upc-A'), joor.of('upc-B')]).toEqual([9, 8]);
  });

  it('stays where it is when the account was only named, or written with blanks', async () => {
    stage.connect({}, { joorAccount: '' });
    await threeInJoor();
    for (const joorAccount of ['5001', ' 5001 ', '']) {
      stage.connect({}, { joorAccount });
      await eventually(
        async () =>
          (await own.rows('select settings_version from publishing'))[0]?.settings_version ===
          stage.snapshots.get('con_1')?.version,
      );
    }
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.of('upc-A') === 9);
    expect(quantities()).toHaveLength(4);
    expect(await own.rows('select account from publishing')).toEqual([{ account: '5001' }]);
  });
});

describe('Subtract Pending Orders', () => {
  it('changed has all figures sent once more, those in doubt, too', async () => {
    stage.connect();
    await threeInJoor();
    let trouble: Trouble | null = { status: 503 };
    joor.trouble = () => trouble;
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.asked.length === 2);
    stage.connect({ 'inventory.decPending': 'Yes' });
    await eventually(
      async () => (await own.rows(`select from publishing where dec_pending = 'Yes'`)).length === 1,
    );
    expect(await own.rows('select distinct acknowledged, held_before from listings')).toEqual([
      { acknowledged: null, held_before: null },
    ]);
    joor.held.clear();
    trouble = null;
    await own.stock(aNewerLevel('B', 8));
    const held = () => ['A', 'B', 'C'].map((sku) => joor.of(`upc-${sku}`));
    await eventually(() => JSON.stringify(held()) === '[9,8,10]', { timeoutMs: 15_000 });
    expect(joor.asked.slice(2).filter(({ decPending }) => decPending !== '1')).toEqual([]);
  });
});
