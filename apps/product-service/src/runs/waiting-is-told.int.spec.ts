import { aProduct, RunStage } from '../testing/run-stage.js';
import { approveRun } from './answer-run.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.applying.close());

const A = aProduct('ST-1');
const told = () => stage.own.outbox('activity.v1');

it('the first run of a connection tells once that it waits, however often a newer one replaces it', async () => {
  await stage.stock(A);
  await stage.run();
  expect(await told()).toMatchObject([
    {
      connectionId: 'con_1',
      workspaceId: 'wsp_1',
      service: 'product-service',
      level: 'warning',
      kind: 'products.waiting',
      message: expect.stringMatching(
        /^Products wait for approval: This is the first run of ".+": it makes 1 styles in JOOR and changes 0\. Look at the run, then approve or reject it\.$/,
      ),
    },
  ]);
  await stage.stock(aProduct('ST-2'));
  expect(await stage.run()).toMatchObject({ state: 'waiting-for-approval', creates: 2 });
  expect(await told()).toHaveLength(1);
});

it('a run that need not wait tells nothing, and a preview does', async () => {
  await stage.establish(A);
  const before = (await told()).length;
  await stage.stock({ ...A, name: 'Renamed' });
  expect((await stage.run()).state).toBe('running');
  expect(await told()).toHaveLength(before);
  await stage.run({ trigger: 'person', preview: true });
  expect((await told()).slice(before)).toMatchObject([
    { kind: 'products.waiting', message: expect.stringContaining('A preview was asked for') },
  ]);
});

it('changes of status that wait in a run of their own are told, and once more only when they were answered', async () => {
  await stage.establish(A);
  stage.settings({ 'products.inactive': 'Make inactive' });
  const before = (await told()).length;
  await stage.stock({ ...A, variants: A.variants.slice(0, 1) });
  await stage.run();
  await stage.run();
  const waiting = (await told()).slice(before);
  expect(waiting).toMatchObject([
    { kind: 'products.waiting', message: expect.stringContaining('1 SKUs would change their status') },
  ]);
  const [asking] = await stage.own.rows("select id from runs where state = 'waiting-for-approval'");
  await approveRun(stage.own.pool, String(asking?.id), 'Ada');
  await stage.applying.apply();
  await stage.stock(A);
  await stage.run();
  expect((await told()).slice(before)).toHaveLength(2);
});
