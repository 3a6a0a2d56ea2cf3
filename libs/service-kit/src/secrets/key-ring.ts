import { createHash } from 'node:crypto';

const KEY_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** The installation's key-encryption keys: the newest seals, all of them open. */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** Id of the key that seals: the first 8 hex digits of its SHA-256. */
  readonly newest: string;

  private constructor(keys: readonly Buffer[]) {
    this.keys = new Map(keys.map((key) => [keyId(key), key]));
    this.newest = [...this.keys.keys()][0] ?? '';
  }

  /**
   * Reads keys of 32 bytes in base64, newest first, separated by commas or line ends.
   * @throws a sentence that never repeats what was given
   */
  static parse(text: string): KeyRing {
    const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
    if (entries.length === 0) throw new Error('BRIDGE_KEK holds no key.');
    entries.forEach((entry, index) => {
      if (!BASE64.test(entry)) {
        throw new Error(
          `BRIDGE_KEK: key ${index + 1} is not ${KEY_BYTES} bytes in base64; make one with: openssl rand -base64 32.`,
        );
      }
    });
    return new KeyRing(entries.map((entry) => Buffer.from(entry, 'base64')));
  }

  get ids(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** @throws when the ring does not hold that key */
  get(id: string): Buffer {
    const key = this.keys.get(id);
    if (key) return key;
    throw new Error(
      `A secret is sealed under key ${id}, which is not among BRIDGE_KEK (${this.ids.join(', ')}). Add that key after the newest one, or store the secret again.`,
    );
  }
}

const keyId = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);
