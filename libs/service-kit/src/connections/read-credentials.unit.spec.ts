import { readCredentials } from './read-credentials.js';

const connection = {
  connectionId: 'con_1',
  destination: { system: 'skubana' as const, url: null, sandboxUrl: null, options: {} },
};

describe('readCredentials', () => {
  it('reads what a slot takes', () => {
    const token = { kind: 'joor-token', token: 't' };
    expect(readCredentials(connection, 'joor.sandbox', JSON.stringify(token))).toEqual(token);
    const skubana = { kind: 'skubana', accessToken: 'a' };
    expect(readCredentials(connection, 'wms.production', JSON.stringify(skubana))).toEqual(skubana);
  });

  it.each([
    ['wms.production', { kind: 'joor-token', token: 'hunter2' }],
    ['wms.production', { kind: 'generic', signingSecret: `whsec_${'a'.repeat(32)}` }],
    ['joor.production', { kind: 'skubana', accessToken: 'hunter2' }],
    ['joor.production', { kind: 'joor-token', token: 'hunter2', more: 1 }],
    ['joor.production', { kind: 'constructor' }],
    ['joor.production', 'hunter2'],
    ['joor.production', null],
  ] as const)('refuses %s = %j without repeating it', (slot, value) => {
    const read = () => readCredentials(connection, slot, JSON.stringify(value));
    expect(read).toThrow(`The credentials ${slot} of connection con_1 are not of kind`);
    expect(read).not.toThrow('hunter2');
  });

  it('refuses what is no JSON without repeating it', () => {
    const read = () => readCredentials(connection, 'joor.production', 'hunter2');
    expect(read).toThrow('The credentials joor.production of connection con_1 are not of kind');
    expect(read).not.toThrow('hunter2');
  });
});
