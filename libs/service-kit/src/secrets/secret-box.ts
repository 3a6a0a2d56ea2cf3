import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedSecret } from '@joor-bridge/contracts';
import type { KeyRing } from './key-ring.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where a secret belongs; it opens nowhere else. */
export interface SecretPlace {
  readonly connectionId: string;
  readonly slot: string;
}

/**
 * Envelope encryption: each secret under a random data key of its own, that key under the installation's
 * newest key-encryption key. Both layers authenticate the place, the tag is at the end of each ciphertext.
 */
export class SecretBox {
  constructor(private readonly keys: KeyRing) {}

  seal(place: SecretPlace, plaintext: string): SealedSecret {
    const dataKey = randomBytes(32);
    const inner = encrypt(dataKey, place, Buffer.from(plaintext, 'utf8'));
    const outer = encrypt(this.keys.get(this.keys.newest), place, dataKey);
    return {
      v: 1,
      keyId: this.keys.newest,
      wrappedKey: outer.ciphertext,
      wrapNonce: outer.nonce,
      nonce: inner.nonce,
      ciphertext: inner.ciphertext,
    };
  }

  /** @throws when the key is not on the ring, or the secret was altered or belongs to another place */
  open(place: SecretPlace, sealed: SealedSecret): string {
    const key = this.keys.get(sealed.keyId);
    try {
      const dataKey = decrypt(key, place, sealed.wrapNonce, sealed.wrappedKey);
      return decrypt(dataKey, place, sealed.nonce, sealed.ciphertext).toString('utf8');
    } catch {
      throw new Error(
        `The secret ${place.slot} of connection ${place.connectionId} does not open: it was altered or copied from elsewhere. Store it again.`,
      );
    }
  }

  /** Whether an older key than the newest seals it. */
  isStale(sealed: SealedSecret): boolean {
    return sealed.keyId !== this.keys.newest;
  }

  /** The same secret under the newest key. @throws like `open` */
  reseal(place: SecretPlace, sealed: SealedSecret): SealedSecret {
    return this.seal(place, this.open(place, sealed));
  }
}

const associated = (place: SecretPlace): Buffer =>
  Buffer.from(JSON.stringify([place.connectionId, place.slot]));

function encrypt(key: Buffer, place: SecretPlace, plaintext: Buffer): { nonce: string; ciphertext: string } {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(associated(place));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), ciphertext: sealed.toString('base64') };
}

function decrypt(key: Buffer, place: SecretPlace, nonce: string, ciphertext: string): Buffer {
  const bytes = Buffer.from(ciphertext, 'base64');
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64'), options)
    .setAAD(associated(place))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]);
}
