import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiKeyChanged, topics } from '@joor-bridge/contracts';
import { Database } from '@joor-bridge/persistence';
import { eventually } from '@joor-bridge/testing';
import { DataSource } from 'typeorm';
import { SettingsUnderTest } from '../testing/settings-under-test.js';
import { makeFirstApiKey } from './first-api-key.js';

describe('API keys', () => {
  let settings: SettingsUnderTest;
  let workspaceId: string;

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    workspaceId = await settings.aWorkspace();
  });
  afterAll(() => settings.stop());

  const make = (body: object, key?: string) =>
    settings.ask('POST /v1/api-keys', { body, ...(key ? { key } : {}) });

  /** Lets the time of a key be over. */
  const expire = (keyId: string) =>
    settings.service.app
      .get(Database)
      .pool.query("update api_keys set expires_at = now() - interval '1 second' where key_id = $1", [keyId]);

  it('are shown once, and open at once', async () => {
    const made = await make({ name: 'Dashboard', workspaceId });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Dashboard',
      workspaceId,
      expiresAt: null,
      createdBy: 'first key',
    });

    expect((await settings.ask('GET /v1/workspaces', { key: made.body.key })).status).toBe(200);
    const listed = await settings.ask('GET /v1/api-keys');
    expect(listed.body.map((one: { keyId: string }) => one.keyId)).toContain(made.body.keyId);
    expect(listed.text).not.toContain(made.body.key);
    expect(listed.text).not.toMatch(/[0-9a-f]{64}/);
  });

  it('close at once when they are revoked, or when their time is over', async () => {
    const made = await make({ name: 'short', workspaceId });
    expect((await settings.ask(`DELETE /v1/api-keys/${made.body.keyId}`)).status).toBe(204);
    expect((await settings.ask('GET /v1/workspaces', { key: made.body.key })).status).toBe(401);
    expect((await settings.ask(`DELETE /v1/api-keys/${made.body.keyId}`)).status).toBe(204);

    const expired = await make({ name: 'old', workspaceId, expiresAt: '2999-01-01T00:00:00Z' });
    expect((await settings.ask('GET /v1/workspaces', { key: expired.body.key })).status).toBe(200);
    await expire(expired.body.keyId);
    const answer = await settings.ask('GET /v1/workspaces', { key: expired.body.key });
    expect([answer.status, answer.body.detail]).toEqual([401, 'This API key has expired.']);
  });

  it('reach the other services by their topic, as a hash', async () => {
    const made = await make({ name: 'topical', workspaceId });
    const table = settings.service.bus.globalTable(topics.apiKeys, apiKeyChanged);
    await table.ready();
    const event = await eventually(() => table.get(made.body.keyId));
    expect(event).toMatchObject({
      name: 'topical',
      workspaceId,
      revokedAt: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });

    await settings.ask(`DELETE /v1/api-keys/${made.body.keyId}`);
    await eventually(() => table.get(made.body.keyId)?.revokedAt);
  });

  it('of a workspace make and see keys of that workspace only', async () => {
    const ours = await settings.aKey(workspaceId, 'ours');
    const other = await settings.aWorkspace('other');
    const theirs = await make({ name: 'theirs', workspaceId: other });

    expect((await make({ name: 'one more', workspaceId }, ours)).status).toBe(201);
    const all = await make({ name: 'all', workspaceId: null }, ours);
    expect([all.status, all.body.errors[0].field]).toEqual([403, 'workspaceId']);
    expect((await make({ name: 'x' }, ours)).status).toBe(403);
    expect((await make({ name: 'x', workspaceId: other }, ours)).status).toBe(404);
    expect((await settings.ask(`DELETE /v1/api-keys/${theirs.body.keyId}`, { key: ours })).status).toBe(404);
    const listed = await settings.ask('GET /v1/api-keys', { key: ours });
    expect(new Set(listed.body.map((one: { workspaceId: string }) => one.workspaceId))).toEqual(
      new Set([workspaceId]),
    );
    expect((await settings.ask('POST /v1/workspaces', { key: ours, body: { name: 'x' } })).status).toBe(403);
    expect(
      (await settings.ask(`DELETE /v1/workspaces/${workspaceId}`, { key: ours, ifMatch: 1 })).status,
    ).toBe(403);
  });

  it('cannot all be taken away: the last one of the installation stays', async () => {
    const { body } = await settings.ask('GET /v1/api-keys');
    const first = body.find((one: { name: string }) => one.name === 'first key');
    const refused = await settings.ask(`DELETE /v1/api-keys/${first.keyId}`);
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'This is the last working API key of the installation. Make another one first.',
    ]);
    const expired = await make({ name: 'no help', workspaceId: null, expiresAt: '2999-01-01T00:00:00Z' });
    await expire(expired.body.keyId);
    expect((await settings.ask(`DELETE /v1/api-keys/${first.keyId}`)).status).toBe(409);

    const second = await make({ name: 'second', workspaceId: null });
    expect((await settings.ask(`DELETE /v1/api-keys/${second.body.keyId}`)).status).toBe(204);
  });

  it('of the installation are never all revoked, not even at the same moment', async () => {
    const first = settings.firstKey.split('_')[1];
    for (let round = 0; round < 10; round += 1) {
      const other = await make({ name: 'the other', workspaceId: null });
      const answers = await Promise.all([
        settings.ask(`DELETE /v1/api-keys/${first}`),
        settings.ask(`DELETE /v1/api-keys/${other.body.keyId}`, { key: other.body.key }),
      ]);
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 204)).toHaveLength(1);
      expect([401, 409]).toContain(statuses.find((status) => status !== 204));
      await settings.service.app
        .get(Database)
        .pool.query('update api_keys set revoked_at = null where key_id = $1', [first]);
      await settings.ask(`DELETE /v1/api-keys/${other.body.keyId}`);
    }
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x', expiresAt: '2026-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: 'x', expiresAt: new Date().toISOString() }, 'expiresAt'],
    [{ name: 'x', expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ name: 'x', expiresAt: '2026-02-31T00:00:00Z' }, 'expiresAt'],
    [{ name: 'x', workspaceId: 7 }, 'workspaceId'],
    [{ name: 'x', hash: 'y' }, 'hash'],
  ])('are not made of %j', async (body, field) => {
    const answer = await make(body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });

  it('are 404 where there is none', async () => {
    for (const id of ['0000000000000000', 'x', '%00']) {
      expect((await settings.ask(`DELETE /v1/api-keys/${id}`)).status).toBe(404);
    }
    expect((await make({ name: 'x', workspaceId: 'wsp_00000000000000000000' })).status).toBe(404);
  });

  describe('the first one', () => {
    it('is made once, in a file for its owner only', async () => {
      const again = await SettingsUnderTest.boot(settings.database);
      expect(again.firstKey).toBe('');
      await again.service.close();
      expect(settings.firstKey).toMatch(/^jb_/);
      expect(settings.service.logLines.join('')).not.toContain(settings.firstKey);
    });

    it('is written so that nobody else can read it, over a file that everybody could', async () => {
      const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'key');
      writeFileSync(file, 'old', { mode: 0o644 });
      const { service, database } = await emptyInstallation(file);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      await service.close();
      await database.drop();
    });

    it('is not made when it cannot be handed over', async () => {
      const dataSource = settings.service.app.get(DataSource);
      await dataSource
        .transaction(async (manager) => {
          await manager.query('delete from api_keys');
          const fake = { transaction: (work: (m: typeof manager) => Promise<void>) => work(manager) };
          const making = makeFirstApiKey({
            dataSource: fake as unknown as DataSource,
            log: { info: () => {} } as never,
            file: '/nowhere/at/all',
            print: () => {},
          });
          await expect(making).rejects.toThrow(
            'The first API key cannot be written to /nowhere/at/all (ENOENT); correct BRIDGE_FIRST_API_KEY_FILE.',
          );
          throw new Error('undo');
        })
        .catch((error: Error) => expect(error.message).toBe('undo'));
    });

    it('is printed once where there is no file for it', async () => {
      const dataSource = settings.service.app.get(DataSource);
      let printed = '';
      await dataSource
        .transaction(async (manager) => {
          await manager.query('delete from api_keys');
          const fake = {
            transaction: (work: (m: typeof manager) => Promise<void>) => work(manager),
          } as unknown as DataSource;
          const options = {
            dataSource: fake,
            log: { info: () => {} } as never,
            file: null,
            print: (text: string) => (printed += text),
          };
          await makeFirstApiKey(options);
          await makeFirstApiKey(options);
          throw new Error('undo');
        })
        .catch((error: Error) => expect(error.message).toBe('undo'));
      expect(printed.match(/jb_[0-9a-f]{16}_\S{43}/g)).toHaveLength(1);
    });
  });
});

async function emptyInstallation(file: string) {
  const { freshDatabase } = await import('@joor-bridge/testing');
  const database = await freshDatabase(process.env.DATABASE_URL ?? '');
  const { service } = await SettingsUnderTest.boot(database, { BRIDGE_FIRST_API_KEY_FILE: file });
  return { service, database };
}
