import { BadQuery, type Range, readPage, readRange, whole } from './query-values.js';

/** The parameters of `GET orders`, with JOOR's defaults filled in (JOOR v2 reference, GET orders). */
export interface OrderQuery {
  readonly orderType: number;
  readonly exportStatus: number;
  /** Range on the modified date, epoch ms, both ends included. */
  readonly window: Range | null;
  /** Marks what is returned as exported. On by default! */
  readonly sync: boolean;
  readonly checkRequired: boolean;
  readonly checkDeleted: boolean;
  readonly customerCode: string | null;
  readonly customerGroup: string | null;
  readonly startFrom: number;
  readonly count: number;
}

/** @throws BadQuery */
export function readOrderQuery(query: URLSearchParams, maxPage: number): OrderQuery {
  const sync = whole(query, 'sync', 1, 0, 1) === 1;
  const check = whole(query, 'check', sync ? 1 : 0, 0, 3);
  return {
    orderType: whole(query, 'order_type', 2, 1, 8),
    exportStatus: whole(query, 'export_status', sync ? 2 : 1, 1, 7),
    window: readRange(query, 'date'),
    sync,
    checkRequired: check === 1 || check === 3,
    checkDeleted: check >= 2,
    customerCode: limited(query, 'customer_code', 50),
    customerGroup: limited(query, 'customer_group_name', 150),
    ...readPage(query, maxPage),
  };
}

function limited(query: URLSearchParams, name: string, length: number): string | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  if (text.length > length) throw new BadQuery(`${name} may have at most ${length} characters`);
  return text;
}
