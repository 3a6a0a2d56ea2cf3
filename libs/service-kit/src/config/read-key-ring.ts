import { readFileSync } from 'node:fs';
import { KeyRing } from '../secrets/key-ring.js';

const HOW_TO_MAKE_ONE = 'make one with: openssl rand -base64 32';

/** Reads the key-encryption keys from `BRIDGE_KEK` or the file named by `BRIDGE_KEK_FILE`, newest first. */
export function readKeyRing(
  env: Readonly<Record<string, string | undefined>>,
): { ring: KeyRing; faults: [] } | { ring: undefined; faults: string[] } {
  try {
    return { ring: KeyRing.parse(keyText(env)), faults: [] };
  } catch (error) {
    return { ring: undefined, faults: [error instanceof Error ? error.message : String(error)] };
  }
}

function keyText(env: Readonly<Record<string, string | undefined>>): string {
  if (env.BRIDGE_KEK) return env.BRIDGE_KEK;
  if (!env.BRIDGE_KEK_FILE) {
    throw new Error(
      `BRIDGE_KEK or BRIDGE_KEK_FILE must give the key that seals secrets; ${HOW_TO_MAKE_ONE}.`,
    );
  }
  try {
    return readFileSync(env.BRIDGE_KEK_FILE, 'utf8');
  } catch (error) {
    const code = Reflect.get(Object(error), 'code');
    throw new Error(`BRIDGE_KEK_FILE names a file that cannot be read (${code}).`);
  }
}
