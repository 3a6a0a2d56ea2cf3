import { type ConnectionSnapshot, connectionChanged, topics } from '@joor-bridge/contracts';
import { createBus, SILENT } from '@joor-bridge/messaging';
import { ConnectionsTable, KeyRing, SecretBox } from '@joor-bridge/service-kit';
import { testKek, testServers } from '@joor-bridge/service-kit/testing';
import { eventually, type FreshDatabase, freshDatabase, freshPrefix } from '@joor-bridge/testing';
import { SettingsUnderTest } from '../testing/settings-under-test.js';

const [OLD, NEW, WRONG] = [testKek('old'), testKek('new'), testKek('wrong')];
const TOKEN = 'joor-token-0123456789';

describe('changing the key that seals secrets', () => {
  let database: FreshDatabase;
  let prefix: string;

  beforeEach(async () => {
    database = await freshDatabase(testServers().databaseUrl);
    prefix = freshPrefix();
  });
  afterEach(() => database.drop());

  const boot = (kek: string) => SettingsUnderTest.boot(database, { BRIDGE_KEK: kek, KAFKA_PREFIX: prefix });

  /** An installation under the old key with one stored token. */
  const installation = async (): Promise<string> => {
    const { service, firstKey } = await boot(OLD);
    const headers = { authorization: `Bearer ${firstKey}`, 'if-match': '"1"' };
    const post = async (url: string, payload: object) =>
      (await service.app.inject({ method: 'POST', url, headers, payload })).json();
    const { workspaceId } = await post('/v1/workspaces', { name: 'Maison' });
    const destination = { system: 'generic', url: 'http://127.0.0.1:4990', sandboxUrl: null, options: {} };
    const { connectionId } = await post(`/v1/workspaces/${workspaceId}/connections`, {
      name: 'a',
      joorAccount: '1',
      destination,
    });
    const url = `/v1/connections/${connectionId}/credentials/joor.production`;
    const stored = await service.app.inject({
      method: 'PUT',
      url,
      headers,
      payload: { kind: 'joor-token', token: TOKEN },
    });
    expect(stored.statusCode).toBe(200);
    await service.close();
    return connectionId;
  };

  /** What another service reads from the topic, opened with its own keys. */
  const asOthersSee = async (kek: string, connectionId: string, version: number) => {
    const bus = createBus({
      brokers: testServers().kafkaBrokers.split(','),
      prefix,
      clientId: 'other',
      log: SILENT,
    });
    try {
      const table = new ConnectionsTable(bus, new SecretBox(KeyRing.parse(kek)));
      await table.ready();
      const snapshot = await eventually((): ConnectionSnapshot | null => {
        const seen = table.get(connectionId);
        return seen && seen.version >= version ? seen : null;
      });
      return { snapshot, credentials: table.openCredentials(snapshot, 'joor.production') };
    } finally {
      await bus.close();
    }
  };

  it('reseals everything at the next start, after which the old key can go', async () => {
    const connectionId = await installation();
    await expect(asOthersSee(OLD, connectionId, 2)).resolves.toMatchObject({ credentials: { token: TOKEN } });

    const both = await boot(`${NEW},${OLD}`);
    const seen = await asOthersSee(NEW, connectionId, 3);
    expect(seen.credentials).toEqual({ kind: 'joor-token', token: TOKEN });
    expect(seen.snapshot).toMatchObject({ version: 3, updatedBy: 'key rotation' });
    await both.service.close();

    const newOnly = await boot(NEW);
    await newOnly.service.close();
    await expect(boot(OLD)).rejects.toThrow('BRIDGE_KEK is not the key of this installation');
  });

  it('does nothing where there is nothing to reseal', async () => {
    const connectionId = await installation();
    const again = await boot(OLD);
    await again.service.close();
    expect((await asOthersSee(OLD, connectionId, 2)).snapshot.version).toBe(2);
  });

  it('refuses to start with keys that are not those of the installation, naming the one it wants', async () => {
    const connectionId = await installation();
    const id = KeyRing.parse(OLD).newest;

    await expect(boot(WRONG)).rejects.toThrow(
      `BRIDGE_KEK is not the key of this installation: its secrets are sealed under key ${id}.`,
    );
    await expect(boot(`${WRONG},${NEW}`)).rejects.toThrow('BRIDGE_KEK is not the key of this installation');
    expect((await asOthersSee(OLD, connectionId, 2)).credentials).toMatchObject({ token: TOKEN });
    expect(topics.connections.events[0]).toBe(connectionChanged);
  });
});
