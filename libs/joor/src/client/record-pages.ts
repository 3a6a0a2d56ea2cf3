import { JoorFailure } from './joor-failure.js';

export interface PageOptions {
  /** Records a page; JOOR's default is 50. */
  readonly pageSize: number;
  /** Records that a page shares with the one before it. */
  readonly overlap: number;
  /** More pages than this are an error: a list without end is JOOR's fault, and would be ours for ever. */
  readonly maxPages: number;
}

export const PAGE_OPTIONS: PageOptions = { pageSize: 50, overlap: 5, maxPages: 5_000 };

/** A record with what tells it from all others, and from itself when it has changed. */
export interface Identified<T> {
  readonly identity: string;
  readonly record: T;
}

/** What a page has that no page before it had. */
export interface RecordPage<T> {
  readonly startFrom: number;
  readonly records: readonly T[];
}

type FetchPage<T> = (startFrom: number, count: number) => Promise<readonly Identified<T>[]>;

/**
 * Pages through one of JOOR v2's lists. Its end is a page that is short, empty or repeats; JOOR's `next_start` may be
 * blank, absent or past the end.
 *
 * A record that leaves the list while we page makes all after it move up by one: paging by plain offsets would skip as
 * many. So pages overlap, and one that shares nothing with those before it means that more has moved than the overlap
 * covers: we go back until it does. What such a page brought is kept, but does not count as a page before: between it
 * and them there may be a gap. A list of what changed until a fixed end can only shrink, since what enters it lies
 * after its end.
 */
export async function* recordPages<T>(
  fetch: FetchPage<T>,
  some: Partial<PageOptions> = {},
): AsyncGenerator<RecordPage<T>> {
  const options = { ...PAGE_OPTIONS, ...some };
  const step = options.pageSize - options.overlap;
  const seen = new Set<string>();
  const reached = new Set<string>();
  let startFrom = 0;
  let furthest = -1;
  for (let pages = 0; pages < options.maxPages; pages += 1) {
    const page = await fetch(startFrom, options.pageSize);
    const joins = startFrom === 0 || page.some(({ identity }) => reached.has(identity));
    if (joins) for (const { identity } of page) reached.add(identity);
    const fresh = page.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
    if (fresh.length > 0) yield { startFrom, records: fresh.map(({ record }) => record) };
    if (joins && (page.length < options.pageSize || (fresh.length === 0 && startFrom > furthest))) return;
    furthest = Math.max(furthest, startFrom);
    startFrom = joins ? startFrom + step : Math.max(0, startFrom - step);
  }
  throw new JoorFailure('malformed', `JOOR's list did not end within ${options.maxPages} pages.`);
}
