import { randomUUID } from 'node:crypto';
import { eventually } from '@joor-bridge/testing';
import { JoorRig } from '../testing/joor-rig.js';
import { toCursor } from './cursor.js';

let joor: JoorRig;
let ada: string;
let stranger: string;
beforeAll(async () => {
  joor = await JoorRig.start(process.env);
  await joor.rig.serve();
  [ada, stranger] = await Promise.all([joor.apiKey('wsp_1'), joor.apiKey('wsp_2', 'Eve')]);
  joor.prepare('con_a', []);
  await joor.connect('con_a', { 'inventory.schedule': 'Off' });
  await fill();
}, 60_000);
afterAll(() => joor?.close());

const get = (path: string, key: string | null = ada) => joor.call('GET', path, key);
const post = (path: string, body?: object, key: string | null = ada) => joor.call('POST', path, key, body);
const SKUS = ['A', 'B', 'C', 'D', 'E'];

/** Runs, skipped SKUs and drift as a year of work leaves them. */
async function fill(): Promise<void> {
  const place = ['con_a', 'production', 'wsp_1'];
  const reconciliation = randomUUID();
  await joor.rig.rows(
    `insert into reconciliations (id, connection_id, world, workspace_id, state, drifted) values ($4, $1, $2, $3, 'done', 5)`,
    [...place, reconciliation],
  );
  for (const sku of SKUS) {
    await joor.rig.rows(
      `insert into runs (id, connection_id, world, workspace_id, kind, state) values ($4, $1, $2, $3, 'sync', 'done')`,
      [...place, randomUUID()],
    );
    await joor.rig.rows(
      `insert into stock_levels (connection_id, world, sku, warehouse, available, as_of, identity)
       values ($1, $2, $3, '', 4, now(), '{}')`,
      ['con_a', 'production', sku],
    );
    await joor.rig.rows(`insert into skipped_skus values ($1, $2, $3, 'No identifier.')`, [
      'con_a',
      'production',
      sku,
    ]);
    await joor.rig.rows(
      `insert into drift (reconciliation_id, connection_id, world, sku, warehouse, day, believed, held)
       values ($1, 'con_a', 'production', $2, 'Main', '', 4, 9)`,
      [reconciliation, sku],
    );
  }
}

/** Every item of a list, two at a time, and how many pages that took. */
async function pages(path: string): Promise<{ items: Record<string, unknown>[]; count: number }> {
  const items: Record<string, unknown>[] = [];
  for (let after = '', count = 1; ; count += 1) {
    const { status, body } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=2${after}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(2);
    items.push(...body.items);
    if (body.next === null) return { items, count };
    after = `&after=${body.next}`;
  }
}

describe.each([
  ['/v1/inventory', 'sku'],
  ['/v1/inventory?connection=con_a&state=skipped', 'sku'],
  ['/v1/inventory/con_a/skipped', 'sku'],
  ['/v1/inventory/con_a/drift', 'sku'],
  ['/v1/inventory/runs', 'id'],
  ['/v1/inventory/runs?connection=con_a', 'id'],
])('%s', (path, name) => {
  const more = path.includes('?') ? '&' : '?';

  test('gives each item once, page by page', async () => {
    const { items, count } = await pages(path);
    expect(new Set(items.map((item) => item[name])).size).toBe(SKUS.length);
    expect([items.length, count]).toEqual([5, 3]);
  });

  test.each([
    ['no cursor', 'after=nonsense', 400],
    ['a cursor of another list', `after=${toCursor('a', 'b', 'c')}`, 400],
    ['a limit of nothing', 'limit=0', 422],
    ['a limit beyond what is given at once', 'limit=201', 422],
    ['a limit that is no number', 'limit=two', 422],
    ['a field that it does not know', 'page=2', 422],
  ])('refuses %s', async (_what, query, status) => {
    expect((await get(`${path}${more}${query}`)).status).toBe(status);
  });

  test('is for those who have a key', async () => {
    for (const key of [null, 'jb_wrong']) expect((await get(path, key)).status).toBe(401);
  });
});

