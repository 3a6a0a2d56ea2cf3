import { newId, readId } from './identifier.js';

describe('identifiers', () => {
  it('say what they are of, and are never alike', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('connection'));
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(readId('connection', id)).toBe(id);
    expect(newId('workspace')).toMatch(/^wsp_[0-9a-f]{20}$/);
  });

  it.each([
    '',
    'con_',
    'con_00000000000000000000 ',
    'CON_00000000000000000000',
    'con_0000000000000000000g',
    '\u0000',
    '%00',
    "' or 1=1",
  ])('cannot be %j, so there is no such thing', (text) => {
    expect(() => readId('connection', text)).toThrow('Not found');
  });

  it('of one kind are none of another', () => {
    expect(() => readId('workspace', newId('connection'))).toThrow('Not found');
  });
});
