import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';

const CONNECTION = {
  connectionId: 'con_1',
  workspaceId: 'wsp_1',
  name: 'Nord to East',
  enabled: true,
  joorAccount: '5001',
  destination: {
    system: 'generic',
    url: 'https://wms.example',
    sandboxUrl: null,
    options: { concurrency: 2 },
  },
  credentials: [
    { slot: 'joor.production', set: true },
    { slot: 'joor.sandbox', set: false },
  ],
  version: 3,
  updatedAt: '2026-11-24T14:00:00Z',
  updatedBy: 'dana',
};
const SETTINGS = { 'joor.orderStatus': 'Approved', 'joor.warehouseCode': '', 'orders.filters': [] };

let installation: FakeInstallation;
let version = 3;
/** From this version on somebody else is faster. */
let staleFrom = Number.POSITIVE_INFINITY;
beforeAll(async () => {
  const change = () => {
    if (version >= staleFrom) {
      return { status: 412, body: { title: 'Changed in the meantime', detail: 'Read it again.' } };
    }
    version += 1;
    return { body: { connectionId: 'con_1', version }, headers: { etag: `"${version}"` } };
  };
  installation = await fakeInstallation({
    settings: {
      'GET /v1/workspaces': { body: [{ workspaceId: 'wsp_1' }, { workspaceId: 'wsp_2' }] },
      'GET /v1/workspaces/wsp_1/connections': { body: [CONNECTION] },
      'GET /v1/workspaces/wsp_2/connections': {
        body: [{ ...CONNECTION, connectionId: 'con_2', workspaceId: 'wsp_2', enabled: false }],
      },
      'GET /v1/connections/con_1': { body: CONNECTION, headers: { etag: '"3"' } },
      'GET /v1/connections/con_1/settings': { body: { settings: SETTINGS, version: 3 } },
      'PATCH /v1/connections/con_1': change,
      'PATCH /v1/connections/con_1/settings': change,
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => {
  version = 3;
  staleFrom = Number.POSITIVE_INFINITY;
  installation.settings.asked.splice(0);
});
const patches = () => installation.settings.asked.filter(({ method }) => method === 'PATCH');

it('lists the connections of every workspace', async () => {
  const { out } = await installation.joorctl('connections', 'list');
  expect(out).toMatch(/con_1 +Nord to East +wsp_1 +yes +generic +3/);
  expect(out).toMatch(/con_2 +Nord to East +wsp_2 +no/);
  const { out: json } = await installation.joorctl('connections', 'list', '--json');
  expect(JSON.parse(json).items).toHaveLength(2);
});

it('shows one with its settings, and which credentials it has', async () => {
  const { out } = await installation.joorctl('connections', 'show', 'con_1');
  expect(out).toMatch(/credentials +joor\.production\n/);
  expect(out).toMatch(/joor\.orderStatus +Approved\njoor\.warehouseCode +""\norders\.filters +\[\]/);
  const { out: json } = await installation.joorctl('connections', 'show', 'con_1', '--json');
  expect(JSON.parse(json)).toEqual({ ...CONNECTION, settings: SETTINGS });
});

it('changes settings against the version that it saw', async () => {
  const { out, code } = await installation.joorctl('connections', 'set', 'con_1', 'joor.warehouseCode=007');
  expect([code, out]).toEqual([0, 'con_1 is changed; its version is now 4.\n']);
  expect(patches()).toMatchObject([
    {
      path: '/v1/connections/con_1/settings',
      headers: { 'if-match': '"3"' },
      body: { 'joor.warehouseCode': '007' },
    },
  ]);
});

it('switches a connection on after its settings are there, against the version that they made', async () => {
  const args = ['set', 'con_1', 'enabled=true', 'name=East', 'joor.orderStatus=Shipped'];
  const { out } = await installation.joorctl('connections', ...args);
  expect(out).toBe('con_1 is changed; its version is now 5.\n');
  expect(patches()).toMatchObject([
    {
      path: '/v1/connections/con_1/settings',
      headers: { 'if-match': '"3"' },
      body: { 'joor.orderStatus': 'Shipped' },
    },
    {
      path: '/v1/connections/con_1',
      headers: { 'if-match': '"4"' },
      body: { enabled: true, name: 'East' },
    },
  ]);
});

it('switches a connection off before its settings change', async () => {
  await installation.joorctl('connections', 'set', 'con_1', 'enabled=false', 'joor.orderStatus=Shipped');
  expect(patches()).toMatchObject([
    { path: '/v1/connections/con_1', headers: { 'if-match': '"3"' }, body: { enabled: false } },
    {
      path: '/v1/connections/con_1/settings',
      headers: { 'if-match': '"4"' },
      body: { 'joor.orderStatus': 'Shipped' },
    },
  ]);
});

it.each([
  ['true', 'joor.orderStatus'],
  ['false', 'enabled'],
])('says what is changed already when the second step fails (enabled=%s)', async (on, done) => {
  staleFrom = 4;
  const args = ['set', 'con_1', `enabled=${on}`, 'joor.orderStatus=Shipped'];
  const { code, err } = await installation.joorctl('connections', ...args);
  expect([code, err]).toEqual([
    3,
    `settings-service answered 412: Read it again. Changed already, as version 4: ${done}; the rest is not.\n`,
  ]);
});

it('takes the version to change from the command line', async () => {
  await installation.joorctl('connections', 'set', 'con_1', 'joor.orderStatus=Shipped', '--if-match', '2');
  expect(patches()[0]).toMatchObject({ headers: { 'if-match': '"2"' } });
  const { code } = await installation.joorctl('connections', 'set', 'con_1', 'name=x', '--if-match', 'new');
  expect(code).toBe(2);
});

it('says when somebody else was faster', async () => {
  staleFrom = 0;
  const { code, err } = await installation.joorctl('connections', 'set', 'con_1', 'name=x');
  expect([code, err]).toEqual([3, 'settings-service answered 412: Read it again.\n']);
});

it('sends nothing for a setting that is not one', async () => {
  const { code, err } = await installation.joorctl('connections', 'set', 'con_1', 'joor.colour=red');
  expect([code, err]).toEqual([2, expect.stringContaining('no setting "joor.colour"')]);
  expect(installation.settings.asked).toEqual([]);
});
