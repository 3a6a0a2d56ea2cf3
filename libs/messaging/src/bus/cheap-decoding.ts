import { createRequire } from 'node:module';
import type { KafkaMessage } from 'kafkajs';

/** kafkajs's decoder as it hands a record over: the buffer is the record, without its length. */
interface Decoder {
  readonly buffer: Buffer;
  offset: number;
}
/** What a record takes from its batch; 64-bit numbers are text. */
interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly magicByte: number;
  readonly isControlBatch: boolean;
}
type Headers = Record<string, Buffer | null | (Buffer | null)[]>;

/** Of a varint of more bytes, doubles do not hold every bit. */
const MOST_BYTES = 7;
const LOG_APPEND_TIME = 1;

const require = createRequire(import.meta.url);
const place = require.resolve('kafkajs/src/protocol/recordBatch/record/v0/decoder.js');
const original: (decoder: Decoder, context: BatchContext) => KafkaMessage = require(place);

/**
 * kafkajs 2.2.4 reads a record (message format v2) with 64-bit objects for its times and offsets, and copies the
 * headers read so far for each further one. This gives the same record from doubles, where these hold the numbers.
 * It takes the original's place in the module cache, so it has to be loaded before the client is used.
 */
export function decodeRecord(decoder: Decoder, context: BatchContext): KafkaMessage {
  const reader = new Reader(decoder.buffer, decoder.offset);
  const attributes = reader.int8();
  const timestamp = Number(context.firstTimestamp) + reader.varint();
  const offset = Number(context.firstOffset) + reader.varint();
  if (!Number.isSafeInteger(timestamp) || !Number.isSafeInteger(offset)) return original(decoder, context);
  const { magicByte, isControlBatch, timestampType, maxTimestamp } = context;
  const appended = timestampType === LOG_APPEND_TIME && maxTimestamp;
  const message = {
    magicByte,
    attributes,
    timestamp: appended ? maxTimestamp : String(timestamp),
    offset: String(offset),
    key: reader.bytes(),
    value: reader.bytes(),
    headers: reader.headers(),
    isControlRecord: isControlBatch,
    batchContext: context,
  };
  return message as unknown as KafkaMessage;
}

class Reader {
  constructor(
    private readonly buffer: Buffer,
    private at: number,
  ) {}

  int8(): number {
    return this.buffer.readInt8(this.at++);
  }

  /** Zigzag, seven bits a byte, the lowest first; NaN for one that is too long. */
  varint(): number {
    let value = 0;
    let weight = 1;
    for (let read = 0; read < MOST_BYTES; read += 1) {
      const byte = this.buffer[this.at++] ?? 0;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      weight *= 0x80;
    }
    return Number.NaN;
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const start = this.at;
    this.at += length;
    return this.buffer.subarray(start, this.at);
  }

  headers(): Headers {
    const headers: Headers = {};
    for (let left = this.varint(); left > 0; left -= 1) {
      const length = this.varint();
      const name = this.buffer.toString('utf8', this.at, this.at + length);
      this.at += length;
      put(headers, name, this.bytes());
    }
    return headers;
  }
}

/** A name that comes again collects its values. */
function put(headers: Headers, name: string, value: Buffer | null): void {
  const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (before !== undefined) {
    headers[name] = Array.isArray(before) ? [...before, value] : [before, value];
  } else if (name === '__proto__') {
    Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    headers[name] = value;
  }
}

const cached = require.cache[place];
if (cached) cached.exports = decodeRecord;
