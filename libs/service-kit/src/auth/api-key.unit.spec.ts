import { createHash } from 'node:crypto';
import { keyIdOf, matches, newApiKey } from './api-key.js';

describe('API keys', () => {
  it('carry their id, and match their hash only', () => {
    const [one, other] = [newApiKey(), newApiKey()];

    expect(one.key).toMatch(/^jb_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(keyIdOf(one.key)).toBe(one.keyId);
    expect(one.hash).toBe(createHash('sha256').update(one.key).digest('hex'));
    expect(matches(one.key, one.hash)).toBe(true);
    expect(matches(other.key, one.hash)).toBe(false);
    expect(matches(`${one.key.slice(0, -1)}!`, one.hash)).toBe(false);
  });

  it('are never alike', () => {
    const keys = Array.from({ length: 1_000 }, () => newApiKey());
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1_000);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(1_000);
  });

  it.each([
    '',
    'jb_',
    'jb_1234_secret',
    'JB_0123456789abcdef_x',
    `jb_0123456789abcdef_${'a'.repeat(44)}`,
    `xjb_0123456789abcdef_${'a'.repeat(43)}`,
  ])('takes %j for no key', (text) => {
    expect(keyIdOf(text)).toBeNull();
  });
});
