import { type ConnectionSnapshot, connectionChanged, topics } from '@joor-bridge/contracts';
import { createBus, SILENT } from '@joor-bridge/messaging';
import { CallerIdentity, ConnectionsTable, KeyRing, type Log, SecretBox } from '@joor-bridge/service-kit';
import { type TestedService, testKek, testServers } from '@joor-bridge/service-kit/testing';
import { eventually, type FreshDatabase, freshDatabase, freshPrefix } from '@joor-bridge/testing';
import { DataSource } from 'typeorm';
import { Connection } from '../connections/connection.entity.js';
import { Connections } from '../connections/connections.js';
import { A_CONNECTION, SettingsUnderTest } from '../testing/settings-under-test.js';
import { resealCredentials } from './reseal-credentials.js';

const [OLD, NEW, WRONG] = [testKek('old'), testKek('new'), testKek('wrong')];
const TOKEN = 'joor-token-0123456789';
const INSTALLATION = new CallerIdentity('0', 'test', null);

/** A data source whose reader is overtaken by something that happens right after it has read. */
const readsThen = (real: DataSource, happens: () => Promise<void>): DataSource => {
  const find = async () => {
    const rows = await real.getRepository(Connection).find();
    await happens();
    return rows;
  };
  return { getRepository: () => ({ find }) } as unknown as DataSource;
};

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
    const connectionId = await aSealedToken(service, firstKey);
    await service.close();
    return connectionId;
  };

  /** A connection with one stored token, at version 2. */
  const aSealedToken = async ({ app }: TestedService, key: string): Promise<string> => {
    const headers = { authorization: `Bearer ${key}`, 'if-match': '"1"' };
    const post = async (url: string, payload: object) =>
      (await app.inject({ method: 'POST', url, headers, payload })).json();
    const { workspaceId } = await post('/v1/workspaces', { name: 'Maison' });
    const { connectionId } = await post(`/v1/workspaces/${workspaceId}/connections`, A_CONNECTION);
    const url = `/v1/connections/${connectionId}/credentials/joor.production`;
    const payload = { kind: 'joor-token', token: TOKEN };
    const stored = await app.inject({ method: 'PUT', url, headers, payload });
    expect(stored.statusCode).toBe(200);
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

  it('is done by several that start at the same moment', async () => {
    const connectionId = await installation();
    const started = await Promise.all([boot(`${NEW},${OLD}`), boot(`${NEW},${OLD}`), boot(`${NEW},${OLD}`)]);
    const seen = await asOthersSee(NEW, connectionId, 3);
    expect(seen).toMatchObject({ credentials: { token: TOKEN }, snapshot: { version: 3 } });
    await Promise.all(started.map(({ service }) => service.close()));
  });

  it('goes by how each connection stands when its turn comes', async () => {
    const { service, firstKey } = await boot(OLD);
    const headers = { authorization: `Bearer ${firstKey}`, 'if-match': '"2"' };
    const [changed, removed] = [await aSealedToken(service, firstKey), await aSealedToken(service, firstKey)];
    const url = (id: string) => `/v1/connections/${id}`;
    const connections = service.app.get(Connections);
    const box = new SecretBox(KeyRing.parse(`${NEW},${OLD}`));
    const between = async () => {
      const payload = { kind: 'joor-token', token: 'token-of-the-moment' };
      const slot = `${url(changed)}/credentials/joor.production`;
      await service.app.inject({ method: 'PUT', url: slot, headers, payload });
      await service.app.inject({ method: 'DELETE', url: url(removed), headers });
    };
    const dataSource = readsThen(service.app.get(DataSource), between);
    const logged: unknown[] = [];
    const log = { info: (facts: unknown) => logged.push(facts) } as unknown as Log;
    await resealCredentials({ dataSource, connections, box, log });

    const snapshot = await connections.get(changed, INSTALLATION);
    const sealed = snapshot.credentials['joor.production'];
    expect([snapshot.version, sealed?.keyId]).toEqual([4, KeyRing.parse(NEW).newest]);
    const place = { connectionId: changed, slot: 'joor.production' };
    expect(sealed && box.open(place, sealed)).toContain('token-of-the-moment');
    await expect(connections.get(removed, INSTALLATION)).rejects.toMatchObject({ status: 404 });
    expect(logged).toEqual([{ connections: 1 }]);
    await service.close();
  });

  it('fails with what goes wrong', async () => {
    const { service, firstKey } = await boot(OLD);
    await aSealedToken(service, firstKey);
    const change = () => Promise.reject(new Error('the database is away'));
    const box = new SecretBox(KeyRing.parse(`${NEW},${OLD}`));
    const log = { info: () => undefined } as unknown as Log;
    const dataSource = service.app.get(DataSource);
    const resealing = resealCredentials({ dataSource, connections: { change }, box, log });
    await expect(resealing).rejects.toThrow('the database is away');
    await service.close();
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