describe('what no table can hold', () => {
  const NUL = '%00';
  test.each([
    ['/v1/inventory/con_a/sku?sku=A%00', 404],
    ['/v1/inventory/con_a/sku', 422],
    [`/v1/inventory/${NUL}/sku?sku=A`, 404],
    [`/v1/inventory?search=${NUL}`, 422],
    [`/v1/inventory?connection=${NUL}`, 404],
    [`/v1/inventory?after=${toCursor('con_a', '\0')}`, 400],
    [`/v1/inventory/con_a/skipped?after=${toCursor('\0', 'skipped')}`, 400],
    [`/v1/inventory/runs?connection=${NUL}`, 422],
    [`/v1/inventory/runs?after=${toCursor('9'.repeat(19))}`, 400],
    [`/v1/inventory/runs/${NUL}`, 404],
    [`/v1/stock/${NUL}/pulls`, 404],
  ])('is no fault of the service: %s is answered %d', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});

describe('a decision', () => {
  async function waiting(): Promise<string> {
    const id = randomUUID();
    await joor.rig.rows(
      `insert into runs (id, connection_id, world, workspace_id, kind, state, figures)
       values ($1, 'con_a', 'sandbox', 'wsp_1', 'sync', 'waiting-for-approval', $2)`,
      [id, JSON.stringify({ listed: 5, zeroed: 1, totalBefore: 50, totalAfter: 40 })],
    );
    return id;
  }
  const reject = (id: string) => post(`/v1/inventory/runs/${id}/reject`);

  test.each([
    [{ figures: {} }],
    [{ figures: { listed: 5, zeroed: -1, totalBefore: 50, totalAfter: 40 } }],
    [{ figures: { listed: 5, zeroed: 1.5, totalBefore: 50, totalAfter: 40 } }],
    [{ figures: 'all' }],
    [{ force: true }],
  ])('with %j is refused, and nothing is decided', async (body) => {
    const id = await waiting();
    expect((await post(`/v1/inventory/runs/${id}/approve`, body)).status).toBe(422);
    expect((await get(`/v1/inventory/runs/${id}`)).body).toMatchObject({
      state: 'waiting-for-approval',
      decidedBy: null,
    });
    await reject(id);
  });

  test.each([
    ['without a body', undefined, undefined],
    ['with an empty body that is called JSON', 'application/json', ''],
    ['with an empty object', 'application/json', '{}'],
    ['with null', 'application/json', 'null'],
  ])('%s approves what the run shows', async (_how, type, body) => {
    const id = await waiting();
    const answer = await fetch(`${joor.rig.service.url}/v1/inventory/runs/${id}/approve`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${ada}`, ...(type && { 'content-type': type }) },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ state: 'running', approved: { listed: 5, zeroed: 1 } });
    await joor.rig.rows(`update runs set state = 'done' where id = $1`, [id]);
  });

  test('is made once, by those who see the run', async () => {
    const id = await waiting();
    for (const [key, status] of [
      [stranger, 404],
      [null, 401],
    ] as const) {
      for (const decision of ['approve', 'reject'])
        expect((await post(`/v1/inventory/runs/${id}/${decision}`, {}, key)).status).toBe(status);
    }
    const both = await Promise.all([post(`/v1/inventory/runs/${id}/approve`, {}), reject(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await joor.rig.rows(`update runs set state = 'done' where id = $1`, [id]);
    expect((await reject(randomUUID())).status).toBe(404);
  });
});

test('metrics tell of publishing, and need no key', async () => {
  const text = await (await fetch(`${joor.rig.service.url}/metrics`)).text();
  await eventually(() => text.includes('inventory_joor_credits_total{service="inventory-service"} 0'));
});
