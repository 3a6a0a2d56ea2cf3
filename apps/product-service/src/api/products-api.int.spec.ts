import { countDoubles, type Sandbox, startSandbox } from '@joor-bridge/sandbox';
import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';

type Body = Record<string, unknown>;
const ON = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Off' } as const;
let sandbox: Sandbox;
let rig: IntakeRig;
let mine: string;
let theirs: string;

const product = (styleNumber: string, more: object = {}) => ({
  styleNumber,
  name: `Coat ${styleNumber}`,
  lineSheets: ['Spring 2027'],
  prices: [{ label: '', currency: 'USD', wholesale: '40.00', retail: '100.00' }],
  variants: [
    {
      sku: `${styleNumber}-S`,
      upc: styleNumber === 'A' ? '036000291452' : '012345678905',
      colorName: 'Black',
      colorCode: 'BLK',
      sizeName: 'S',
      sizeCode: 'S',
    },
  ],
  ...more,
});

beforeAll(async () => {
  sandbox = await startSandbox({ accounts: [{ world: 'production', id: '5001' }] });
  rig = await IntakeRig.start({
    JOOR_API_URL: sandbox.urls.joorProduction,
    JOOR_TOKEN_URL: `${sandbox.urls.tokenProduction}/auth/`,
  });
  await rig.service();
  mine = await rig.apiKey('wsp_1');
  theirs = await rig.apiKey('wsp_2');
  rig.wms.products = [product('A'), product('B', { lineSheets: [] })];
  await rig.connect('con_1', ON);
  await eventually(() => rig.intake().work.request({ connectionId: 'con_1', world: 'production' }));
});
afterAll(async () => {
  await rig?.close();
  await sandbox?.close();
});

