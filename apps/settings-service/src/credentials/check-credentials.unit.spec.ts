import { CREDENTIAL_SLOTS } from '@joor-bridge/contracts';
import { ProblemException } from '@joor-bridge/service-kit';
import fc from 'fast-check';
import { endOf, readNewCredentials, readSlot } from './check-credentials.js';

describe('readSlot', () => {
  it('knows the four slots', () => {
    for (const slot of CREDENTIAL_SLOTS) expect(readSlot(slot)).toBe(slot);
  });
  it.each(['', 'joor', 'wms.staging', 'constructor', 'length', '0'])('knows no slot %j', (text) => {
    expect(() => readSlot(text)).toThrow('Not found');
  });
});

describe('readNewCredentials', () => {
  it('takes for a WMS slot what its connector takes', () => {
    const skubana = { kind: 'skubana', accessToken: 't' };
    expect(readNewCredentials('wms.production', 'skubana', skubana)).toEqual(skubana);
    expect(() => readNewCredentials('wms.production', 'generic', skubana)).toThrow();
  });

  it('takes for a JOOR slot either of JOOR’s kinds', () => {
    const token = { kind: 'joor-token', token: 't' };
    const grant = { kind: 'joor-password', clientId: 'a', clientSecret: 'b', username: 'c', password: 'd' };
    expect(readNewCredentials('joor.sandbox', 'generic', token)).toEqual(token);
    expect(readNewCredentials('joor.production', 'skubana', grant)).toEqual(grant);
  });

  it('never takes or repeats anything else', () => {
    const slots = fc.constantFrom(...CREDENTIAL_SLOTS);
    fc.assert(
      fc.property(
        slots,
        fc.oneof(fc.jsonValue(), fc.object({ maxDepth: 2 })),
        fc.uuid(),
        (slot, value, canary) => {
          const body = typeof value === 'object' && value !== null ? { ...value, canary } : canary;
          try {
            readNewCredentials(slot, 'generic', body);
            throw new Error('was taken');
          } catch (error) {
            expect(error).toBeInstanceOf(ProblemException);
            expect(JSON.stringify(error)).not.toContain(canary);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('endOf', () => {
  it('shows the last four characters of a long secret, of a short one nothing', () => {
    expect(endOf({ kind: 'joor-token', token: '0123456789abcdef' })).toBe('cdef');
    expect(endOf({ kind: 'joor-token', token: '0123456789abcde' })).toBe('');
    expect(endOf({ kind: 'skubana', accessToken: 'x'.repeat(20) })).toBe('xxxx');
    const grant = {
      clientId: 'i'.repeat(20),
      clientSecret: 's'.repeat(20),
      username: 'u',
      password: 'p'.repeat(20),
    };
    expect(endOf({ kind: 'joor-password', ...grant })).toBe('ssss');
    const signingSecret = `whsec_${'a'.repeat(24)}`;
    expect(endOf({ bearerToken: 'b'.repeat(20), kind: 'generic', signingSecret })).toBe('aaaa');
  });
});
