import type { Endpoint } from '../../http/endpoint.js';
import { isObject } from '../../http/json-body.js';
import { keyOfRow, PageWatch } from '../../pull/page-watch.js';
import { PullReader } from '../../pull/pull-reader.js';
import { PullFailed } from '../../pull-failed.js';
import { Spacing } from '../../spacing.js';
import { throttlePause } from '../answer.js';
import type { SkubanaOptions } from '../options.js';

/** A list of Skubana's, as it is asked for. */
export interface SkubanaList {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly limit: number;
  /** Where in a row that stands by which the row is known, from the outermost object in. */
  readonly key: readonly string[];
}

const TOTALS = '/v1/productstocks/total';

/**
 * Skubana's lists, read whole. They are bare arrays without totals that end with an empty page (seen in public
 * clients); a short page ends nothing, since a server may give less than it was asked for.
 */
export class SkubanaLists {
  private readonly totals: Spacing;
  private readonly others: Spacing;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly options: SkubanaOptions,
    private readonly headers: readonly string[],
  ) {
    this.totals = new Spacing(options.totalsPerSecond);
    this.others = new Spacing(options.readsPerSecond);
  }

  /** One reading: its requests share the time that it may wait. */
  reading(what: string): SkubanaReading {
    const { endpoint, headers, options } = this;
    const pauseOf = (reply: Parameters<typeof throttlePause>[0]) => throttlePause(reply, Date.now());
    const reader = new PullReader({ endpoint, what, headers: () => [...headers], pauseOf });
    const spacingOf = (path: string) => (path === TOTALS ? this.totals : this.others);
    return new SkubanaReading(what, (path, query) => {
      return reader.json(`${options.basePath}${path}?${query}`, spacingOf(path));
    });
  }
}

export class SkubanaReading {
  constructor(
    readonly what: string,
    private readonly get: (path: string, query: URLSearchParams) => Promise<unknown>,
  ) {}

  /** Page after page, empty ones left out. @throws PullFailed */
  async *pages({ path, query = {}, limit, key }: SkubanaList): AsyncGenerator<readonly unknown[]> {
    const watch = new PageWatch(this.what);
    for (let page = 1; ; page += 1) {
      const asked = new URLSearchParams({ ...query, page: String(page), limit: String(limit) });
      const rows = await this.rows(path, asked);
      watch.page(rows.map((row) => keyOfRow(inner(row, key.slice(0, -1)), key.at(-1) ?? '')));
      if (rows.length === 0) return;
      yield rows;
    }
  }

  /** A list that has one page (seen in public clients). @throws PullFailed */
  async rows(path: string, query = new URLSearchParams()): Promise<readonly unknown[]> {
    const rows = await this.get(path, query);
    if (Array.isArray(rows)) return rows;
    throw new PullFailed(
      'malformed',
      `${this.what} cannot be read: ${path} was answered with something else than a list.`,
    );
  }
}

const inner = (row: unknown, way: readonly string[]): unknown =>
  way.reduce((at: unknown, name) => (isObject(at) ? at[name] : undefined), row);
