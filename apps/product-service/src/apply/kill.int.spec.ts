import { countDoubles, type Sandbox, startSandbox } from '@joor-bridge/sandbox';
import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';
import { ProductProcess } from '../testing/product-process.js';
import { aProduct } from '../testing/run-stage.js';

const SETTINGS = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Off' } as const;
const STYLES = Array.from({ length: 12 }, (_, at) => `S${String(at).padStart(2, '0')}`);
/** What there is of 12 styles in two sizes, with an image each, on one line sheet. */
const WHOLE = {
  products: 12,
  skus: 24,
  upcs: 24,
  prices: 24,
  seasons: 1,
  collections: 1,
  entries: 12,
  images: 12,
};

let sandbox: Sandbox;
let rig: IntakeRig;
const processes: ProductProcess[] = [];

const product = (styleNumber: string) =>
  aProduct(styleNumber, {
    ...{ season: 'Spring', seasonYear: 2027 },
    images: [{ url: `https://cdn.example.com/${styleNumber}.jpg`, colorCode: '', kind: 'image' }],
  });
const catalogue = () => sandbox.joor.production.account('5001').catalogue;
const rows = async (text: string) => (await rig.sql.query<Record<string, unknown>>(text)).rows;

beforeAll(async () => {
  sandbox = await startSandbox({
    accounts: [{ world: 'production', id: '5001' }],
    credits: { credits: 1_000_000, windowSeconds: 300, retryAfter: true },
  });
  rig = await IntakeRig.start({
    JOOR_API_URL: sandbox.urls.joorProduction,
    JOOR_TOKEN_URL: `${sandbox.urls.tokenProduction}/auth/`,
  });
  await rig.service();
  rig.wms.products = STYLES.map(product);
  await rig.connect('con_1', SETTINGS);
  await eventually(() => rig.intake().work.request({ connectionId: 'con_1', world: 'production' }));
  await eventually(
    async () =>
      (await rows(`select from runs where state = 'waiting-for-approval' and creates = ${STYLES.length}`))
        .length === 1,
    { timeoutMs: 60_000 },
  );
  await rig.stopServices();
  await rig.sql.query('delete from runs where creates <> $1', [STYLES.length]);
}, 120_000);
afterAll(async () => {
  await rig?.close();
  await sandbox?.close();
});

afterEach(() => Promise.all(processes.splice(0).map((each) => each.kill())));

function run(more: Record<string, string> = {}): ProductProcess {
  const started = new ProductProcess(
    {
      ...rig.environment,
      LOG_LEVEL: 'info',
      PRODUCT_LEASE_MS: '500',
      JOOR_TIMEOUT_MS: '1500',
      JOOR_PRODUCTS_BATCH: '5',
      ...more,
    },
    process.env.PATH ?? '',
  );
  processes.push(started);
  return started;
}

it.each(['after-claim', 'after-send', 'after-answer', 'after-result'])(
  'killed at %s, JOOR ends with every style, and nothing twice',
  async (point) => {
    // JOOR need not refuse a second one.
    const account = sandbox.joor.production.account('5001');
    account.catalogueSettings = {
      ...account.catalogueSettings,
      doubling: ['products', 'skus', 'prices', 'seasons', 'collections'],
    };
    catalogue().clear();
    await rig.sql.query('truncate held_products, style_states, appliers, joor_health');
    await rig.sql.query(`update runs set state = 'running', ended_at = null`);
    await rig.sql.query(`update run_styles set result = 'queued', reason = null`);
    await rig.sql.query(`
      insert into style_states (connection_id, world, style, workspace_id, state, run_id, revision, mapped, due_at)
      select r.connection_id, r.world, s.style, r.workspace_id, 'queued', r.id, s.revision, s.mapped, now()
      from run_styles s join runs r on r.id = s.run_id`);
    const killed = run({ PRODUCT_KILL_POINT: `${point}:4` });
    expect(await killed.end()).toBe('SIGKILL');
    const last = run();
    await eventually(async () => (await rows("select from runs where state = 'done'")).length === 1, {
      timeoutMs: 60_000,
    });
    await last.kill('SIGTERM');
    const doubles = countDoubles(catalogue());
    expect(
      Object.fromEntries(Object.keys(WHOLE).map((kind) => [kind, doubles[kind as keyof typeof WHOLE].total])),
    ).toEqual(WHOLE);
    expect(Object.values(doubles).map(({ doubled }) => doubled)).toEqual(Object.values(doubles).map(() => 0));
    expect(await rows('select distinct result from run_styles')).toEqual([{ result: 'applied' }]);
  },
  180_000,
);
