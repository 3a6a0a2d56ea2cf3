import { AuthorizedExchange, type Query } from '../client/authorized-exchange.js';
import { JoorFailure } from '../client/joor-failure.js';
import type { JoorLink } from '../client/joor-link.js';
import type { Fields } from './fields.js';
import { matchAnswers } from './match-answers.js';
import { namesByRequest } from './names-by-request.js';
import type { RecordKind } from './record-kind.js';
import { readRecords, readV4Answer, tellings, type V4Answer } from './v4-answer.js';
import type { Written } from './written.js';

/** The largest page of v4's lists that a client has been seen to ask for. */
const PAGE_SIZE = 200;
const MAX_PAGES = 5_000;
const HTTP_NOT_FOUND = 404;

/** Lists and bulk writes of JOOR v4. */
export class V4Exchange {
  private readonly exchange: AuthorizedExchange;

  constructor(
    link: JoorLink,
    private readonly pageSize: number = PAGE_SIZE,
  ) {
    this.exchange = new AuthorizedExchange(link);
  }

  /**
   * The whole list. Its end is a page that is empty, repeats or is not there: JOOR does not say how many records it
   * gives at most, so that a page shorter than what was asked for may be a full one.
   * @param isWhole whether nothing can be missing any more, which spares the last request
   * @throws JoorFailure, `malformed` when there is no end to it
   */
  async all<T extends { readonly id: string }>(
    kind: RecordKind<T>,
    filter: Query = {},
    isWhole: (found: Iterable<T>) => boolean = () => false,
  ): Promise<T[]> {
    const found = new Map<string, T>();
    let before = this.pageSize;
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const records = await this.page(kind, { ...filter, page, page_size: this.pageSize }, before);
      const known = found.size;
      for (const record of records) found.set(record.id, record);
      if (found.size === known || isWhole(found.values())) return [...found.values()];
      before = records.length;
    }
    throw new JoorFailure('malformed', `JOOR's list of ${kind.name} did not end within ${MAX_PAGES} pages.`);
  }

  /** @param before how many records the page before this one has */
  private async page<T>(kind: RecordKind<T>, query: Query, before: number): Promise<readonly T[]> {
    try {
      const answer = readV4Answer(await this.exchange.get(`/v4/${kind.name}`, query));
      mustBeGranted(answer, kind.name);
      return readRecords(answer, kind);
    } catch (error) {
      if (query.page !== 1 && isNoPage(error, before < this.pageSize)) return [];
      throw error;
    }
  }

  /**
   * Those of a list that a parameter names, in as few requests as addresses can hold. A name that JOOR doesn't know is
   * merely missing, and so is one with a comma, which the parameter can't hold.
   * @param nameOf the name of a record, where no two have the same
   * @throws JoorFailure
   */
  async named<T extends { readonly id: string }>(
    kind: RecordKind<T>,
    parameter: string,
    names: readonly string[],
    nameOf?: (record: T) => string,
  ): Promise<T[]> {
    const found: T[] = [];
    for (const some of namesByRequest(names, this.pageSize)) {
      const isWhole = nameOf && ((records: Iterable<T>) => hasAll(some, records, nameOf));
      found.push(...(await this.all(kind, { [parameter]: some.join(',') }, isWhole)));
    }
    return found;
  }

  /**
   * One bulk write of all bodies.
   * @returns an answer a body, in their order
   * @throws JoorFailure when the request as a whole failed; `refused`: try it in smaller parts
   */
  async write<T extends { readonly id: string }>(
    kind: RecordKind<T>,
    path: string,
    bodies: readonly Fields[],
    query: Query = {},
  ): Promise<Written<T>[]> {
    if (bodies.length === 0) return [];
    const answer = readV4Answer(await this.exchange.post(path, query, bodies));
    const answers = matchAnswers(bodies.map(kind.namesOf), tellings(answer, kind));
    const silent = answer.data.length === 0 && answers.every(({ kind }) => kind === 'unnamed');
    if (silent && answer.errors.length > 0) throw refusedWhole(answer, kind.name);
    return answers;
  }
}

/**
 * Whether JOOR says that there is no such page. How it does is not documented: after a short page, which may well be
 * the last, any refusal says so.
 */
const isNoPage = (error: unknown, mayBePastTheEnd: boolean): boolean =>
  error instanceof JoorFailure &&
  error.kind === 'refused' &&
  (error.status === HTTP_NOT_FOUND || mayBePastTheEnd);

function hasAll<T>(names: readonly string[], records: Iterable<T>, nameOf: (record: T) => string): boolean {
  const found = new Set<string>();
  for (const record of records) found.add(nameOf(record));
  return names.every((name) => found.has(name));
}

/** Beside the records that were found, NOT_FOUND stands for those that were not. */
function mustBeGranted(answer: V4Answer, name: string): void {
  if (answer.errors.some(({ status }) => status !== 'NOT_FOUND')) throw refusedWhole(answer, name);
}

function refusedWhole({ errors }: V4Answer, name: string): JoorFailure {
  const reasons = [...new Set(errors.map(({ reason }) => reason))].slice(0, 3).join('; ');
  return new JoorFailure('refused', `JOOR refused the request for ${name}: ${reasons.slice(0, 300)}`);
}
