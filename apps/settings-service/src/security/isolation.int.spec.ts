import { readFile } from 'node:fs/promises';
import { A_CONNECTION, type Answer, SettingsUnderTest } from '../testing/settings-under-test.js';

/** Routes that are the same for everybody who has a key. */
const SHARED = new Set(['GET /v1/destinations', 'GET /v1/settings/declarations']);
/** Routes without an id, which show each caller its own. */
const OWN = new Set(['GET /v1/workspaces', 'GET /v1/api-keys']);

const openapi = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8'));
const routes = Object.entries<object>(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('isolation of workspaces, route by route', () => {
  let settings: SettingsUnderTest;
  let ours: { workspaceId: string; connectionId: string; key: string; keyId: string };
  let theirs: typeof ours;
  let installation: string;

  const aTenant = async (name: string) => {
    const workspaceId = await settings.aWorkspace(name);
    const connectionId = await settings.aConnection(workspaceId, { name: `of ${name}` });
    const key = await settings.aKey(workspaceId, `key of ${name}`);
    return { workspaceId, connectionId, key, keyId: key.split('_')[1] ?? '' };
  };

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    installation = await settings.aKey(null, 'another of the installation');
  });
  afterAll(() => settings.stop());
  beforeEach(async () => {
    [ours, theirs] = [await aTenant('ours'), await aTenant('theirs')];
  });

  const ask = (route: string, target: typeof ours, key: string | null): Promise<Answer> => {
    const filled = route
      .replace('{workspaceId}', target.workspaceId)
      .replace('{connectionId}', target.connectionId)
      .replace('{keyId}', target.keyId)
      .replace('{slot}', 'joor.production');
    return settings.ask(filled, { key, body: bodyFor(route, target), ifMatch: 1 });
  };
  const versionOf = async (target: typeof ours) =>
    (await settings.ask(`GET /v1/connections/${target.connectionId}`)).body.version;

  it('looks at every route there is', () => {
    expect(routes).toHaveLength(22);
  });

  it.each(routes)('%s needs a key', async (route) => {
    const answer = await ask(route, ours, null);
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await versionOf(ours)).toBe(1);
  });

  it.each(routes)('%s lets a workspace have its own', async (route) => {
    const answer = await ask(route, ours, ours.key);
    const mayNot = route === 'POST /v1/workspaces' || route === 'DELETE /v1/workspaces/{workspaceId}';
    if (mayNot) expect(answer.status).toBe(403);
    else if (route.endsWith('/authorize')) expect(answer.body.errors[0].field).toBe('destination.system');
    else expect(answer.status).toBeLessThan(300);
  });

  it.each(routes)("%s shows and changes nothing of another workspace's", async (route) => {
    const answer = await ask(route, theirs, ours.key);

    expect(answer.text).not.toContain(theirs.workspaceId);
    expect(answer.text).not.toContain('of theirs');
    expect(await versionOf(theirs)).toBe(1);
    expect((await settings.ask('GET /v1/workspaces', { key: theirs.key })).status).toBe(200);
    if (SHARED.has(route) || OWN.has(route)) expect(answer.status).toBe(200);
    else if (route === 'POST /v1/workspaces') expect(answer.status).toBe(403);
    else expect(answer.status).toBe(404);
  });

  it.each(routes)('%s is open to the installation', async (route) => {
    const answer = await ask(route, ours, installation);
    if (route === 'DELETE /v1/workspaces/{workspaceId}') expect(answer.status).toBe(409);
    else if (route.endsWith('/authorize')) expect(answer.status).toBe(422);
    else expect(answer.status).toBeLessThan(300);
  });

  it("answers for another's id exactly as for one that does not exist", async () => {
    const nobody = {
      ...theirs,
      workspaceId: 'wsp_00000000000000000000',
      connectionId: 'con_00000000000000000000',
      keyId: '0000000000000000',
    };
    for (const route of routes.filter((one) => one.includes('{'))) {
      const [foreign, missing] = [await ask(route, theirs, ours.key), await ask(route, nobody, ours.key)];
      expect([route, foreign.status, foreign.text]).toEqual([route, missing.status, missing.text]);
    }
  });
});

function bodyFor(route: string, target: { workspaceId: string }): unknown {
  if (/^(GET|DELETE)/.test(route)) return undefined;
  if (route.endsWith('/settings')) return { 'joor.orderStatus': 'Shipped' };
  if (route.endsWith('/connections')) return A_CONNECTION;
  if (route.endsWith('{connectionId}')) return { enabled: false };
  if (route.endsWith('{slot}')) return { kind: 'joor-token', token: 'x' };
  if (route.endsWith('/api-keys')) return { name: 'fresh', workspaceId: target.workspaceId };
  if (route.endsWith('/authorize')) {
    return {
      environment: 'sandbox',
      code: 'c',
      redirectUri: 'https://a.example/b',
      appKey: 'k',
      appSecret: 's',
    };
  }
  return { name: 'renamed' };
}
