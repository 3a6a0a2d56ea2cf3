import fc from 'fast-check';
import { CREDENTIAL_SLOTS } from '../credentials/credentials.js';
import { Malformed } from '../event/malformed.js';
import { defaultSettings, SETTING_KEYS } from '../settings/settings.js';
import { faults } from '../validation/faults.js';
import { connectionChanged, Destination, supersedesConnection } from './connection-snapshot.js';

const sealed = { v: 1 as const, keyId: 'k', wrappedKey: 'w', wrapNonce: 'n', nonce: 'n', ciphertext: 'c' };
const snapshot = {
  connectionId: 'con_a',
  workspaceId: 'wsp_a',
  name: 'Main',
  enabled: true,
  version: 1,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T00:00:00.123Z',
  updatedBy: 'key_1',
  joorAccount: '123',
  destination: { system: 'generic', url: 'https://wms.example/orders', sandboxUrl: null, options: {} },
  settings: defaultSettings(),
  credentials: { 'joor.production': sealed },
};
const decoded = (change: object) =>
  connectionChanged.decode(Buffer.from(JSON.stringify({ ...snapshot, ...change })));

describe('a connection as it stands', () => {
  it('travels whole', () => expect(decoded({})).toEqual(snapshot));

  it('may have a secret in each slot, or none', () => {
    const all = Object.fromEntries(CREDENTIAL_SLOTS.map((slot) => [slot, sealed]));
    expect(decoded({ credentials: all }).credentials).toEqual(all);
    expect(decoded({ credentials: {} }).credentials).toEqual({});
  });

  it.each([
    ['a version before the first', { version: 0 }],
    ['half a version', { version: 1.5 }],
    ['a secret that is not sealed', { credentials: { 'wms.production': 'hunter2' } }],
    ['a system nobody knows', { destination: { ...snapshot.destination, system: 'sap' } }],
    ['no settings at all', { settings: undefined }],
    ['a list of settings', { settings: [] }],
    ['an option nobody knows', { settings: { 'joor.orderStatus': 'Picked' } }],
    ['a setting that is null', { settings: { 'joor.testMode': null } }],
    ['a local time', { updatedAt: '2026-01-01T00:00:00+01:00' }],
  ])('is refused with %s', (_name, change) => {
    expect(() => decoded(change)).toThrow(Malformed);
  });

  it('says nothing of a secret that was not sealed', () => {
    expect(() => decoded({ credentials: { 'wms.production': 'hunter2' } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('which of two snapshots is believed', () => {
  it.each([
    [5, 6, true],
    [6, 6, true],
    [6, 5, false],
  ])('version %i, then %i: %p', (was, is, believed) => {
    expect(supersedesConnection(decoded({ version: was }), decoded({ version: is }))).toBe(believed);
  });
});

describe('a connection that another version told of', () => {
  it('has the defaults of settings that were declared later', () => {
    const { 'orders.editPolicy': _later, ...then } = defaultSettings();
    const told = decoded({ settings: { ...then, 'joor.testMode': 'Enabled' } });
    expect(told.settings).toEqual({ ...defaultSettings(), 'joor.testMode': 'Enabled' });
  });

  it('keeps settings and fields that are not known here, for those who know them', () => {
    const settings = { ...defaultSettings(), 'orders.splitBy': 'warehouse' };
    const destination = { ...snapshot.destination, region: 'eu' };
    expect(decoded({ settings, destination, later: 1 })).toEqual({
      ...snapshot,
      ...{ settings, destination, later: 1 },
    });
  });

  it('is read whichever settings it has, and has what was written and the defaults of the rest', () => {
    const unknown = fc.stringMatching(/^[a-z]{1,8}\.later[A-Z][a-z]{0,8}$/);
    fc.assert(
      fc.property(
        fc.subarray(SETTING_KEYS),
        fc.dictionary(unknown, fc.jsonValue(), { maxKeys: 4 }),
        (keys, later) => {
          const known = Object.fromEntries(keys.map((key) => [key, defaultSettings()[key]]));
          const written = { ...known, ...later, 'joor.warehouseCode': 'EAST' };
          const { settings } = decoded({ settings: written });
          expect(settings).toEqual(JSON.parse(JSON.stringify({ ...defaultSettings(), ...written })));
        },
      ),
    );
  });

  it('is filled in as a copy: a row that was read stays as it is', () => {
    const row = { ...snapshot, settings: {} };
    expect(connectionChanged.parse(row).settings).toEqual(defaultSettings());
    expect(row.settings).toEqual({});
  });
});

describe('a destination', () => {
  const destination = {
    system: 'skubana',
    url: null,
    sandboxUrl: null,
    options: { warehouse: 7, live: true },
  };

  it('may leave both addresses to the system', () => expect(faults(Destination, destination)).toEqual([]));

  it.each([
    ['options within options', { ...destination, options: { a: { b: 1 } } }],
    ['an address of 2,001', { ...destination, url: 'x'.repeat(2_001) }],
    ['a field of its own', { ...destination, port: 1 }],
    ['no address field', { ...destination, sandboxUrl: undefined }],
  ])('has not %s', (_name, value) => expect(faults(Destination, value)).not.toEqual([]));
});
