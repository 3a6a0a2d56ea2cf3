import { hash } from 'node:crypto';
import { PullFailed } from '../pull-failed.js';

/** Pages after which a list is taken for endless. */
const MOST_PAGES = 20_000;

/**
 * Ends a reading that goes in circles: a list whose pages or cursors repeat would be read for ever, and what lies
 * behind would be taken for gone.
 */
export class PageWatch {
  private readonly pages = new Set<string>();
  private readonly cursors = new Set<string>();
  private count = 0;

  constructor(
    private readonly what: string,
    private readonly most = MOST_PAGES,
  ) {}

  /** @param keys what the rows are known by, in the order of the page. @throws PullFailed */
  page(keys: readonly string[]): void {
    this.count += 1;
    if (this.count > this.most) throw this.endless(`it has more than ${this.most} pages`);
    if (keys.length > 0) this.first(this.pages, hash('sha1', keys.join('\u0000')), 'page');
  }

  /** @throws PullFailed */
  cursor(next: string): void {
    this.first(this.cursors, next, 'cursor');
  }

  private first(seen: Set<string>, one: string, name: string): void {
    if (seen.has(one)) throw this.endless(`it gave the same ${name} twice`);
    seen.add(one);
  }

  private endless(why: string): PullFailed {
    return new PullFailed(
      'malformed',
      `${this.what} cannot be read to its end: ${why}. Tell the WMS's operator.`,
    );
  }
}

/** What a row is known by: the named texts, or the row itself where it has none. Never throws. */
export function keyOfRow(row: unknown, ...fields: readonly string[]): string {
  if (typeof row === 'object' && row !== null) {
    let key = '';
    let known = false;
    for (const field of fields) {
      const part: unknown = Reflect.get(row, field);
      const isText = typeof part === 'string' || typeof part === 'number';
      known ||= isText;
      key += `${isText ? part : ''}\u0001`;
    }
    if (known) return key;
  }
  return written(row);
}

/** As JSON; nothing where it is nested deeper than can be written. */
function written(row: unknown): string {
  try {
    return JSON.stringify(row) ?? '';
  } catch {
    return '';
  }
}
