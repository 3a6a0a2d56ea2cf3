import { type ConnectionSnapshot, connectionChanged, topics } from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { aConnectionSnapshot, eventually, freshPrefix } from '@joor-bridge/testing';
import { KeyRing } from '../secrets/key-ring.js';
import { SecretBox } from '../secrets/secret-box.js';
import { testKek } from '../testing/boot-for-test.js';
import { testServers } from '../testing/test-servers.js';
import { ConnectionsTable } from './connections-table.js';

describe('ConnectionsTable', () => {
  const box = new SecretBox(KeyRing.parse(testKek()));
  const prefix = freshPrefix();
  const open: Bus[] = [];

  const aBus = () => {
    const bus = createBus({
      brokers: testServers().kafkaBrokers.split(','),
      prefix,
      clientId: 'test',
      log: SILENT,
    });
    open.push(bus);
    return bus;
  };
  const publish = (bus: Bus, snapshot: ConnectionSnapshot) =>
    bus.publish(topics.connections, [
      { key: snapshot.connectionId, type: connectionChanged.type, value: snapshot },
    ]);

  beforeAll(() => provisionTopics(aBus()));
  afterAll(() => Promise.all(open.map((bus) => bus.close())));

  it('does not go back to an older version that comes once more', async () => {
    const bus = aBus();
    for (const version of [5, 6, 5]) {
      await publish(bus, aConnectionSnapshot({ connectionId: 'con_again', version }));
    }
    const table = new ConnectionsTable(aBus(), box);
    await table.ready();
    expect(table.get('con_again')?.version).toBe(6);
    await bus.publish(topics.connections, [{ key: 'con_again', type: connectionChanged.type, value: null }]);
    await eventually(() => table.get('con_again') === undefined);
  });

  it('has every connection as it stands once it is ready, and follows', async () => {
    const bus = aBus();
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_a', version: 1 }));
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_a', version: 2 }));
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_b' }));
    const table = new ConnectionsTable(aBus(), box);
    await table.ready();

    expect(table.get('con_a')?.version).toBe(2);
    expect(
      table
        .all()
        .map(({ connectionId }) => connectionId)
        .sort(),
    ).toEqual(['con_a', 'con_b']);
    expect(table.get('con_c')).toBeUndefined();

    const changes: [string, number | null][] = [];
    const end = table.onChange((id, snapshot) => changes.push([id, snapshot?.version ?? null]));
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_a', version: 3 }));
    await bus.publish(topics.connections, [{ key: 'con_b', type: connectionChanged.type, value: null }]);
    await eventually(() => changes.length === 2);
    expect(changes).toEqual([
      ['con_a', 3],
      ['con_b', null],
    ]);
    expect(table.get('con_b')).toBeUndefined();
    end();
  });

  it('keeps a connection as it was where a later snapshot cannot be read', async () => {
    const bus = aBus();
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_k', version: 1 }));
    const unreadable = { ...aConnectionSnapshot({ connectionId: 'con_k' }), version: 'two' };
    const { type } = connectionChanged;
    await bus.publish(topics.connections, [{ key: 'con_k', type, value: unreadable }]);
    const late = new ConnectionsTable(aBus(), box);
    await late.ready();
    expect(late.get('con_k')?.version).toBe(1);

    await bus.publish(topics.connections, [{ key: 'con_k', type, value: { of: 'another kind' } }]);
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_l' }));
    await eventually(() => late.get('con_l'));
    expect(late.get('con_k')?.version).toBe(1);
    await publish(bus, aConnectionSnapshot({ connectionId: 'con_k', version: 4 }));
    await eventually(() => late.get('con_k')?.version === 4);
  });

  it('opens the credentials of a slot, in that slot of that connection only', () => {
    const table = new ConnectionsTable(aBus(), box);
    const place = { connectionId: 'con_a', slot: 'joor.production' };
    const sealed = box.seal(place, JSON.stringify({ kind: 'joor-token', token: 'canary' }));
    const snapshot = aConnectionSnapshot({
      connectionId: 'con_a',
      credentials: { 'joor.production': sealed },
    });

    expect(table.openCredentials(snapshot, 'joor.production')).toEqual({
      kind: 'joor-token',
      token: 'canary',
    });
    expect(table.openCredentials(snapshot, 'joor.sandbox')).toBeNull();
    const moved = { ...snapshot, credentials: { 'joor.sandbox': sealed } };
    expect(() => table.openCredentials(moved, 'joor.sandbox')).toThrow('does not open');
    expect(() => table.openCredentials({ ...snapshot, connectionId: 'con_b' }, 'joor.production')).toThrow(
      'does not open',
    );
  });

  it('says which key is missing when it cannot open', () => {
    const other = new SecretBox(KeyRing.parse(testKek('other')));
    const sealed = other.seal({ connectionId: 'con_1', slot: 'joor.sandbox' }, '{}');
    const snapshot = aConnectionSnapshot({ credentials: { 'joor.sandbox': sealed } });
    expect(() => new ConnectionsTable(aBus(), box).openCredentials(snapshot, 'joor.sandbox')).toThrow(
      `sealed under key ${sealed.keyId}, which is not among BRIDGE_KEK`,
    );
  });
});
