import { createRequire } from 'node:module';

interface Encoder {
  buf: Buffer;
  offset: number;
  ensureAvailable(length: number): void;
  writeUVarInt(value: number): Encoder;
}

const MAX_BYTES = 5;

const { prototype } = createRequire(import.meta.url)('kafkajs/src/protocol/encoder') as {
  prototype: Encoder;
};

/**
 * kafkajs 2.2.4 makes an array and a buffer for every length it writes, some twenty a record. Writing the bytes
 * where they belong gives the same bytes.
 */
prototype.writeUVarInt = function writeInPlace(this: Encoder, value: number): Encoder {
  this.ensureAvailable(MAX_BYTES);
  let rest = value >>> 0;
  while (rest > 0x7f) {
    this.buf[this.offset++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  this.buf[this.offset++] = rest;
  return this;
};
