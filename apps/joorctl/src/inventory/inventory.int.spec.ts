import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';
import {
  REFUSED_SKU,
  INVENTORY_RUN as RUN,
  SKU,
  SKU_DETAIL,
  STOCK_PULL,
} from '../testing/inventory-answers.js';

const DRIFT = {
  reconciliations: [{ id: 'r', state: 'done', pages: 1, compared: 9, drifted: 0, startedAt: 'now' }],
  items: [],
  next: null,
};
const SKIPS = [
  { sku: 'X', kind: 'refused', reason: 'No SKU matches this item', retryAt: '2026-11-24T16:00:00.000Z' },
  { sku: 'Y', kind: 'skipped', reason: 'It has neither UPC nor style.', retryAt: null },
];

let installation: FakeInstallation;
let looks = 0;
let end: object = {};
const connections = (...names: string[]) =>
  names.map((name, at) => ({ connectionId: `con_${at + 1}`, name, enabled: true }));
beforeAll(async () => {
  installation = await fakeInstallation({
    settings: {
      'GET /v1/workspaces': { body: [{ workspaceId: 'wsp_1' }] },
      'GET /v1/workspaces/wsp_1/connections': { body: connections('East', 'West', 'West') },
    },
    inventory: {
      'GET /v1/inventory': ({ query: { after, connection } }) => {
        if (connection === 'con_3') return { body: { items: [], off: ['con_3'], next: null } };
        const off = ['con_3'];
        return {
          body: after ? { items: [REFUSED_SKU], off, next: null } : { items: [SKU], off, next: 'WyJ4' },
        };
      },
      'GET /v1/inventory/con_1/sku': ({ query: { sku } }) =>
        sku === 'COAT/BLK S'
          ? { body: SKU_DETAIL }
          : { status: 404, body: { detail: 'There is no such thing.' } },
      'GET /v1/inventory/con_1/skipped': { body: { items: SKIPS, next: null } },
      'GET /v1/inventory/con_2/skipped': { body: { items: [], off: false, next: null } },
      'GET /v1/inventory/con_3/skipped': { body: { items: [], off: true, next: null } },
      'GET /v1/inventory/con_1/drift': { body: DRIFT },
      'POST /v1/inventory/con_1/reconcile': { status: 202, body: { requested: true } },
      'POST /v1/inventory/con_1/run': ({ body }) => ({
        status: 202,
        body: { ...RUN, kind: 'on-demand', state: 'queued', asked: body },
      }),
      'POST /v1/inventory/con_2/run': {
        status: 409,
        body: { title: 'Conflict', detail: 'Inventory Schedule is Off: nothing is sent.' },
      },
      'GET /v1/inventory/runs': { body: { items: [RUN], next: null } },
      'GET /v1/inventory/runs/run-1': () => {
        looks += 1;
        return { body: { ...RUN, ...(looks < 2 ? { state: 'running' } : end) } };
      },
      'POST /v1/inventory/runs/run-1/approve': {
        body: { ...RUN, state: 'running', approved: RUN.figures, decidedBy: 'Ada' },
      },
      'POST /v1/inventory/runs/run-1/reject': { body: { ...RUN, state: 'rejected' } },
      'POST /v1/inventory/runs/run-2/approve': {
        status: 409,
        body: { detail: 'The run is done; only one that waits for approval can be approved or rejected.' },
      },
      'GET /v1/stock/con_1/pulls': { body: { items: [STOCK_PULL] } },
      'POST /v1/stock/con_1/pulls': { status: 202, body: { requested: true } },
      'POST /v1/stock/con_1/pulls/accept': { status: 202, body: { requested: true } },
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => {
  looks = 0;
  end = { state: 'done', reason: null };
  installation.inventory.asked.splice(0);
  installation.settings.asked.splice(0);
});
const inventory = (...args: string[]) => installation.joorctl('inventory', ...args);
const asked = () => installation.inventory.asked.map(({ method, path }) => `${method} ${path}`);

describe('inventory list', () => {
  it('is a table over all connections, and says how to go on', async () => {
    const { code, out } = await inventory('list');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^CONNECTION +SKU +STATE +TO SELL +IN JOOR +WHY\ncon_1 +COAT-BLK-S +in-joor +37 +37 +WMS 40 −/,
    );
    expect(out).toContain('add --cursor WyJ4, or --all');
    expect(installation.inventory.asked[0]?.query).toEqual({ limit: '50' });
  });

  it('asks for what the options say', async () => {
    await inventory(
      'list',
      'con_1',
      '--search',
      'coat',
      '--state',
      'refused',
      '--limit',
      '5',
      '--cursor',
      'c',
    );
    expect(installation.inventory.asked[0]).toMatchObject({
      headers: { authorization: 'Bearer jb_test_secret' },
      query: { connection: 'con_1', search: 'coat', state: 'refused', limit: '5', after: 'c' },
    });
  });

  it('follows every page with --all', async () => {
    const { out } = await inventory('list', '--all', '--json');
    expect(JSON.parse(out)).toEqual({ items: [SKU, REFUSED_SKU], next: null });
  });

  it('refuses a state that there is not', async () => {
    const { code, err } = await inventory('list', '--state', 'lost');
    expect([code, err]).toEqual([2, expect.stringContaining('Allowed choices are in-joor')]);
    expect(asked()).toEqual([]);
  });
});

describe('a connection', () => {
  it('is named by its id, which nobody has to look up', async () => {
    await inventory('list', 'con_1');
    expect(installation.settings.asked).toEqual([]);
  });

  it('is named by its name', async () => {
    await inventory('list', 'East');
    expect(installation.inventory.asked[0]?.query).toMatchObject({ connection: 'con_1' });
  });

  it.each([
    ['east', 3, 'No connection is named "east": joorctl connections list'],
    ['West', 2, 'Several connections are named "West": say con_2 or con_3.'],
  ])('is not %s', async (name, exitCode, words) => {
    const { code, err } = await inventory('reconcile', name);
    expect([code, err]).toEqual([exitCode, expect.stringContaining(words)]);
    expect(asked()).toEqual([]);
  });
});

describe('one SKU', () => {
  it('is explained, whatever its name is', async () => {
    const { code, out } = await inventory('explain', 'con_1', 'COAT/BLK S');
    expect(code).toBe(0);
    expect(out).toContain('WMS 40 − recent 3 (orders 1, 2) = 37 → minimum 5 → sent 37');
    expect(out).toMatch(/\n1 +2 +2026-11-24T14:10:00\.000Z\n/);
  });

  it('is given to scripts as the service said it', async () => {
    const { out } = await inventory('explain', 'con_1', 'COAT/BLK S', '--json');
    expect(JSON.parse(out)).toEqual(SKU_DETAIL);
  });

  it('may not be known', async () => {
    expect(await inventory('explain', 'con_1', 'none')).toMatchObject({
      code: 3,
      err: 'inventory-service answered 404: There is no such thing.\n',
    });
  });
});

it('lists what is skipped or refused, with the reasons', async () => {
  const { out } = await inventory('skipped', 'con_1');
  expect(out).toMatch(/X +refused +2026-11-24T16:00:00\.000Z +No SKU matches this item\n/);
  expect(out).toMatch(/Y +skipped +- +It has neither UPC nor style\.\n/);
  expect((await inventory('skipped', 'con_2')).out).toBe('None is skipped or refused.\n');
});

it('says of a connection whose inventory is off that nothing is sent', async () => {
  const off = 'Inventory Schedule of con_3 is Off: nothing is sent.\n';
  expect((await inventory('skipped', 'con_3')).out).toBe(`None is skipped or refused.\n\n${off}`);
  expect((await inventory('list', 'con_3')).out).toBe(`No such SKUs.\n\n${off}`);
  expect((await inventory('list')).out).not.toContain('is Off');
});

describe('inventory run', () => {
  it('waits for the end', async () => {
    const { code, out } = await inventory('run', 'con_1');
    expect([code, looks]).toEqual([0, 2]);
    expect(out).toMatch(/state +done\n/);
    expect(installation.inventory.asked[0]?.body).toEqual({ preview: false });
  });

  it('only shows what would be sent', async () => {
    const { out } = await inventory('run', 'con_1', '--preview', '--no-wait', '--json');
    expect(JSON.parse(out)).toMatchObject({ state: 'queued', asked: { preview: true } });
    expect(looks).toBe(0);
  });

  it.each(['waiting-for-approval', 'held', 'failed', 'rejected'])(
    'is not well when it is %s',
    async (state) => {
      end = { state };
      const { code, out } = await inventory('run', 'con_1');
      expect([code, out]).toEqual([1, expect.stringContaining(state)]);
    },
  );

  it('says why it is refused', async () => {
    expect(await inventory('run', 'con_2')).toMatchObject({
      code: 3,
      err: 'inventory-service answered 409: Inventory Schedule is Off: nothing is sent.\n',
    });
  });
});

describe('runs', () => {
  it('are listed, of one connection or all, and shown', async () => {
    expect((await inventory('runs')).out).toMatch(/run-1 +con_1 +sync +waiting-for-approval +0 /);
    await inventory('runs', 'East', '--limit', '3');
    expect(installation.inventory.asked.map(({ query }) => query)).toEqual([
      { limit: '50' },
      { connection: 'con_1', limit: '3' },
    ]);
    end = {};
    looks = 5;
    expect((await inventory('show-run', 'run-1')).out).toContain('joorctl inventory approve run-1');
  });

  it('are approved with the figures that they show, or rejected', async () => {
    expect(await inventory('approve', 'run-1')).toMatchObject({
      code: 0,
      out: 'Run run-1 goes on, approved: 1 of 4 SKUs set to 0, units 100 -> 61.\n',
    });
    expect((await inventory('reject', 'run-1')).out).toBe(
      'Run run-1 of con_1 is rejected: nothing more of it is sent.\n',
    );
    expect(asked()).toEqual([
      'POST /v1/inventory/runs/run-1/approve',
      'POST /v1/inventory/runs/run-1/reject',
    ]);
  });

  it('are decided about once', async () => {
    const { code, err } = await inventory('approve', 'run-2');
    expect([code, err]).toEqual([3, expect.stringContaining('only one that waits for approval')]);
  });
});

it('has JOOR read back, and shows what differed', async () => {
  expect((await inventory('reconcile', 'con_1')).out).toContain('see joorctl inventory drift con_1');
  expect((await inventory('drift', 'con_1')).out).toContain('No figure differed.');
  expect(JSON.parse((await inventory('drift', 'con_1', '--json')).out)).toEqual(DRIFT);
});

it('shows readings of the stock, asks for one, and accepts a list that was doubted', async () => {
  expect((await inventory('pulls', 'con_1')).out).toContain('available must be a whole number');
  expect((await inventory('pull', 'con_1')).out).toContain('The stock is read as soon as possible');
  expect((await inventory('accept-pull', 'East')).out).toContain('The list is taken as right');
  expect(asked()).toEqual([
    'GET /v1/stock/con_1/pulls',
    'POST /v1/stock/con_1/pulls',
    'POST /v1/stock/con_1/pulls/accept',
  ]);
});
