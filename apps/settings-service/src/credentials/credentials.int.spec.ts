import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectionChanged, topics } from '@joor-bridge/contracts';
import { readConfig, SecretBox } from '@joor-bridge/service-kit';
import { testKek } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { A_CONNECTION, SettingsUnderTest } from '../testing/settings-under-test.js';

const SKUBANA = { system: 'skubana', url: null, sandboxUrl: null, options: { salesChannelId: 7 } };
const INSTALL = {
  environment: 'sandbox',
  code: 'the-code-of-the-install',
  redirectUri: 'https://brand.example/installed',
  appKey: 'app-key',
  appSecret: 'app-secret-hunter2',
};

describe('credentials', () => {
  let skubana: Server;
  let asked: { url: string; authorization: string }[];
  let answerWith: { status: number; body: string };
  let settings: SettingsUnderTest;
  let workspaceId: string;

  beforeAll(async () => {
    skubana = createServer((request, answer) => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization ?? '' });
      answer.writeHead(answerWith.status, { 'content-type': 'application/json' }).end(answerWith.body);
    });
    await new Promise<void>((resolve) => skubana.listen(0, '127.0.0.1', resolve));
    const appUrl = `http://127.0.0.1:${(skubana.address() as AddressInfo).port}`;
    settings = await SettingsUnderTest.start({
      SKUBANA_APP_URL: 'https://10.0.0.1',
      SKUBANA_SANDBOX_APP_URL: appUrl,
    });
    workspaceId = await settings.aWorkspace();
  });
  afterAll(async () => {
    await settings.stop();
    skubana.closeAllConnections();
    await new Promise((resolve) => skubana.close(resolve));
  });
  beforeEach(() => {
    asked = [];
    answerWith = { status: 200, body: '{"access_token":"sk-access-token-0123456789"}' };
  });

  const routeOf = async (change: object = {}) =>
    `/v1/connections/${await settings.aConnection(workspaceId, change)}/credentials`;

  it.each([
    ['joor.production', { kind: 'joor-token', token: 'joor-static-token-abcd' }, 'abcd'],
    [
      'joor.sandbox',
      {
        kind: 'joor-password',
        clientId: 'id',
        clientSecret: 'client-secret-0000wxyz',
        username: 'u',
        password: 'p',
      },
      'wxyz',
    ],
    ['wms.production', { kind: 'generic', signingSecret: `whsec_${'a'.repeat(28)}MNOP` }, 'MNOP'],
    ['wms.sandbox', { kind: 'generic', signingSecret: `whsec_${'b'.repeat(32)}`, bearerToken: 'x' }, 'bbbb'],
    ['joor.production', { kind: 'joor-token', token: 'short' }, ''],
  ])('stores %s and tells no more than its end', async (slot, credentials, endsWith) => {
    const route = await routeOf();
    const stored = await settings.ask(`PUT ${route}/${slot}`, { body: credentials, ifMatch: 1 });

    expect([stored.status, stored.headers.etag]).toEqual([200, '"2"']);
    const facts = stored.body.credentials.find((one: { slot: string }) => one.slot === slot);
    expect(facts).toEqual({
      slot,
      set: true,
      kind: credentials.kind,
      endsWith,
      changedAt: expect.any(String),
      changedBy: 'first key',
    });
    const listed = await settings.ask(`GET ${route}`);
    expect(listed.body).toEqual(stored.body);
    for (const [name, secret] of Object.entries(credentials)) {
      if (name !== 'kind' && secret.length > 4) expect(listed.text).not.toContain(secret);
    }
  });

  it('seals them for their place, and tells the others sealed', async () => {
    const route = await routeOf();
    await settings.ask(`PUT ${route}/wms.production`, {
      body: { kind: 'generic', signingSecret: `whsec_${'c'.repeat(32)}` },
      ifMatch: 1,
    });
    const connectionId = route.split('/')[3] ?? '';
    const table = settings.service.bus.globalTable(topics.connections, connectionChanged);
    await table.ready();

    const snapshot = await eventually(() =>
      table.get(connectionId)?.version === 2 ? table.get(connectionId) : null,
    );
    const { keyRing } = readConfig(
      {},
      { DATABASE_URL: settings.database.url, KAFKA_BROKERS: 'a:1', BRIDGE_KEK: testKek() },
    );
    const sealed = snapshot.credentials['wms.production'];
    if (!sealed) throw new Error('not there');
    const box = new SecretBox(keyRing);
    expect(JSON.parse(box.open({ connectionId, slot: 'wms.production' }, sealed))).toMatchObject({
      kind: 'generic',
    });
    expect(() => box.open({ connectionId, slot: 'wms.sandbox' }, sealed)).toThrow('does not open');
  });

  it('replaces and removes them, and the history says so without them', async () => {
    const route = await routeOf();
    const put = (token: string, ifMatch: number) =>
      settings.ask(`PUT ${route}/joor.production`, { body: { kind: 'joor-token', token }, ifMatch });
    await put('first-token-000000000', 1);
    await put('second-token-00000000', 2);
    const removed = await settings.ask(`DELETE ${route}/joor.production`, { ifMatch: 3 });
    expect(removed.body.credentials[0]).toMatchObject({
      slot: 'joor.production',
      set: false,
      kind: null,
      endsWith: null,
    });

    const versions = await settings.ask(`GET ${route.replace('/credentials', '/versions')}?limit=3`);
    expect(versions.body.map((one: { changes: unknown[] }) => one.changes)).toEqual([
      [{ field: 'credentials.joor.production', before: 'set', after: 'removed' }],
      [{ field: 'credentials.joor.production', before: 'set', after: 'replaced' }],
      [{ field: 'credentials.joor.production', before: 'not set', after: 'set' }],
    ]);
    expect(versions.text).not.toContain('token-0');
  });

  it.each<[string, unknown, string]>([
    ['joor.production', { kind: 'generic', signingSecret: `whsec_${'a'.repeat(32)}` }, 'kind'],
    ['wms.production', { kind: 'skubana', accessToken: 'hunter2-hunter2' }, 'kind'],
    ['wms.production', { kind: 'generic', signingSecret: 'hunter2-hunter2' }, 'signingSecret'],
    ['joor.production', { kind: 'joor-token', token: '' }, 'token'],
    ['joor.production', { kind: 'joor-token', token: 'hunter2-hunter2', more: 'hunter2-hunter2' }, 'more'],
    ['joor.production', { kind: 'joor-password', username: 'hunter2-hunter2' }, 'clientId'],
    ['joor.production', { token: 'hunter2-hunter2' }, 'kind'],
    ['joor.production', { kind: ['joor-token'] }, 'kind'],
  ])('refuses for %s %j, naming the field and never repeating it', async (slot, body, field) => {
    const answer = await settings.ask(`PUT ${await routeOf()}/${slot}`, { body, ifMatch: 1 });
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
    expect(answer.text).not.toContain('hunter2');
  });

  it('knows four slots', async () => {
    const route = await routeOf();
    const answer = await settings.ask(`PUT ${route}/wms.staging`, { body: { kind: 'generic' }, ifMatch: 1 });
    expect([answer.status, answer.body.detail]).toEqual([
      404,
      expect.stringContaining('joor.production, joor.sandbox'),
    ]);
    expect((await settings.ask(`DELETE ${route}/constructor`, { ifMatch: 1 })).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['another system', SKUBANA, 'destination.system'],
    ["somebody's own host", { ...A_CONNECTION.destination, url: 'http://127.0.0.1:4991' }, 'destination.url'],
  ])('are not handed to %s, unless whoever knows them stores them again', async (_, destination, field) => {
    const route = await routeOf();
    const credentials = { kind: 'generic', signingSecret: `whsec_${'a'.repeat(32)}` };
    await settings.ask(`PUT ${route}/wms.production`, { body: credentials, ifMatch: 1 });
    const move = (ifMatch: number) =>
      settings.ask(`PATCH ${route.replace('/credentials', '')}`, { body: { destination }, ifMatch });

    const refused = await move(2);
    expect([refused.status, refused.headers['content-type']]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(refused.body.errors).toEqual([{ field, message: expect.stringContaining('wms.production') }]);
    await settings.ask(`DELETE ${route}/wms.production`, { ifMatch: 2 });
    const moved = await move(3);
    expect(moved.body).toMatchObject({ destination, version: 4 });
    expect(moved.body.credentials[2]).toMatchObject({ slot: 'wms.production', set: false });
  });

  describe('of a Skubana app install', () => {
    const authorize = (route: string, change: object = {}, ifMatch: number | string = 1) =>
      settings.ask(`POST ${route}/wms/authorize`, { body: { ...INSTALL, ...change }, ifMatch });

    it('are exchanged for the access token, which is stored', async () => {
      const route = await routeOf({ destination: SKUBANA });
      const answer = await authorize(route);

      expect(answer.status).toBe(200);
      expect(answer.body.credentials[3]).toMatchObject({
        slot: 'wms.sandbox',
        set: true,
        kind: 'skubana',
        endsWith: '6789',
      });
      expect(asked).toHaveLength(1);
      expect(asked[0]?.url).toContain('code=the-code-of-the-install');
      expect(asked[0]?.authorization).toBe(
        `Basic ${Buffer.from('app-key:app-secret-hunter2').toString('base64')}`,
      );
    });

    it('are refused in Skubana’s words where it gives no token', async () => {
      answerWith = { status: 401, body: '{"error":"invalid_grant"}' };
      const answer = await authorize(await routeOf({ destination: SKUBANA }));
      expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'code']);
      expect(answer.body.errors[0].message).toContain('status 401');
      expect(answer.text).not.toContain('hunter2');
    });

    it('do not spend the code on a change that comes too late, or on another system', async () => {
      expect((await authorize(await routeOf({ destination: SKUBANA }), {}, 2)).status).toBe(412);
      expect((await authorize(await routeOf())).body.errors[0].field).toBe('destination.system');
      expect(asked).toEqual([]);
    });

    it('are asked for nowhere that the operator has not allowed', async () => {
      const answer = await authorize(await routeOf({ destination: SKUBANA }), { environment: 'production' });
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('not a public address')]);
    });

    it.each([
      { environment: 'staging' },
      { code: '' },
      { redirectUri: 'no address' },
      { appKey: 7 },
      { appSecret: undefined },
      { more: 1 },
    ])('are refused for a body with %j', async (change) => {
      const answer = await authorize(await routeOf({ destination: SKUBANA }), change);
      expect([answer.status, answer.body.errors[0].field]).toEqual([422, Object.keys(change)[0]]);
    });
  });

  it('need a connection that is there', async () => {
    const nowhere = '/v1/connections/con_00000000000000000000/credentials';
    const token = { kind: 'joor-token', token: 'joor-static-token-abcd' };
    const answers = [
      await settings.ask(`PUT ${nowhere}/joor.production`, { body: token, ifMatch: 1 }),
      await settings.ask(`DELETE ${nowhere}/joor.production`, { ifMatch: 1 }),
      await settings.ask(`POST ${nowhere}/wms/authorize`, { body: INSTALL, ifMatch: 1 }),
    ];
    expect(answers.map(({ status, body }) => [status, body.detail])).toEqual(
      answers.map(() => [404, 'There is no such connection.']),
    );
    expect(asked).toEqual([]);
  });
});
