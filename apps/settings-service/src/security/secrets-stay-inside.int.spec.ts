import { randomBytes } from 'node:crypto';
import { connectionChanged, topics } from '@joor-bridge/contracts';
import { readTopic } from '@joor-bridge/messaging';
import { Database } from '@joor-bridge/persistence';
import { eventually } from '@joor-bridge/testing';
import { SettingsUnderTest } from '../testing/settings-under-test.js';

/** A secret as it could be found again: plain, base64, hex, percent-encoded. */
const spellings = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
  [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
];

describe('secrets stay inside', () => {
  let settings: SettingsUnderTest;
  const canaries: string[] = [];
  const canary = () => {
    const secret = `canary${randomBytes(18).toString('hex')}`;
    canaries.push(secret);
    return secret;
  };

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    const workspaceId = await settings.aWorkspace();
    for (let n = 0; n < 8; n += 1) await fill(await settings.aConnection(workspaceId));
  });
  afterAll(() => settings.stop());

  const fill = async (connectionId: string) => {
    const route = `/v1/connections/${connectionId}/credentials`;
    const put = (slot: string, body: object, ifMatch: number) =>
      settings.ask(`PUT ${route}/${slot}`, { body, ifMatch });
    await put('joor.production', { kind: 'joor-token', token: canary() }, 1);
    await put(
      'joor.sandbox',
      {
        kind: 'joor-password',
        clientId: canary(),
        clientSecret: canary(),
        username: canary(),
        password: canary(),
      },
      2,
    );
    await put(
      'wms.production',
      { kind: 'generic', signingSecret: `whsec_${canary()}`, bearerToken: canary() },
      3,
    );
    // and along every way that fails
    await put('wms.production', { kind: 'generic', signingSecret: canary() }, 4);
    await put('wms.production', { kind: 'generic', signingSecret: `whsec_${canary()}` }, 1);
    await put('nowhere', { kind: 'joor-token', token: canary() }, 4);
    await put('joor.production', { kind: 'joor-token', token: canary(), [canary()]: 1 }, 4);
    await settings.ask(`PUT ${route}/joor.production`, {
      body: `{"kind":"joor-token","token":"${canary()}"`,
      ifMatch: 4,
    });
    const install = {
      environment: 'sandbox',
      code: canary(),
      redirectUri: 'https://a.example',
      appKey: canary(),
      appSecret: canary(),
    };
    await settings.ask(`POST ${route}/wms/authorize`, { body: install, ifMatch: 4 });
    await settings.ask('GET /v1/workspaces', { key: `jb_${canary()}` });
  };

  const expectNone = (text: string) => {
    const lower = text.toLowerCase();
    const found = [settings.firstKey, ...canaries].filter((secret) =>
      spellings(secret).some((spelling) => lower.includes(spelling.toLowerCase())),
    );
    expect(found).toEqual([]);
  };

  it('has planted enough', () => {
    expect(canaries.length).toBeGreaterThan(100);
  });

  it('out of every table of the database', async () => {
    const { pool } = settings.service.app.get(Database);
    const tables = await pool.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.rows.length).toBeGreaterThanOrEqual(7);
    for (const { name } of tables.rows) {
      const { rows } = await pool
        .query(`select to_jsonb(t)::text as row from (select * from ${name}) t`)
        .catch(() => pool.query(`select row_to_json(t)::text as row from ${name} t`));
      expectNone(rows.map(({ row }) => row).join('\n'));
    }
  });

  it('out of the topics', async () => {
    const { bus } = settings.service;
    const { pool } = settings.service.app.get(Database);
    await eventually(async () => (await pool.query('select 1 from outbox limit 1')).rowCount === 0);
    let records = 0;
    for (const topic of [topics.connections, topics.apiKeys]) {
      for await (const record of readTopic(bus, topic)) {
        records += 1;
        const { key, value, headers } = record.message;
        expectNone([key, value, ...Object.values(headers ?? {})].map(String).join('\n'));
      }
    }
    expect(records).toBeGreaterThan(20);
    expect(connectionChanged.type).toBe('settings.connection.changed.v1');
  });

  it('out of the log, at its most talkative', () => {
    const log = settings.service.logLines.join('');
    expect(log.length).toBeGreaterThan(0);
    expectNone(log);
  });

  it('out of every answer', async () => {
    const workspaces = await settings.ask('GET /v1/workspaces');
    const texts = [workspaces.text, (await settings.ask('GET /v1/api-keys')).text];
    for (const { workspaceId } of workspaces.body) {
      const list = await settings.ask(`GET /v1/workspaces/${workspaceId}/connections`);
      texts.push(list.text);
      for (const { connectionId } of list.body) {
        for (const part of ['', '/settings', '/versions', '/credentials']) {
          texts.push((await settings.ask(`GET /v1/connections/${connectionId}${part}`)).text);
        }
      }
    }
    expect(texts.length).toBeGreaterThan(30);
    expectNone(texts.join('\n'));
  });
});
