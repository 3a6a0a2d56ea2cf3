import { CREDENTIAL_SLOTS } from '@joor-bridge/contracts';
import { connectors } from '@joor-bridge/wms';
import { credentialKinds, kindsFor, schemaOf } from './credential-kinds.js';

const SYSTEMS = Object.values(connectors);

describe('kinds of credentials', () => {
  it("are JOOR's two and one of each connector", () => {
    const systems = SYSTEMS.map(({ system }) => system);
    expect(Object.keys(credentialKinds)).toEqual(['joor-token', 'joor-password', ...systems]);
    for (const [kind, schema] of Object.entries(credentialKinds)) {
      expect([kind, schema.properties.kind.const]).toEqual([kind, kind]);
    }
  });

  it.each(SYSTEMS)('are those of JOOR, or of $system alone, by the slot', ({ system, credentials }) => {
    const taken = CREDENTIAL_SLOTS.map((slot) => Object.keys(kindsFor(slot, system)));
    const joor = ['joor-token', 'joor-password'];
    expect(taken).toEqual([joor, joor, [system], [system]]);
    expect(kindsFor('wms.sandbox', system)[system]).toBe(credentials);
  });

  it.each([
    undefined,
    null,
    'generic',
    {},
    { kind: 7 },
    { kind: 'constructor' },
    { kind: '__proto__' },
    { kind: ['generic'] },
  ])('do not include that of %j', (value) => {
    expect(schemaOf(credentialKinds, value)).toBeUndefined();
  });

  it('are told by their name', () => {
    expect(schemaOf(credentialKinds, { kind: 'skubana' })).toBe(connectors.skubana.credentials);
    expect(schemaOf(kindsFor('joor.sandbox', 'skubana'), { kind: 'skubana' })).toBeUndefined();
  });
});
