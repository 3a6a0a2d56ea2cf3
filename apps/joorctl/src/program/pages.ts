import type { Command } from 'commander';
import { oneLine } from '../output/table.js';
import { field, type Row, readRow, readRows } from '../service/fields.js';
import type { ServiceClient } from '../service/service-client.js';
import { readCount } from './count.js';

/** Which part of a long list is shown. */
export interface Pages {
  readonly limit?: number;
  readonly cursor?: string;
  readonly all?: boolean;
}

export interface Listed {
  readonly items: readonly Row[];
  /** Where the list goes on; null at its end. */
  readonly next: string | null;
}

/** Adds the options of a list that comes in pages. @param things what is in it, as in `SKUs` */
export const withPages = (command: Command, things: string): Command =>
  withCursor(command.option('--limit <count>', `${things} in a page, at most 200`, readCount, 50));

/** The same for a list whose pages have a size of their own. */
export const withCursor = (command: Command): Command =>
  command.option('--cursor <text>', 'go on where a page ended').option('--all', 'every page');

/**
 * Reads a list that goes on at `after` where the page before said `next`: one page or, with `all`, every one.
 * @param onPage gets each page whole: some have more than their items
 */
export async function readPages(
  service: Pick<ServiceClient, 'get'>,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  { limit, cursor, all }: Pages,
  what: string,
  onPage: (page: Row) => void = () => undefined,
): Promise<Listed> {
  const items: Row[] = [];
  let after = cursor;
  do {
    const { body } = await service.get(path, { ...query, limit, after });
    const page = readRow(body, what);
    items.push(...readRows(page, what));
    onPage(page);
    after = field(page, 'next') || undefined;
  } while (all && after !== undefined);
  return { items, next: after ?? null };
}

/** Says how to go on; blank at the end of a list. */
export const moreText = ({ next }: Pick<Listed, 'next'>): string =>
  next === null ? '' : `\n\nThere are more: add --cursor ${shellWord(next)}, or --all.`;

/** Quoted for a shell where it has to be. */
export function shellWord(text: string): string {
  const line = oneLine(text);
  return /^[\w./:@%+=-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`;
}
