import { textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import type { V4Exchange } from './v4-exchange.js';

/** One of JOOR's own categories, which are the same for all brands. */
export interface JoorCategory {
  readonly id: string;
  readonly name: string;
  readonly parentName: string;
  readonly department: string;
}

const CATEGORIES: RecordKind<JoorCategory> = {
  name: 'categories',
  read: (record) => ({
    id: record.required('id'),
    name: record.text('name'),
    parentName: record.text('parent_name'),
    department: record.text('department'),
  }),
  namesOf: (fields) => ({ identities: [textAt(fields, 'id')], hints: [] }),
  duplicateIds: [],
};

/** JOOR's list of categories. @throws JoorFailure */
export const readCategories = (v4: V4Exchange): Promise<JoorCategory[]> => v4.all(CATEGORIES);
