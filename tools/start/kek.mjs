import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';

/**
 * Makes the key that seals secrets, once; readable for its owner alone.
 *
 * @param {string} path
 */
export function ensureKek(path) {
  if (existsSync(path)) return;
  writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
}
