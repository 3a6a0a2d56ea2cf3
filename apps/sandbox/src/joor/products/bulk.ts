import { type Answer, json } from '../../http/exchange.js';
import { Given } from './given.js';
import { echo, invalid, RecordError, UnknownFields } from './record-error.js';
import type { V4Call, Write } from './v4-call.js';

/** A whole call is refused: nothing of it was kept. */
export const refusedWhole = (status: number, message: string): Answer =>
  json(status, { data: [], errors: [{ status: 'VALIDATION_ERROR', message, details: {} }] });

export interface BulkWrite {
  readonly write: Write;
  /** Done once, before the first record of a call that is not refused whole. */
  readonly before?: (call: V4Call, records: readonly unknown[]) => void;
}

/** Writes an array of records one after the other. HTTP 200 with `data` and `errors`, whatever became of them. */
export function bulk(call: V4Call, kind: string, body: string, { write, before }: BulkWrite): Answer {
  const records = parsed(body);
  if (!Array.isArray(records)) return refusedWhole(400, 'The body must be a JSON array of objects');
  const { bulkLimit, unknownFields, answerOrder } = call.settings;
  if (bulkLimit !== null && records.length > bulkLimit)
    return refusedWhole(400, `At most ${bulkLimit} objects are taken in one call`);
  if (unknownFields === 'request') {
    const unknown = unknownIn(call, records, write);
    if (unknown) return refusedWhole(400, unknown);
  }
  before?.(call, records);
  const data: unknown[] = [];
  const errors: unknown[] = [];
  for (const record of records) {
    try {
      data.push(writeOne(call, record, write));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      const details = { ...echo(kind, record), ...error.more };
      errors.push({ status: error.status, message: error.message, details });
    }
  }
  call.account.spending.records(kind, data.length, errors.length);
  if (answerOrder === 'reversed') data.reverse();
  return json(200, errors.length > 0 ? { data, errors } : { data });
}

function writeOne(call: V4Call, record: unknown, write: Write): unknown {
  const { refuseContaining, refuseShare } = call.settings;
  const named = refuseContaining !== null && JSON.stringify(record).includes(refuseContaining);
  const drawn = refuseShare > 0 && call.account.chance.chance(refuseShare);
  if (named || drawn) throw invalid('Refused by the sandbox');
  return write(call, new Given(record));
}

/**
 * Finds unknown fields before anything is kept. Each record is read by the very code that writes it, in a call
 * that is stopped where reading ends.
 */
function unknownIn(call: V4Call, records: readonly unknown[], write: Write): string | null {
  for (const record of records) {
    try {
      write(call, new DryGiven(record));
    } catch (error) {
      if (error instanceof UnknownFields) return error.message;
      if (!(error instanceof RecordError) && !(error instanceof ReadToTheEnd)) throw error;
    }
  }
  return null;
}

class ReadToTheEnd extends Error {}

class DryGiven extends Given {
  override done(): void {
    super.done();
    throw new ReadToTheEnd();
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
