import { MAX_EVENT_BYTES, Malformed } from '@joor-bridge/contracts';
import { trace } from '@opentelemetry/api';
import type { OutboundRecord } from '../record.js';
import { uuidV7 } from './uuid-v7.js';

/** A record as the client takes it, with its weight. */
export interface WireRecord {
  readonly key: Buffer | string | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, string | Buffer | (string | Buffer)[]>;
  /** Only where the place is given, as for dead letters; otherwise the key decides. */
  readonly partition?: number;
  readonly bytes: number;
}

/** What length fields, CloudEvents headers and the trace context add to key and value, rounded up. */
const OVERHEAD_BYTES = 500;

/**
 * Writes events in CloudEvents 1.0 binary mode for Kafka.
 * @throws Malformed for a value above `MAX_EVENT_BYTES`, naming type and key.
 */
export function toWire(records: readonly OutboundRecord[], source: string): WireRecord[] {
  const ce_time = new Date().toISOString();
  const parent = traceparent();
  return records.map(({ key, type, value, subject, headers }) => {
    const bytes = value === null ? null : Buffer.from(JSON.stringify(value));
    if (bytes && bytes.length > MAX_EVENT_BYTES) {
      throw new Malformed(
        `${type} of ${key}: ${bytes.length} bytes, more than the ${MAX_EVENT_BYTES} allowed`,
      );
    }
    const wire: Record<string, string> = {
      ce_specversion: '1.0',
      ce_id: uuidV7(),
      ce_type: type,
      ce_source: source,
      ce_time,
    };
    if (subject !== undefined) wire.ce_subject = subject;
    if (parent !== undefined) wire.traceparent = parent;
    if (headers) Object.assign(wire, headers);
    return { key, value: bytes, headers: wire, bytes: key.length + (bytes?.length ?? 0) + OVERHEAD_BYTES };
  });
}

/** W3C trace context of the active span, if one is recorded. */
function traceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}
