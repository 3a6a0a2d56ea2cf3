import { randomBytes } from 'node:crypto';
import type { SealedSecret } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { KeyRing } from './key-ring.js';
import { SecretBox } from './secret-box.js';

const newKey = () => randomBytes(32).toString('base64');
const place = { connectionId: 'con_1', slot: 'wms.production' };

describe('SecretBox', () => {
  const key = newKey();
  const box = new SecretBox(KeyRing.parse(key));

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect(box.open(place, box.seal(place, text))).toBe(text);
      }),
    );
  });

  it('never seals twice alike, and shows nothing of the text', () => {
    const a = box.seal(place, 'hunter2-hunter2-hunter2');
    const b = box.seal(place, 'hunter2-hunter2-hunter2');
    expect(new Set([a.nonce, b.nonce, a.wrapNonce, b.wrapNonce]).size).toBe(4);
    expect(a.ciphertext).not.toBe(b.ciphertext);
    expect(Buffer.from(a.ciphertext, 'base64').toString('latin1')).not.toContain('hunter2');
  });

  it('opens nowhere but in its place', () => {
    const sealed = box.seal(place, 'text');
    expect(() => box.open({ ...place, connectionId: 'con_2' }, sealed)).toThrow('does not open');
    expect(() => box.open({ ...place, slot: 'wms.sandbox' }, sealed)).toThrow('does not open');
    expect(() => box.open({ connectionId: 'con_1wms', slot: '.production' }, sealed)).toThrow(
      'does not open',
    );
  });

  it('refuses every ciphertext with one flipped bit', () => {
    const sealed = box.seal(place, 'a secret of some length');
    const fields = ['wrappedKey', 'wrapNonce', 'nonce', 'ciphertext'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat(), (field, at) => {
        expect(() => box.open(place, flipped(sealed, field, at))).toThrow('does not open');
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses a shortened tag', () => {
    const sealed = box.seal(place, 'text');
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    const cut = { ...sealed, ciphertext: bytes.subarray(0, 4).toString('base64') };
    expect(() => box.open(place, cut)).toThrow('does not open');
  });

  it('opens with every key of the ring and seals with the newest', () => {
    const old = box.seal(place, 'text');
    const rotated = new SecretBox(KeyRing.parse(`${newKey()}\n${key}\n`));

    expect(rotated.open(place, old)).toBe('text');
    expect(rotated.isStale(old)).toBe(true);
    const resealed = rotated.reseal(place, old);
    expect(rotated.isStale(resealed)).toBe(false);
    expect(() => box.open(place, resealed)).toThrow(
      /sealed under key [0-9a-f]{8}, which is not among BRIDGE_KEK/,
    );
  });
});

describe('KeyRing', () => {
  it('takes keys separated by commas, spaces and lines', () => {
    const keys = [newKey(), newKey(), newKey()];
    expect(KeyRing.parse(`${keys[0]}, ${keys[1]}\n${keys[2]}\n`).ids).toHaveLength(3);
  });

  it.each(['', ' \n', 'short', `${newKey()},hunter2`, Buffer.alloc(31).toString('base64')])(
    'refuses %j without repeating it',
    (text) => {
      let message = '';
      try {
        KeyRing.parse(text);
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/BRIDGE_KEK/);
      expect(message).not.toContain('hunter2');
    },
  );
});

function flipped(
  sealed: SealedSecret,
  field: 'wrappedKey' | 'wrapNonce' | 'nonce' | 'ciphertext',
  at: number,
) {
  const bytes = Buffer.from(sealed[field], 'base64');
  const bit = at % (bytes.length * 8);
  bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return { ...sealed, [field]: bytes.toString('base64') };
}
