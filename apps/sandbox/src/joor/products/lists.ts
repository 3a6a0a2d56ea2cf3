import { type Answer, json } from '../../http/exchange.js';
import { refusedWhole } from './bulk.js';
import type { V4Call } from './v4-call.js';

/** How records of a list are asked for: the query's parameter, and what it finds of each name in it. */
export type Filters<T> = Readonly<Record<string, (name: string) => readonly T[]>>;

const COMMON = ['account', 'user_id', 'page', 'page_size'];
/** JOOR documents no longest page of the catalogue's lists; this is that of its orders. */
const LONGEST_PAGE = 200;
/** A longer address is refused by what stands before most web servers. */
const LONGEST_QUERY = 8_000;

/**
 * Answers a v4 GET: all records, or those that the filters name; a name that finds nothing is a NOT_FOUND beside
 * the others. Several filters narrow each other.
 */
export function list<T>(
  call: V4Call,
  all: () => readonly T[],
  filters: Filters<T>,
  show: (record: T) => unknown,
): Answer {
  const { query, settings } = call;
  if (query.toString().length > LONGEST_QUERY) return refusedWhole(414, 'The address is too long');
  const unknown = [...query.keys()].filter((name) => !COMMON.includes(name) && !(name in filters));
  if (unknown.length > 0) return refusedWhole(400, `Unknown parameter: ${unknown.join(', ')}`);
  const page = wholeOr(query.get('page'), 1, 1_000_000);
  const size = wholeOr(query.get('page_size'), settings.pageSize ?? Number.MAX_SAFE_INTEGER, LONGEST_PAGE);
  if (page === null || size === null)
    return refusedWhole(400, `page counts from 1 and page_size is at most ${LONGEST_PAGE}`);
  const { records, lost } = select(query, all, filters);
  const asked = query.has('page') && !query.has('page_size') ? Math.min(size, LONGEST_PAGE) : size;
  const perPage = Math.min(asked, settings.pageCap ?? asked);
  const errors = [...lost, ...(settings.notFoundNoise ? [''] : [])].map(() => ({
    status: 'NOT_FOUND',
    message: 'Value not found',
    details: {},
  }));
  const data = records.slice((page - 1) * perPage, page * perPage).map(show);
  return json(200, errors.length > 0 ? { data, errors } : { data });
}

function select<T>(query: URLSearchParams, all: () => readonly T[], filters: Filters<T>) {
  let records: readonly T[] | null = null;
  const lost: string[] = [];
  for (const [parameter, find] of Object.entries(filters)) {
    const asked = query.get(parameter);
    if (asked === null) continue;
    const found = new Set<T>();
    for (const name of asked.split(',')) {
      const here = find(name);
      if (here.length === 0) lost.push(name);
      for (const record of here) found.add(record);
    }
    records = records === null ? [...found] : records.filter((record) => found.has(record));
  }
  return { records: records ?? all(), lost };
}

function wholeOr(text: string | null, fallback: number, max: number): number | null {
  if (text === null) return fallback;
  const value = Number(text);
  return /^\d+$/.test(text) && value >= 1 && value <= max ? value : null;
}

/** What a look-up found, as a list. */
export const some = <T>(record: T | undefined): readonly T[] => (record === undefined ? [] : [record]);
