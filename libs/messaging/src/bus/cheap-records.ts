import { createRequire } from 'node:module';

interface Encoder {
  buf: Buffer;
  offset: number;
}

/** What kafkajs gives to its record encoder, as the producer fills it. */
interface RecordParts {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value?: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[]>>;
}

type Bytes = Buffer | string | null | undefined;

const MAX_VARINT_BYTES = 5;
/** Attributes, and the lengths of key, value, header count, deltas and the record itself. */
const FIXED_BYTES = 1 + 7 * MAX_VARINT_BYTES;

const require = createRequire(import.meta.url);
const { prototype } = require('kafkajs/src/protocol/encoder') as { prototype: Encoder };
const place = require.resolve('kafkajs/src/protocol/recordBatch/record/v0/index.js');
const original: (parts: RecordParts) => Encoder = require(place);

/**
 * kafkajs 2.2.4 makes an encoder with a zeroed buffer of 512 bytes for every header of every record, then copies
 * them together. This writes a record (message format v2) into one buffer; the bytes are the same. It takes the
 * original's place in the module cache, so it has to be loaded before the client is used.
 */
export function encodeRecord(parts: RecordParts): Encoder {
  const { offsetDelta = 0, timestampDelta = 0, key, value, headers = {} } = parts;
  // A 64-bit delta is for transactional replays of old records, which nothing here does.
  if (!Number.isSafeInteger(timestampDelta) || Math.abs(timestampDelta) > 0x3fffffff) return original(parts);
  const body = new Writer(FIXED_BYTES + sizeOf(key) + sizeOf(value) + sizeOfHeaders(headers));
  body.byte(0);
  body.varint(timestampDelta);
  body.varint(offsetDelta);
  body.bytes(key);
  body.bytes(value);
  body.headers(headers);
  return body.withLength();
}

/** Writes behind a gap that is wide enough for the record's own length. */
class Writer {
  private readonly buffer: Buffer;
  private at = MAX_VARINT_BYTES;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(MAX_VARINT_BYTES + size);
  }

  byte(value: number): void {
    this.buffer[this.at++] = value;
  }

  varint(value: number): void {
    this.at = writeVarint(this.buffer, this.at, value);
  }

  bytes(value: Bytes): void {
    if (value === null || value === undefined) {
      this.varint(-1);
      return;
    }
    this.varint(typeof value === 'string' ? Buffer.byteLength(value) : value.length);
    this.at +=
      typeof value === 'string'
        ? this.buffer.write(value, this.at, 'utf8')
        : value.copy(this.buffer, this.at);
  }

  headers(headers: NonNullable<RecordParts['headers']>): void {
    let count = 0;
    for (const name in headers) count += Array.isArray(headers[name]) ? headers[name].length : 1;
    this.varint(count);
    for (const name in headers) {
      for (const value of valuesOf(headers[name])) {
        this.bytes(name);
        this.bytes(value);
      }
    }
  }

  withLength(): Encoder {
    const length = this.at - MAX_VARINT_BYTES;
    const width = writeVarint(this.buffer, 0, length);
    const start = MAX_VARINT_BYTES - width;
    writeVarint(this.buffer, start, length);
    const encoder: Encoder = Object.create(prototype);
    encoder.buf = this.buffer.subarray(start);
    encoder.offset = width + length;
    return encoder;
  }
}

/** Zigzag, then seven bits a byte, the lowest first. */
function writeVarint(buffer: Buffer, start: number, value: number): number {
  let at = start;
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  while (rest > 0x7f) {
    buffer[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  buffer[at++] = rest;
  return at;
}

const valuesOf = (value: Bytes | readonly (Buffer | string)[]): readonly Bytes[] =>
  Array.isArray(value) ? value : [value as Bytes];

const sizeOf = (value: Bytes): number =>
  value === null || value === undefined
    ? 0
    : typeof value === 'string'
      ? Buffer.byteLength(value)
      : value.length;

function sizeOfHeaders(headers: NonNullable<RecordParts['headers']>): number {
  let size = 0;
  for (const name in headers) {
    for (const value of valuesOf(headers[name])) size += 2 * MAX_VARINT_BYTES + sizeOf(name) + sizeOf(value);
  }
  return size;
}

const cached = require.cache[place];
if (cached) cached.exports = encodeRecord;
