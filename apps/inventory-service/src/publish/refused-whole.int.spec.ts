import { requestRun } from '../runs/request-run.js';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage } from '../testing/publish-stage.js';
import { StandInJoor } from '../testing/stand-in-joor.js';

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

const waits = () =>
  own.rows('select round(extract(epoch from wait_until - now()) / 60)::int as minutes from publishing');
const askFor = (requestedBy: string) =>
  requestRun(own.pool, {
    ...{ connectionId: 'con_1', world: 'production', workspaceId: 'wsp_1' },
    ...{ kind: 'on-demand', requestedBy },
  });

test('a connection whose every request is refused is tried less and less often, and when a person asks', async () => {
  stage.connect();
  stage.publisher({ config: { joorInventoryBatch: 1 } });
  const skus = Array.from({ length: 12 }, (_, index) => `S${index}`);
  await own.stock(...skus.map((sku) => aNewerLevel(sku, 10)));
  joor.trouble = () => ({ status: 404 });
  await stage.approve();
  await stage.run('failed');
  expect(await waits()).toEqual([{ minutes: 5 }]);

  await askFor('Ada');
  expect(await stage.run('failed')).toMatchObject({ kind: 'on-demand', refused: 3 });
  expect(await waits()).toEqual([{ minutes: 10 }]);

  joor.trouble = () => null;
  await askFor('Ada');
  expect(await stage.run('done')).toMatchObject({ sent: 6 });
  joor.trouble = () => ({ status: 404 });
  await own.stock(...skus.map((sku) => aNewerLevel(sku, 11)));
  await stage.run('failed');
  expect(await waits()).toEqual([{ minutes: 5 }]);
});
