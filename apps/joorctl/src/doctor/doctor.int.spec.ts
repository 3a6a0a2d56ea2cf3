import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freshPrefix,
  type RunningKafka,
  type RunningPostgres,
  resolveKafka,
  resolvePostgres,
} from '@joor-bridge/testing';
import { commandLine } from '../testing/command-line.js';
import { fakeInstallation } from '../testing/fake-installation.js';
import type { Answers } from '../testing/fake-service.js';
import { examineDatabase } from './examine-database.js';

const prefix = freshPrefix();
let kafka: RunningKafka;
let postgres: RunningPostgres;
beforeAll(async () => {
  [kafka, postgres] = await Promise.all([resolveKafka(), resolvePostgres()]);
});
afterAll(() => Promise.all([kafka.stop(), postgres.stop()]));

const READY = { 'GET /health/ready': { body: { status: 'ready', components: [] } } };
const CONNECTION = { connectionId: 'con_1', name: 'East', enabled: true };
const SETTINGS: Answers = {
  ...READY,
  'GET /v1/workspaces': { body: [{ workspaceId: 'wsp_1' }] },
  'GET /v1/workspaces/wsp_1/connections': {
    body: [CONNECTION, { connectionId: 'con_2', name: 'West', enabled: false }],
  },
};
const check = (ok: boolean, message: string): Answers => ({
  'POST /v1/connections/con_1/check': { body: { ok, message } },
});

const outside = () => ['--kafka-brokers', kafka.brokers.join(','), '--kafka-prefix', prefix];

async function doctor(answers: Parameters<typeof fakeInstallation>[0], ...args: string[]) {
  const installation = await fakeInstallation(answers);
  try {
    return await installation.joorctl('doctor', ...outside(), '--database-url', postgres.url, ...args);
  } finally {
    await installation.close();
  }
}

it('finds all well, and says what it could not look at', async () => {
  expect((await commandLine('topics', 'apply', ...outside())).code).toBe(0);
  const { code, out } = await doctor({
    settings: SETTINGS,
    poller: READY,
    router: { ...READY, ...check(true, 'The receiver is there.') },
  });
  expect(out).toMatch(/ok +settings-service +ready/);
  expect(out).toMatch(/ok +Kafka +reachable/);
  expect(out).toMatch(/ok +PostgreSQL +answers at/);
  expect(out).toMatch(/- +East \(con_1\): JOOR +joor-poller has no such check/);
  expect(out).toMatch(/ok +East \(con_1\): warehouse +The receiver is there\./);
  expect(out).toMatch(/- +West \(con_2\) +switched off/);
  expect(out).toContain('All is well.');
  expect(code).toBe(0);
});

it('names each fault with what to do, and ends with 1', async () => {
  const down = {
    status: 503,
    body: { components: [{ name: 'postgresql', ready: false, detail: 'refused' }] },
  };
  const { code, out } = await doctor(
    {
      settings: SETTINGS,
      poller: { ...READY, ...check(false, 'JOOR refuses the token: enter a new one.') },
      router: { 'GET /health/ready': down, ...check(true, 'fine') },
    },
    ...['--kafka-prefix', 'nobody-', '--json'],
  );
  expect(code).toBe(1);
  const found = JSON.parse(out);
  expect(found.ok).toBe(false);
  expect(found.findings).toEqual(
    expect.arrayContaining([
      { what: 'order-router', state: 'ill', detail: 'not ready: postgresql: refused.' },
      { what: 'Kafka', state: 'ill', detail: expect.stringContaining('joorctl topics apply') },
      { what: 'East (con_1): JOOR', state: 'ill', detail: 'JOOR refuses the token: enter a new one.' },
    ]),
  );
});

it('says which connections do not deliver at the moment', async () => {
  const health = [
    { connectionId: 'con_1', status: 'unauthorized', message: 'Enter a new token.' },
    { connectionId: 'con_2', status: 'ok', message: '' },
  ];
  const { code, out } = await doctor({
    settings: SETTINGS,
    poller: READY,
    router: { ...READY, ...check(true, 'fine'), 'GET /v1/connections/health': { body: health } },
  });
  expect(code).toBe(1);
  expect(out).toMatch(/FAIL +con_1: deliveries +unauthorized: Enter a new token\./);
  expect(out).not.toMatch(/con_2: deliveries/);
});

