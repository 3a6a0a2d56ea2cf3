/**
 * PostgreSQL arrays in the wire protocol's binary form, for statements that carry hundreds of rows in one
 * parameter a column: `unnest($1::text[], $2::bytea[])`. The text form would quote and escape every element,
 * which for JSON costs more than the rest of the statement.
 */
const TEXT_OID = 25;
const BYTEA_OID = 17;
const TIMESTAMPTZ_OID = 1184;
/** PostgreSQL counts its times from here. */
const EPOCH_2000_MS = Date.UTC(2000, 0, 1);
const HEADER_BYTES = 20;

/** `text[]`; null elements stay null, NUL characters (which `text` cannot hold) are dropped. */
export function textArray(elements: readonly (string | null)[]): Buffer {
  const values = elements.some(holdsNul)
    ? elements.map((text) => text?.replaceAll('\0', '') ?? null)
    : elements;
  let size = HEADER_BYTES;
  for (const value of values) size += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const buffer = header(size, values.length, TEXT_OID);
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) {
      at = buffer.writeInt32BE(-1, at);
      continue;
    }
    const written = buffer.write(value, at + 4, 'utf8');
    buffer.writeInt32BE(written, at);
    at += 4 + written;
  }
  return buffer;
}

const holdsNul = (text: string | null): boolean => text?.includes('\0') ?? false;

/** `bytea[]`. */
export function byteaArray(values: readonly Buffer[]): Buffer {
  let size = HEADER_BYTES;
  for (const value of values) size += 4 + value.length;
  const buffer = header(size, values.length, BYTEA_OID);
  let at = HEADER_BYTES;
  for (const value of values) {
    at = buffer.writeInt32BE(value.length, at);
    at += value.copy(buffer, at);
  }
  return buffer;
}

/** `timestamptz[]` from epoch milliseconds. */
export function timestampArray(values: readonly number[]): Buffer {
  const buffer = header(HEADER_BYTES + values.length * 12, values.length, TIMESTAMPTZ_OID);
  let at = HEADER_BYTES;
  for (const value of values) {
    at = buffer.writeInt32BE(8, at);
    at = buffer.writeBigInt64BE(BigInt(Math.round((value - EPOCH_2000_MS) * 1000)), at);
  }
  return buffer;
}

/** One dimension, lower bound 1; the null flag is only a hint to the server. */
function header(size: number, length: number, oid: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}
