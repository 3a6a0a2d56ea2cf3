import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `jb_<key id>_<secret>`: 64 bits to find it by, 256 bits to prove it. */
const KEY = /^jb_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

export interface NewApiKey {
  readonly keyId: string;
  /** To be shown once; only its hash is kept. */
  readonly key: string;
  readonly hash: string;
}

export function newApiKey(): NewApiKey {
  const keyId = randomBytes(8).toString('hex');
  const key = `jb_${keyId}_${randomBytes(32).toString('base64url')}`;
  return { keyId, key, hash: hashOf(key).toString('hex') };
}

/** The id within a key; null for what is no key. */
export const keyIdOf = (key: string): string | null => KEY.exec(key)?.[1] ?? null;

/** Whether a key is the one that was hashed, in the same time for every answer. */
export const matches = (key: string, hash: string): boolean =>
  timingSafeEqual(hashOf(key), Buffer.from(hash, 'hex'));

/** The key has 256 random bits, so one plain hash is enough: there is nothing to guess. */
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
