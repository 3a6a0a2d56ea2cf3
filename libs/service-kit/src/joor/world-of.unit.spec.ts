import { aConnectionSnapshot } from '@joor-bridge/testing';
import { creditAccount, worldOf } from './world-of.js';

const addresses = {
  joorApiUrl: 'https://api.jooraccess.com',
  joorTokenUrl: 'https://atlas.jooraccess.com/auth/',
  joorSandboxApiUrl: 'https://apisandbox.jooraccess.com',
  joorSandboxTokenUrl: 'https://atlas-sandbox.jooraccess.com/auth/',
};
const connection = (mode: 'Enabled' | 'Disabled') =>
  aConnectionSnapshot({ connectionId: 'con_9', settings: { 'joor.testMode': mode } });

test('in test mode everything is the sandbox: hosts and credentials', () => {
  expect(worldOf(connection('Enabled'), addresses)).toEqual({
    name: 'sandbox',
    apiUrl: 'https://apisandbox.jooraccess.com',
    tokenUrl: 'https://atlas-sandbox.jooraccess.com/auth/',
    slot: 'joor.sandbox',
  });
});

test('else everything is production', () => {
  expect(worldOf(connection('Disabled'), addresses)).toEqual({
    name: 'production',
    apiUrl: 'https://api.jooraccess.com',
    tokenUrl: 'https://atlas.jooraccess.com/auth/',
    slot: 'joor.production',
  });
});

test('a mode that nobody knows is never production', () => {
  const odd = connection('Enabled');
  const snapshot = { ...odd, settings: { ...odd.settings, 'joor.testMode': 'Maybe' as 'Enabled' } };
  expect(worldOf(snapshot, addresses).name).toBe('sandbox');
});

test('credits are counted by JOOR account and world; without an account id by connection', () => {
  const snapshot = connection('Disabled');
  expect(creditAccount(snapshot, 'production')).toBe('production:5001');
  expect(creditAccount({ ...snapshot, joorAccount: ' 5001 ' }, 'sandbox')).toBe('sandbox:5001');
  expect(creditAccount({ ...snapshot, joorAccount: ' ' }, 'production')).toBe('production:connection con_9');
});
