import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKek } from './kek.mjs';

describe('ensureKek', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kek-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('makes 32 random bytes for the owner alone, once', () => {
    const path = join(directory, 'kek');
    ensureKek(path);
    const first = readFileSync(path, 'utf8');
    expect(Buffer.from(first.trim(), 'base64')).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    ensureKek(path);
    expect(readFileSync(path, 'utf8')).toBe(first);
  });
});
