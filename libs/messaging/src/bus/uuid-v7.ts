import { randomFillSync } from 'node:crypto';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (byte = 0): string => HEX[byte & 0xff] ?? '00';
const pool = Buffer.alloc(5_120);
let used = pool.length;

/** A UUIDv7 (RFC 9562): 48 bits of epoch milliseconds, then 74 random ones. Random bytes are drawn in bulk. */
export function uuidV7(now = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += 10;
  const time = now.toString(16).padStart(12, '0');
  const version = hex(0x70 | ((pool[at] ?? 0) & 0x0f)) + hex(pool[at + 1]);
  const variant = hex(0x80 | ((pool[at + 2] ?? 0) & 0x3f)) + hex(pool[at + 3]);
  const tail =
    hex(pool[at + 4]) +
    hex(pool[at + 5]) +
    hex(pool[at + 6]) +
    hex(pool[at + 7]) +
    hex(pool[at + 8]) +
    hex(pool[at + 9]);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${tail}`;
}
