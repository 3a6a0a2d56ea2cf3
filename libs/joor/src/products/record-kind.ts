import type { LooseRecord } from '../parse/loose-record.js';
import type { Fields } from './fields.js';
import type { RecordNames } from './record-names.js';

/** One kind of record of JOOR v4: how it is read, and how one that was sent is found in an answer. */
export interface RecordKind<T> {
  /** In the plural, as the path has it. */
  readonly name: string;
  /** @throws UnreadableRecord */
  readonly read: (record: LooseRecord) => T;
  /** Of a body as it is sent and of what JOOR echoes alike. */
  readonly namesOf: (fields: Fields) => RecordNames;
  /** Where the details of DUPLICATED may have the id of the record that is there, the surest first. */
  readonly duplicateIds: readonly string[];
}