it('says that stock waits for a person', async () => {
  const run = { id: 'run-1', world: 'production', state: 'waiting-for-approval', reason: 'It is the first.' };
  const { code, out } = await doctor({
    settings: {
      ...SETTINGS,
      'GET /v1/connections/con_1/settings': { body: { settings: { 'inventory.schedule': 'Hourly' } } },
    },
    poller: READY,
    router: { ...READY, ...check(true, 'fine') },
    inventory: { ...READY, 'GET /v1/inventory/runs': { body: { items: [run], next: null } } },
  });
  expect(code).toBe(1);
  expect(out).toMatch(/WAIT +East \(con_1\): inventory +run run-1 waits for approval: It is the first\./);
});

it('tells a connection that a service does not know yet from a check that it does not have', async () => {
  const unknown = { status: 404, body: { title: 'Not found', detail: 'There is no such connection.' } };
  const { out } = await doctor({
    settings: SETTINGS,
    poller: READY,
    router: { ...READY, 'POST /v1/connections/con_1/check': unknown },
  });
  expect(out).toMatch(/FAIL +East \(con_1\): warehouse +order-router does not know this connection yet/);
});

it('says what a check that fails said, and does not call for a connection that is switched off', async () => {
  const installation = await fakeInstallation({
    settings: SETTINGS,
    poller: { ...READY, 'POST /v1/connections/con_1/check': { status: 500, body: { detail: 'It broke.' } } },
    router: { ...READY, ...check(true, 'fine') },
  });
  const { code, out } = await installation.joorctl('doctor', ...outside());
  const called = [...installation.poller.asked, ...installation.router.asked].map(({ path }) => path);
  await installation.close();
  expect(code).toBe(1);
  expect(out).toMatch(/FAIL +East \(con_1\): JOOR +joor-poller answered 500: It broke\./);
  expect(called.filter((path) => path.endsWith('/check'))).toEqual([
    '/v1/connections/con_1/check',
    '/v1/connections/con_1/check',
  ]);
});

it('looks at the services although there is no key yet, and says where it is missing', async () => {
  const installation = await fakeInstallation({ settings: READY, poller: READY, router: READY });
  const { settings, poller, router } = installation;
  const directory = mkdtempSync(join(tmpdir(), 'joorctl-doctor-'));
  const config = join(directory, 'joorctl.json');
  const urls = { settingsUrl: settings.url, pollerUrl: poller.url, routerUrl: router.url };
  writeFileSync(config, JSON.stringify({ ...urls, apiKeyFile: 'first-api-key' }));
  const { code, out } = await commandLine('doctor', '--config', config, ...outside());
  await installation.close();
  rmSync(directory, { recursive: true });
  expect(code).toBe(1);
  expect(out).toMatch(/ok +order-router +ready/);
  expect(out).toContain(`The API key cannot be read from ${join(directory, 'first-api-key')}`);
});

it('says when the API key is refused', async () => {
  const { code, out } = await doctor({
    settings: { ...READY, 'GET /v1/workspaces': { status: 401, body: {} } },
    poller: READY,
    router: READY,
  });
  expect(code).toBe(1);
  expect(out).toMatch(/FAIL +API key +settings-service refuses the API key: give a valid one/);
});

it('says which service is not there, and goes on', async () => {
  const { code, out } = await doctor({ settings: SETTINGS }, '--router-url', 'http://127.0.0.1:1');
  expect(code).toBe(1);
  expect(out).toMatch(
    /FAIL +order-router +order-router cannot be reached at http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)/,
  );
  expect(out).toMatch(/FAIL +joor-poller +/);
  expect(out).toMatch(/ok +API key/);
});

describe('PostgreSQL', () => {
  it('is told from something else that listens', async () => {
    const other = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await examineDatabase(`postgres://x@127.0.0.1:${port}/x`)).toMatchObject({
      state: 'ill',
      detail: expect.stringContaining('is no PostgreSQL server'),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('may be at an IPv6 address', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end('N')));
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await examineDatabase(`postgres://x@[::1]:${port}/x`)).toEqual({
      what: 'PostgreSQL',
      state: 'well',
      detail: `answers at [::1]:${port}`,
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it('is not there when a port takes the connection and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await examineDatabase(`postgres://x@127.0.0.1:${port}/x`, 100)).toMatchObject({
      state: 'ill',
      detail: `127.0.0.1:${port} does not answer: start it, or mend the address.`,
    });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  it.each([
    ['postgres://x@127.0.0.1:1/x', 'ill', 'ECONNREFUSED'],
    ['not an address', 'ill', 'write postgres://'],
    [null, 'not available', 'DATABASE_URL'],
  ])('%p is %s', async (url, state, words) => {
    expect(await examineDatabase(url)).toMatchObject({ state, detail: expect.stringContaining(words) });
  });
});
