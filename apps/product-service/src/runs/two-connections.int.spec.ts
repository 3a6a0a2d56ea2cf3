import { readProduct } from '../api/product-detail.js';
import { forgetConnection } from '../schema/forget-connection.js';
import { aWantedStyle } from '../testing/products.js';
import { aProduct, RunStage } from '../testing/run-stage.js';
import { approveRun } from './answer-run.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
afterAll(() => stage.applying.close());

const A = aProduct('ST-1');
const B = aProduct('ST-2');
const EAST = { connectionId: 'con_2', name: 'East' };
const REASON =
  'Style number ST-1 was written to the same JOOR account by connection "East", and stays its own: map "styleNumber" to a field that tells them apart, leave the style out by Item Filter, or delete that connection, which hands its styles over.';
const nameInJoor = () => stage.applying.joor.products.find('ST-1')?.name;
const goOn = async () => {
  await stage.applying.waitIsOver();
  await stage.applying.apply();
};

/** Connection "East" of the same account has written ST-1. */
beforeEach(async () => {
  await stage.clear();
  await stage.establish({ ...A, name: 'Of East' });
  for (const table of ['held_products', 'style_states', 'runs']) {
    await stage.own.pool.query(`update ${table} set connection_id = 'con_2'`);
  }
  stage.applying.neighbours = [EAST];
});

describe('a style number that another connection of the account has written', () => {
  it('is refused in the plan, with that connection; the others go', async () => {
    await stage.stock(A, B);
    const run = await stage.run();
    expect(run).toMatchObject({ state: 'waiting-for-approval', creates: 1, updates: 0, refused: 1 });
    const [refused] = await stage.own.rows(
      "select plan, reasons from run_styles where style = 'ST-1' and run_id = $1",
      [run.id],
    );
    expect(refused).toEqual({
      plan: 'refused',
      reasons: [{ code: 'number-of-other-connection', reason: REASON }],
    });
    const { snapshot, scope } = stage.applying;
    expect(await readProduct(stage.readable(), { snapshot, scope }, 'ST-1')).toMatchObject({
      plan: { action: 'refused', reasons: [{ reason: REASON }] },
    });
    await approveRun(stage.own.pool, String(run.id), 'Ada');
    await stage.applying.apply();
    expect([nameInJoor(), stage.applying.totals().products]).toEqual(['Of East', [2, 0]]);
  });

  it('is met at the last moment where both planned it before either had written', async () => {
    await stage.applying.queue([aWantedStyle('ST-1'), aWantedStyle('ST-2')]);
    await stage.applying.apply();
    await goOn();
    expect(await stage.applying.state('ST-2')).toMatchObject({ state: 'applied' });
    expect(
      await stage.own.rows(
        "select state, reason from style_states where connection_id = 'con_1' and style = 'ST-1'",
      ),
    ).toEqual([{ state: 'refused', reason: REASON }]);
    expect(nameInJoor()).toBe('Of East');
  });

  it('or of which that is not known yet, since its answer was lost', async () => {
    await stage.own.pool.query(
      "update style_states set doubt = 'product', doubt_until = now() + interval '1 hour'",
    );
    await stage.own.pool.query('delete from held_products');
    await stage.applying.queue([aWantedStyle('ST-1')]);
    await stage.applying.apply();
    expect(nameInJoor()).toBe('Of East');
  });

  it('is handed over when that connection is deleted', async () => {
    await stage.stock(A);
    await stage.run();
    await forgetConnection(stage.own.pool, 'con_2');
    stage.applying.neighbours = [];
    const run = await stage.run({ trigger: 'person' });
    await approveRun(stage.own.pool, String(run.id), 'Ada');
    await stage.applying.apply();
    expect([nameInJoor(), stage.applying.totals().products]).toEqual(['Style ST-1', [1, 0]]);
  });

  it('of another workspace is not called by its name', async () => {
    stage.applying.neighbours = [{ ...EAST, name: null }];
    await stage.stock(A);
    const run = await stage.run();
    const [row] = await stage.own.rows('select reasons::text from run_styles where run_id = $1', [run.id]);
    expect(row?.reasons).toContain('by a connection of another workspace, and stays');
  });
});

it('a style number that is ours stays ours, whatever another connection has written since', async () => {
  await stage.own.pool.query("update held_products set connection_id = 'con_1'");
  await stage.own.pool.query('update held_products set revision = null');
  await stage.own.pool.query(
    "insert into held_products select 'con_2', world, style, workspace_id, revision, held, at from held_products",
  );
  await stage.stock(A);
  await stage.run({ trigger: 'person' });
  await stage.applying.apply();
  expect(
    await stage.own.rows(
      "select plan from run_styles s join runs r on r.id = s.run_id where r.connection_id = 'con_1'",
    ),
  ).toEqual([{ plan: 'update' }]);
});