async function call(method: string, path: string, body?: object, key = mine) {
  const answer = await fetch(`${rig.running().url}/v1/products${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const get = async (path: string) => (await call('GET', path)).body;
const runs = async () => (await get('/runs?connection=con_1')).items as Body[];
const ended = (id: unknown) =>
  eventually(async () => {
    const run = await get(`/runs/${String(id)}`);
    return ['done', 'waiting-for-approval', 'failed'].includes(String(run.state)) && run;
  });

describe('a connection that is new', () => {
  it('has a first run that waits for approval, with the changes of each style', async () => {
    const run = await eventually(async () =>
      (await runs()).find(({ state }) => state === 'waiting-for-approval'),
    );
    expect(run).toMatchObject({
      trigger: 'schedule',
      counts: { create: 1, refused: 1, approvedOrders: null },
    });
    const detail = await get(`/runs/${String(run.id)}`);
    expect(detail.outcomes).toMatchObject([
      { style: 'A', plan: 'create', result: 'waiting-for-approval' },
      { style: 'B', plan: 'refused', reasons: [{ code: 'no-line-sheet' }] },
    ]);
    expect(sandbox.joor.production.account('5001').catalogue.products.all()).toEqual([]);
  });

  it('shows a style with its plan before anything is in JOOR', async () => {
    expect(await get('/con_1/A')).toMatchObject({
      style: 'A',
      product: { name: 'Coat A' },
      mapped: { kind: 'wanted' },
      held: null,
      plan: { action: 'create', steps: ['product', 'skus', 'prices', 'line-sheets'] },
      planProblem: null,
    });
  });

  it('goes to JOOR when it is approved', async () => {
    const [run] = (await runs()).filter(({ state }) => state === 'waiting-for-approval');
    const approved = await call('POST', `/runs/${String(run?.id)}/approve`);
    expect([approved.status, approved.body.decidedBy]).toEqual([200, 'tests']);
    expect(await ended(run?.id)).toMatchObject({
      state: 'done',
      outcomes: [{ style: 'A', result: 'applied' }, {}],
    });
    expect(await get('/con_1/A')).toMatchObject({
      state: 'applied',
      plan: { action: 'unchanged' },
      held: { externalId: 'A' },
    });
    expect((await call('POST', `/runs/${String(run?.id)}/approve`)).status).toBe(409);
    expect((await call('POST', `/runs/${String(run?.id)}/reject`)).status).toBe(409);
  });
});

describe('lists', () => {
  it('find styles by number, name and state', async () => {
    const styles = async (query: string) =>
      ((await get(`?connection=con_1${query}`)).items as Body[]).map(
        ({ style, state }) => `${style} ${state}`,
      );
    expect(await styles('')).toEqual(['A applied', 'B refused']);
    expect(await styles('&search=coat%20b')).toEqual(['B refused']);
    expect(await styles('&state=applied')).toEqual(['A applied']);
    expect(await styles('&limit=1')).toEqual(['A applied']);
    expect((await get('?connection=con_1&limit=1')).next).toBe('A');
    expect(await styles('&after=A')).toEqual(['B refused']);
  });

  it('say why styles cannot be in JOOR, and which categories it does not have', async () => {
    expect((await get('/con_1/refused')).items).toMatchObject([
      { style: 'B', name: 'Coat B', reasons: [{ code: 'no-line-sheet' }] },
    ]);
    expect(await get('/con_1/categories')).toEqual([]);
  });
});

describe('a run that a person asks for', () => {
  it('shows what it would do, and sends nothing', async () => {
    const started = await call('POST', '/con_1/run', { styles: ['A'], preview: true });
    expect([started.status, started.body.state, started.body.createdBy]).toEqual([202, 'queued', 'tests']);
    expect(await ended(started.body.id)).toMatchObject({
      state: 'waiting-for-approval',
      styles: ['A'],
      counts: { unchanged: 1 },
    });
    const rejected = await call('POST', `/runs/${String(started.body.id)}/reject`);
    expect(rejected.body).toMatchObject({ state: 'rejected', decidedBy: 'tests' });
  });

  it('is not approved once the connection has changed: it would go out as nobody wants it any more', async () => {
    const started = await call('POST', '/con_1/run', { styles: ['A'], preview: true });
    await ended(started.body.id);
    await rig.connect('con_1', { ...ON, 'joor.warehouseCode': 'EAST' });
    await rig.heard('con_1');
    const approved = await call('POST', `/runs/${String(started.body.id)}/approve`);
    expect(approved.status).toBe(409);
    expect(approved.body.detail).toContain('has changed since');
    expect(await get(`/runs/${String(started.body.id)}`)).toMatchObject({ state: 'waiting-for-approval' });
    expect((await call('POST', `/runs/${String(started.body.id)}/reject`)).status).toBe(200);
  });

  it('refuses what is no run', async () => {
    expect((await call('POST', '/con_1/run', { styles: 'A' })).status).toBe(422);
    expect((await call('GET', '/runs/none')).status).toBe(404);
    expect((await call('GET', '/con_1/none')).status).toBe(404);
    expect((await call('GET', '?connection=')).status).toBe(404);
  });
});

it('another workspace sees none of it', async () => {
  const [run] = await runs();
  const paths = [
    '?connection=con_1',
    '/con_1/A',
    '/con_1/refused',
    '/con_1/categories',
    `/runs/${String(run?.id)}`,
  ];
  for (const path of paths)
    expect([path, (await call('GET', path, undefined, theirs)).status]).toEqual([path, 404]);
  expect((await call('POST', '/con_1/run', {}, theirs)).status).toBe(404);
  expect((await call('POST', `/runs/${String(run?.id)}/approve`, undefined, theirs)).status).toBe(404);
  expect((await call('GET', '/runs', undefined, theirs)).body).toEqual({ items: [], next: null });
});

it('a change in the WMS is in JOOR by itself after that', async () => {
  rig.wms.products = [product('A', { description: 'Made of silk.' }), product('B')];
  await rig.intake().work.request({ connectionId: 'con_1', world: 'production' });
  const { catalogue } = sandbox.joor.production.account('5001');
  await eventually(
    () =>
      catalogue.products.find('A')?.description === 'Made of silk.' &&
      catalogue.products.find('B') !== undefined,
  );
  await eventually(async () => (await get('/con_1/B')).state === 'applied');
});

it('a service whose tables were lost is rebuilt, and writes nothing that JOOR has', async () => {
  const before = await get('/con_1/A');
  await eventually(async () => (await rig.sql.query('select from outbox')).rowCount === 0);
  await rig.stopServices();
  await rig.sql.query('drop schema products cascade');
  sandbox.requests.clear();
  await rig.service();
  const started = await eventually(async () => {
    const answer = await call('POST', '/con_1/run');
    return answer.status === 202 && answer.body;
  });
  expect(await ended(started.id)).toMatchObject({
    state: 'done',
    counts: { unchanged: 2, create: 0, update: 0 },
  });
  expect(await get('/con_1/A')).toMatchObject({ held: before.held, joorId: before.joorId });
  const routes = Object.keys(sandbox.requests.of('joor-production').byRoute);
  expect(routes.filter((route) => !route.startsWith('GET'))).toEqual([]);
  expect(countDoubles(sandbox.joor.production.account('5001').catalogue).products).toMatchObject({
    total: 2,
    doubled: 0,
  });
});
