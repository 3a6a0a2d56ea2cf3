import { JoorFailure } from '../client/joor-failure.js';
import { LooseRecord } from '../parse/loose-record.js';
import { UnreadableRecord } from '../parse/unreadable-record.js';
import { type Fields, fieldsOf, firstText, listAt, snakeKeys, textAt } from './fields.js';
import type { Told } from './match-answers.js';
import type { RecordKind } from './record-kind.js';

export interface V4Error {
  /** `VALIDATION_ERROR`, `NOT_FOUND`, `DUPLICATED` … */
  readonly status: string;
  readonly reason: string;
  readonly details: Fields;
}

/** The answer to any v4 request: HTTP 200 with both, whatever became of the records. */
export interface V4Answer {
  readonly data: readonly unknown[];
  readonly errors: readonly V4Error[];
}

/** Keys of all records are in snake_case afterwards. @throws JoorFailure `malformed` */
export function readV4Answer(body: unknown): V4Answer {
  const fields = fieldsOf(snakeKeys(body));
  if (!('data' in fields || 'errors' in fields)) {
    throw new JoorFailure('malformed', 'JOOR answered something that has neither data nor errors.');
  }
  return { data: listAt(fields, 'data'), errors: listAt(fields, 'errors').map(readError) };
}

function readError(raw: unknown): V4Error {
  const error = fieldsOf(raw);
  const status = textAt(error, 'status').toUpperCase();
  const reason = textAt(error, 'message') || status || 'JOOR gave no reason.';
  return { status, reason, details: fieldsOf(error.details) };
}

/** Every record of a read. @throws JoorFailure `malformed` naming the field of the first that can't be read */
export function readRecords<T>({ data }: V4Answer, kind: RecordKind<T>): T[] {
  try {
    return data.map((record, index) => kind.read(LooseRecord.of(record, `${kind.name}[${index}]`)));
  } catch (error) {
    if (!(error instanceof UnreadableRecord)) throw error;
    throw new JoorFailure('malformed', `JOOR's answer can't be read: ${error.message}.`, { cause: error });
  }
}

/** What the answer to a write says, entry by entry. */
export function tellings<T>({ data, errors }: V4Answer, kind: RecordKind<T>): Told<T>[] {
  return [
    ...data.map(
      (record): Told<T> => ({
        kind: 'data',
        names: kind.namesOf(fieldsOf(record)),
        value: readOrNull(record, kind),
      }),
    ),
    ...errors.map(
      ({ status, reason, details }): Told<T> => ({
        kind: 'error',
        names: kind.namesOf(details),
        duplicate: status === 'DUPLICATED',
        id: firstText(details, ...kind.duplicateIds) || null,
        reason,
      }),
    ),
  ];
}

function readOrNull<T>(record: unknown, kind: RecordKind<T>): T | null {
  try {
    return kind.read(LooseRecord.of(record, kind.name));
  } catch (error) {
    if (error instanceof UnreadableRecord) return null;
    throw error;
  }
}
