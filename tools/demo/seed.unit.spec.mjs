import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoApiKey } from './api-key.mjs';
import { demoConnections } from './connections.mjs';
import { seedDemo } from './seed.mjs';

const directory = mkdtempSync(join(tmpdir(), 'seed-'));
const apiKeyFile = join(directory, 'first-api-key');
writeFileSync(apiKeyFile, 'jb_1_secret\n');

/** The part of settings-service's API that the demo uses, with its versions. */
class FakeSettings {
  /** @type {{ workspaceId: string, name: string }[]} */
  workspaces = [];
  /** @type {any[]} */
  connections = [];
  /** @type {string[]} */
  changes = [];

  /**
   * @param {string} method
   * @param {string[]} path
   * @param {any} body
   * @param {string | undefined} ifMatch
   */
  answer(method, path, body, ifMatch) {
    const [, what, id, part, slot] = path;
    if (method !== 'GET') this.changes.push(`${method} ${path.slice(1).join('/')}`);
    if (what === 'workspaces' && method === 'GET' && !id) return this.workspaces;
    if (what === 'workspaces' && !id) return this.#add(this.workspaces, { workspaceId: 'wsp_1', ...body });
    if (what === 'workspaces' && method === 'GET')
      return this.connections.map((row) => ({ ...row, ...this.#credentials(row) }));
    const connectionId = `con_${this.connections.length + 1}`;
    if (what === 'workspaces')
      return this.#add(this.connections, { connectionId, version: 1, slots: [], ...body });
    const row = this.connections.find((connection) => connection.connectionId === id);
    if (method === 'GET' && part === 'credentials') return this.#credentials(row);
    if (ifMatch !== `"${row.version}"` || this.#takesCredentialsAlong(row, body)) return null;
    row.version++;
    if (method === 'DELETE') row.slots = row.slots.filter((/** @type {string} */ one) => one !== slot);
    else if (part === 'credentials') row.slots.push(slot);
    else Object.assign(row, body);
    return row;
  }

  /**
   * @param {{ destination: any, slots: string[] }} row
   * @param {any} body
   */
  #takesCredentialsAlong({ destination, slots }, body) {
    if (!body?.destination) return false;
    const moved = (/** @type {string} */ field) => destination[field] !== body.destination[field];
    return (
      (moved('url') && slots.includes('wms.production')) ||
      (moved('sandboxUrl') && slots.includes('wms.sandbox'))
    );
  }

  /**
   * @template T
   * @param {T[]} list
   * @param {T} row
   */
  #add(list, row) {
    list.push(row);
    return row;
  }

  /** @param {{ version: number, slots: string[] }} row */
  #credentials({ version, slots }) {
    const all = ['joor.production', 'joor.sandbox', 'wms.production', 'wms.sandbox'];
    return { version, credentials: all.map((slot) => ({ slot, set: slots.includes(slot) })) };
  }
}

let fake = new FakeSettings();
/** @type {(string | undefined)[]} */
let authorizations = [];
/** What the sandbox was told. @type {unknown[]} */
let told = [];
const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const path = (request.url ?? '').slice(1).split('/');
  const body = text === '' ? undefined : JSON.parse(text);
  if (path[0] === 'control') {
    told.push([request.method, request.url, body]);
    response.end('{}');
    return;
  }
  authorizations.push(request.headers.authorization);
  const answer = fake.answer(request.method ?? '', path, body, request.headers['if-match']);
  response.writeHead(answer === null ? 412 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? { detail: 'Changed in the meantime' }));
});
let settings = '';

beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  settings = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
beforeEach(() => {
  fake = new FakeSettings();
  authorizations = [];
  told = [];
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

const seed = (generic = 'http://127.0.0.1:4905') =>
  seedDemo({ settings, sandbox: { generic, control: settings }, apiKeyFile });

describe('seedDemo', () => {
  it('makes one workspace with three connections that have their credentials and are enabled', async () => {
    await expect(seed()).resolves.toMatchObject({ made: 3 });
    expect(fake.workspaces).toEqual([{ workspaceId: 'wsp_1', name: 'Demo' }]);
    expect(fake.connections.map(({ enabled, slots }) => ({ enabled, slots }))).toEqual([
      { enabled: true, slots: ['joor.production', 'wms.production'] },
      { enabled: true, slots: ['joor.production', 'wms.production'] },
      { enabled: true, slots: ['joor.sandbox', 'wms.sandbox'] },
    ]);
    expect(new Set(authorizations)).toEqual(new Set(['Bearer jb_1_secret']));
  });

  it('says which JOOR account each connection has', async () => {
    const { accounts } = await seed();
    expect([...accounts]).toEqual([
      ['con_1', 'demo'],
      ['con_2', 'skubana-demo'],
      ['con_3', 'demo'],
    ]);
  });

  it('has the warehouses of the sandbox live each time, and one account of JOOR begin without styles', async () => {
    await seed();
    const lively = [
      ['PUT', '/control/wms/demo', { stockChangesPerHour: 360 }],
      ['PUT', '/control/skubana/production', { stockChangesPerHour: 360 }],
    ];
    const bare = ['POST', '/control/joor/production/skubana-demo/catalogue', { from: 'none' }];
    expect(told).toEqual([...lively, bare]);
    told = [];
    await seed();
    expect(told).toEqual(lively);
  });

  it('changes nothing the second time, not even what a person has switched off', async () => {
    await seed();
    fake.connections[0].enabled = false;
    fake.changes = [];
    await expect(seed()).resolves.toMatchObject({ made: 0 });
    expect(fake.changes).toEqual([]);
  });

  it('completes what an interrupted run has begun', async () => {
    await seed();
    fake.connections[1].slots = ['joor.production'];
    fake.connections[1].enabled = false;
    await expect(seed()).resolves.toMatchObject({ made: 1 });
    expect(fake.connections[1]).toMatchObject({
      enabled: true,
      slots: ['joor.production', 'wms.production'],
    });
  });

  it('follows the sandbox to another port, storing its credentials again', async () => {
    await seed();
    fake.connections[2].enabled = false;
    await expect(seed('http://127.0.0.1:5905')).resolves.toMatchObject({ made: 2 });
    expect(fake.connections[0]).toMatchObject({
      destination: { url: 'http://127.0.0.1:5905/wms/demo' },
      slots: ['joor.production', 'wms.production'],
      enabled: true,
    });
    expect(fake.connections[2]).toMatchObject({
      destination: { sandboxUrl: 'http://127.0.0.1:5905/wms/rehearsal' },
      slots: ['joor.sandbox', 'wms.sandbox'],
      enabled: false,
    });
  });

  it('leaves an address of a person’s own choice alone', async () => {
    await seed();
    fake.connections[0].destination = {
      system: 'generic',
      url: 'https://wms.example/in',
      sandboxUrl: null,
      options: {},
    };
    await seed('http://127.0.0.1:5905');
    expect(fake.connections[0].destination.url).toBe('https://wms.example/in');
  });

  it('fails with what settings-service said', async () => {
    await seed();
    fake.connections[0].slots = [];
    const { answer } = fake;
    fake.answer = (method, path, body) => answer.call(fake, method, path, body, '"0"');
    await expect(seed()).rejects.toThrow(/settings-service answered 412 to PUT .*Changed in the meantime/);
  });
});

describe('without the API key', () => {
  it('says in one sentence which file is missing and what to do, and asks nothing', async () => {
    const gone = join(directory, 'gone');
    const seeding = seedDemo({ settings, sandbox: { generic: '', control: '' }, apiKeyFile: gone });
    await expect(seeding).rejects.toThrow(NoApiKey);
    await expect(seeding).rejects.toThrow(`cannot be read from ${gone} (ENOENT)`);
    await expect(seeding).rejects.toThrow('put a key of this installation there');
    expect(authorizations).toEqual([]);
  });
});

describe('demoConnections', () => {
  const [usual, filtered, rehearsal] = demoConnections(
    'http://sandbox:4905',
    Date.parse('2026-11-24T12:00:00Z'),
  );

  it('are the usual one, one with filters, one in test mode', () => {
    expect(usual?.settings['joor.orderStatus']).toBe('Approved');
    expect(filtered?.settings).toMatchObject({
      'joor.orderStatus': 'Approved & Shipped',
      'joor.warehouseCode': 'EAST',
    });
    expect(rehearsal?.settings['joor.testMode']).toBe('Enabled');
  });

  it('reach back two weeks, so that there is something to deliver at once', () => {
    expect(usual?.settings['orders.earliestDate']).toBe('2026-11-10');
  });

  it('give the rehearsal credentials of the sandboxes alone', () => {
    expect(Object.keys(rehearsal?.credentials ?? {})).toEqual(['joor.sandbox', 'wms.sandbox']);
  });
});
