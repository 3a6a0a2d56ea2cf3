import { Value } from '@sinclair/typebox/value';
import { faults } from '../validation/faults.js';
import { CREDENTIAL_SLOTS, GenericCredentials, JoorCredentials, SkubanaCredentials } from './credentials.js';
import { SealedSecret } from './sealed-secret.js';

const WHSEC = `whsec_${'a'.repeat(32)}`;
const grant = { kind: 'joor-password', clientId: 'i', clientSecret: 's', username: 'u', password: 'p' };

const TAKEN = [
  ['a JOOR token', JoorCredentials, { kind: 'joor-token', token: 't' }],
  ['a JOOR token of 4,000', JoorCredentials, { kind: 'joor-token', token: 't'.repeat(4_000) }],
  ['a JOOR password grant', JoorCredentials, grant],
  ['a signing secret', GenericCredentials, { kind: 'generic', signingSecret: WHSEC }],
  ['a bearer token too', GenericCredentials, { kind: 'generic', signingSecret: WHSEC, bearerToken: 'b' }],
  ['a Skubana token', SkubanaCredentials, { kind: 'skubana', accessToken: 'a' }],
] as const;

const REFUSED = [
  ['a blank JOOR token', JoorCredentials, { kind: 'joor-token', token: '' }],
  ['a JOOR token of 4,001', JoorCredentials, { kind: 'joor-token', token: 't'.repeat(4_001) }],
  ['a JOOR token of another kind', JoorCredentials, { kind: 'token', token: 't' }],
  ['a token under the grant', JoorCredentials, { kind: 'joor-password', token: 't' }],
  ['half a grant', JoorCredentials, { ...grant, password: undefined }],
  ['a grant with more in it', JoorCredentials, { ...grant, scope: 'all' }],
  [
    'a signing secret without its prefix',
    GenericCredentials,
    { kind: 'generic', signingSecret: 'a'.repeat(32) },
  ],
  ['a short signing secret', GenericCredentials, { kind: 'generic', signingSecret: 'whsec_short' }],
  ['a signing secret not in base64', GenericCredentials, { kind: 'generic', signingSecret: `${WHSEC}!` }],
  ['a blank bearer token', GenericCredentials, { kind: 'generic', signingSecret: WHSEC, bearerToken: '' }],
  ['no Skubana token', SkubanaCredentials, { kind: 'skubana' }],
  ['credentials of another system', SkubanaCredentials, { kind: 'generic', signingSecret: WHSEC }],
] as const;

describe('credentials', () => {
  it.each(TAKEN)('may be %s', (_name, schema, value) => expect(faults(schema, value)).toEqual([]));

  it.each(REFUSED)('are not %s', (_name, schema, value) => {
    expect(Value.Check(schema, value)).toBe(false);
    expect(faults(schema, value).length).toBeGreaterThan(0);
  });

  it('have four slots, two of them for test mode', () => {
    expect(CREDENTIAL_SLOTS).toEqual(['joor.production', 'joor.sandbox', 'wms.production', 'wms.sandbox']);
    expect(CREDENTIAL_SLOTS.filter((slot) => slot.endsWith('.sandbox'))).toHaveLength(2);
  });
});

describe('a sealed secret', () => {
  const sealed = { v: 1, keyId: 'k', wrappedKey: 'w', wrapNonce: 'n', nonce: 'n', ciphertext: 'c' };

  it('has its key, both nonces and both ciphertexts', () => {
    expect(Value.Check(SealedSecret, sealed)).toBe(true);
    for (const part of Object.keys(sealed)) {
      expect(Value.Check(SealedSecret, { ...sealed, [part]: undefined })).toBe(false);
    }
  });

  it('is of version 1', () => expect(Value.Check(SealedSecret, { ...sealed, v: 2 })).toBe(false));
});
