import { performance } from 'node:perf_hooks';
import { eventually } from '@joor-bridge/testing';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage, QUICK } from '../testing/publish-stage.js';
import { StandInJoor } from '../testing/stand-in-joor.js';

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

/** Longer than a request has to begin in. */
const TOKEN_MS = 100;

/** A token's host that takes its time. */
function slowToAuthorize(link: ReturnType<PublishStage['accounts']['linkFor']>) {
  const { authorization } = link;
  const header = async () => {
    const askedAt = performance.now();
    await eventually(() => performance.now() - askedAt >= TOKEN_MS);
    return authorization.header();
  };
  return { ...link, authorization: { ...authorization, header } };
}

/** No machine commits a claim as fast as this. */
const beginWithinMs = 0.01;

test('a machine that is too slow to begin in time is given longer with each claim, until it does', async () => {
  stage.publisher({ beginWithinMs });
  await own.stock(aNewerLevel('A', 10));
  await stage.approve();
  const done = await stage.run('done');
  expect(done).toMatchObject({ sent: 1, requests: 1 });
  expect(joor.asked).toHaveLength(1);
});

test('an overwrite, which has no smaller batch, is given longer, too', async () => {
  stage.connect({ 'inventory.mode': 'Overwrite' });
  stage.publisher({ beginWithinMs });
  await own.stock(aNewerLevel('A', 10));
  await stage.settled();
  expect(joor.of('upc-A')).toBe(10);
});

test('rows that were given longer to begin stay in doubt for longer', async () => {
  const { linkFor } = stage.accounts;
  stage.accounts.linkFor = (...given) => slowToAuthorize(linkFor(...given));
  stage.publisher({ beginWithinMs: 10 });
  joor.trouble = () => 'lost';
  await own.stock(aNewerLevel('A', 10));
  await stage.approve();
  const inDoubt = await eventually(async () => {
    const [row] = await own.rows(
      `select 1000 * extract(epoch from sending_until - sent_at)::float8 as ms from listings
       where attempt_id is not null`,
    );
    return joor.asked.length === 1 && row;
  });
  stage.accounts.linkFor = linkFor;
  expect(inDoubt.ms).toBeGreaterThanOrEqual(TOKEN_MS + QUICK.joorTimeoutMs + QUICK.joorSettleMs);
});
