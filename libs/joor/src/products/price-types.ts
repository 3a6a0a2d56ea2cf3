import { textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import type { V4Exchange } from './v4-exchange.js';

/** A price list of the account, which JOOR also calls price label: its name and currencies. */
export interface JoorPriceType {
  readonly id: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly retailCurrency: string;
}

const PRICE_TYPES: RecordKind<JoorPriceType> = {
  name: 'price_types',
  read: (record) => ({
    id: record.required('id'),
    name: record.text('name'),
    currency: record.text('currency_code'),
    retailCurrency: record.text('retail_currency_code'),
  }),
  namesOf: (fields) => ({ identities: [textAt(fields, 'id')], hints: [] }),
  duplicateIds: [],
};

/** The account's price types, which are made in JOOR. @throws JoorFailure */
export const readPriceTypes = (v4: V4Exchange): Promise<JoorPriceType[]> => v4.all(PRICE_TYPES);
