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
  stage.connect();
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

/** While the next request is under way, the connection goes to another process, for a second. */
async function losesLease(trouble: Trouble | null): Promise<void> {
  await own.stock(aNewerLevel('A', 10), aNewerLevel('B', 10));
  stage.publisher();
  await stage.settled();
  let left = 1;
  joor.meanwhile = async () => {
    if (left > 0)
      await own.pool.query(
        `update publishing set lease_id = gen_random_uuid(), lease_until = now() + interval '1 second'`,
      );
  };
  joor.trouble = () => (left-- > 0 ? trouble : null);
  await own.stock(aNewerLevel('A', 9));
  await eventually(() => joor.asked.length === 2);
}
const activities = async () =>
  (await own.rows(`select payload->>'kind' as kind from outbox where aggregatetype = 'activity.v1'`)).map(
    ({ kind }) => kind,
  );
const sent = () =>
  joor.asked.slice(1).map(({ items }) => items.map(({ upc, inventory }) => [upc, inventory]));

it.each([
  ['401', { status: 401 }],
  ['429', { status: 429, headers: { 'retry-after': '0' } }],
] as const)(
  'a process that lost its lease does not decide about the run for a %s',
  async (_name, trouble) => {
    await losesLease(trouble);
    await eventually(() => joor.of('upc-A') === 9, { timeoutMs: 15_000 });
    expect(await stage.run('done')).toMatchObject({ kind: 'sync', sent: 1 });
    expect(await activities()).toEqual(['inventory.waiting']);
    expect(stage.counted.ended).not.toContain('failed');
  },
);

it('what JOOR answered to it is written all the same: its rows are not sent again', async () => {
  await losesLease(null);
  expect(await stage.run('done')).toMatchObject({ sent: 1, requests: 1 });
  expect(sent()).toEqual([[['upc-A', 9]]]);
});
