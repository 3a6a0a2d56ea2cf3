import { defaultSettings, SETTING_KEYS, type SealedSecret } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { changesBetween } from './changes.js';
import type { ConnectionState } from './connection-state.js';

const sealed = (text: string): SealedSecret => ({
  v: 1,
  keyId: 'k',
  wrappedKey: 'w',
  wrapNonce: 'n',
  nonce: 'n',
  ciphertext: text,
});

const state = (change: Partial<ConnectionState> = {}): ConnectionState => ({
  name: 'a',
  enabled: true,
  joorAccount: '1',
  destination: { system: 'generic', url: 'https://wms.example', sandboxUrl: null, options: {} },
  settings: defaultSettings(),
  credentials: {},
  credentialFacts: {},
  ...change,
});

describe('changesBetween', () => {
  it('finds none between equal states', () => {
    expect(changesBetween(state(), structuredClone(state()))).toEqual([]);
  });

  it('tells everything of a connection that is new', () => {
    const fields = changesBetween(null, state()).map(({ field }) => field);
    expect(fields.slice(0, 4)).toEqual(['name', 'enabled', 'joorAccount', 'destination.system']);
    expect(fields).toContain('settings.joor.orderStatus');
    // what is null from the start has not changed
    expect(fields).not.toContain('destination.sandboxUrl');
    expect(fields).not.toContain('settings.orders.earliestDate');
  });

  it.each<[string, Partial<ConnectionState>, unknown, unknown]>([
    ['name', { name: 'b' }, 'a', 'b'],
    ['enabled', { enabled: false }, true, false],
    ['joorAccount', { joorAccount: '2' }, '1', '2'],
    ['destination.url', { destination: { ...state().destination, url: null } }, 'https://wms.example', null],
    [
      'destination.sandboxUrl',
      { destination: { ...state().destination, sandboxUrl: 'https://s' } },
      null,
      'https://s',
    ],
    ['destination.options.pace', { destination: { ...state().destination, options: { pace: 2 } } }, null, 2],
    ['credentials.wms.sandbox', { credentials: { 'wms.sandbox': sealed('a') } }, 'not set', 'set'],
  ])('tells a change of %s', (field, change, before, after) => {
    expect(changesBetween(state(), state(change))).toEqual([{ field, before, after }]);
  });

  it('tells an option that is gone', () => {
    const before = state({ destination: { ...state().destination, options: { pace: 2 } } });
    expect(changesBetween(before, state())).toEqual([
      { field: 'destination.options.pace', before: 2, after: null },
    ]);
  });

  it('tells of credentials that they were replaced or removed, and nothing of what they are', () => {
    const before = state({
      credentials: { 'joor.production': sealed('canary-1'), 'wms.production': sealed('canary-2') },
    });
    const after = state({ credentials: { 'joor.production': sealed('canary-3') } });
    const changes = changesBetween(before, after);
    expect(changes).toEqual([
      { field: 'credentials.joor.production', before: 'set', after: 'replaced' },
      { field: 'credentials.wms.production', before: 'set', after: 'removed' },
    ]);
    expect(JSON.stringify(changes)).not.toContain('canary');
  });

  it('names exactly the settings that differ', () => {
    fc.assert(
      fc.property(fc.subarray([...SETTING_KEYS]), (keys) => {
        const settings = {
          ...defaultSettings(),
          ...Object.fromEntries(keys.map((key) => [key, `changed ${key}`])),
        };
        const fields = changesBetween(state(), state({ settings })).map(({ field }) => field);
        expect(fields).toEqual(
          SETTING_KEYS.filter((key) => keys.includes(key)).map((key) => `settings.${key}`),
        );
      }),
    );
  });
});
