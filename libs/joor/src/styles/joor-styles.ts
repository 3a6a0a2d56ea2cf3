import { AuthorizedExchange } from '../client/authorized-exchange.js';
import { JoorFailure } from '../client/joor-failure.js';
import type { JoorLink } from '../client/joor-link.js';
import { type PageOptions, recordPages } from '../client/record-pages.js';
import { mustBeGranted } from '../parse/granted.js';
import { rawText } from '../parse/raw-text.js';
import { UnreadableRecord } from '../parse/unreadable-record.js';
import type { HeldStyle, UnreadableStyle } from './held-style.js';
import { parseStyle } from './parse-style.js';

export interface StylePage {
  readonly styles: readonly HeldStyle[];
  readonly unreadable: readonly UnreadableStyle[];
  /** Where the list goes on; null at its end, which is a page that is short. */
  readonly next: number | null;
}

const STYLE_PATH = '/v2/style';

/** Reads back what stock JOOR holds, from its v2 styles. */
export class JoorStyles {
  private readonly exchange: AuthorizedExchange;

  constructor(
    link: JoorLink,
    private readonly path: string = STYLE_PATH,
  ) {
    this.exchange = new AuthorizedExchange(link);
  }

  /**
   * One page, of styles modified since then where it is given. JOOR's default page is 50; it does not say how many it
   * gives at most, and a page that is short of `count` ends the list, so ask for more only where that is known.
   * @throws JoorFailure
   */
  async list(startFrom: number, count: number, modifiedSince: Date | null = null): Promise<StylePage> {
    const records = await this.records(startFrom, count, rangeSince(modifiedSince));
    return { ...parsed(records), next: records.length < count ? null : startFrom + count };
  }

  /**
   * All of them, page by page, each style once. Ends as the list of orders does: at a page that is short, empty or
   * repeats.
   * @throws JoorFailure, `malformed` when there is no end to it
   */
  async *all(
    modifiedSince: Date | null = null,
    options: Partial<PageOptions> = {},
  ): AsyncGenerator<Omit<StylePage, 'next'>> {
    const range = rangeSince(modifiedSince);
    const fetch = async (startFrom: number, count: number) => {
      const records = await this.records(startFrom, count, range);
      return records.map((record) => ({ identity: identityOf(record), record }));
    };
    for await (const { records } of recordPages(fetch, options)) yield parsed(records);
  }

  private async records(startFrom: number, count: number, range: Range): Promise<readonly unknown[]> {
    return recordsOf(await this.exchange.get(this.path, { start_from: startFrom, count, ...range }));
  }
}

type Range = Readonly<Record<string, string>>;

/** The reference wants both ends of the range or neither. */
const rangeSince = (since: Date | null): Range =>
  since === null ? {} : { date_start: since.toISOString(), date_end: new Date().toISOString() };

function parsed(records: readonly unknown[]): Omit<StylePage, 'next'> {
  const styles: HeldStyle[] = [];
  const unreadable: UnreadableStyle[] = [];
  for (const record of records) {
    try {
      styles.push(parseStyle(record));
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      unreadable.push({ styleId: idOf(record), reason: error.message });
    }
  }
  return { styles, unreadable };
}

/** Its stock may change while we page, which makes it no other style. */
const identityOf = (record: unknown): string => idOf(record) || rawText(record);

function idOf(record: unknown): string {
  const id = isObject(record) ? record.style_id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 64) : '';
}

function recordsOf(body: unknown): readonly unknown[] {
  if (!isObject(body) || !('response' in body || 'styles' in body)) {
    throw new JoorFailure('malformed', 'JOOR answered something that is no list of styles.');
  }
  mustBeGranted(body.response ?? {});
  const styles = body.styles ?? '';
  if (styles === '') return [];
  return Array.isArray(styles) ? styles : [styles];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
