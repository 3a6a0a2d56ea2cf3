/** The parameters of `GET orders`, with JOOR's defaults filled in (JOOR v2 reference, GET orders). */
export interface OrderQuery {
  readonly orderType: number;
  readonly exportStatus: number;
  /** Range on the modified date, epoch ms, both ends included. */
  readonly window: { readonly start: number; readonly end: number } | null;
  /** Marks what is returned as exported. On by default! */
  readonly sync: boolean;
  readonly checkRequired: boolean;
  readonly checkDeleted: boolean;
  readonly customerCode: string | null;
  readonly customerGroup: string | null;
  readonly startFrom: number;
  readonly count: number;
}

/** The request cannot be read; the message is JOOR's comment. */
export class BadQuery extends Error {}

/** @throws BadQuery */
export function readOrderQuery(query: URLSearchParams, maxPage: number): OrderQuery {
  const sync = whole(query, 'sync', 1, 0, 1) === 1;
  const check = whole(query, 'check', sync ? 1 : 0, 0, 3);
  return {
    orderType: whole(query, 'order_type', 2, 1, 8),
    exportStatus: whole(query, 'export_status', sync ? 2 : 1, 1, 7),
    window: readWindow(query),
    sync,
    checkRequired: check === 1 || check === 3,
    checkDeleted: check >= 2,
    customerCode: limited(query, 'customer_code', 50),
    customerGroup: limited(query, 'customer_group_name', 150),
    startFrom: whole(query, 'start_from', 0, 0, Number.MAX_SAFE_INTEGER),
    count: Math.min(whole(query, 'count', 50, 1, Number.MAX_SAFE_INTEGER), maxPage),
  };
}

function readWindow(query: URLSearchParams): OrderQuery['window'] {
  const start = query.get('date_start');
  const end = query.get('date_end');
  if (start === null && end === null) return null;
  if (!start || !end) throw new BadQuery('date_start and date_end must be given together');
  return { start: instant('date_start', start), end: instant('date_end', end) };
}

function instant(name: string, text: string): number {
  const dated = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const at = dated.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new BadQuery(`${name} must look like YYYY-MM-DDThh:mm:ss.sTZD, not "${text}"`);
  return at;
}

function whole(query: URLSearchParams, name: string, fallback: number, min: number, max: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new BadQuery(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

function limited(query: URLSearchParams, name: string, length: number): string | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  if (text.length > length) throw new BadQuery(`${name} may have at most ${length} characters`);
  return text;
}
