import { type Command, Option } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import { table } from '../output/table.js';
import type { Act } from '../program/command-set.js';
import type { Context } from '../program/context.js';
import { moreText, type Pages, readPages, withCursor, withPages } from '../program/pages.js';
import { field, readRow, readRows } from '../service/fields.js';
import { listedRefusals, REFUSED_COLUMNS } from './refused-text.js';
import { listedStyle, STYLE_COLUMNS, styleText } from './style-text.js';

const STATES = ['new', 'queued', 'applied', 'unchanged', 'refused', 'skipped'];

interface StyleFilter extends Pages {
  readonly search?: string;
  readonly state?: string;
}

/** Commands about styles: where they stand, what a run would do, and why some cannot be in JOOR. */
export function addStyles(products: Command, run: (act: Act) => Promise<void>): void {
  const list = products
    .command('list <connection>')
    .description('styles, by their number')
    .option('--search <text>', 'a part of the style number or of its name')
    .addOption(new Option('--state <state>', 'by where they stand').choices(STATES));
  withPages(list, 'styles').action((named: string, filter: StyleFilter) =>
    run((context) => listStyles(context, named, filter)),
  );
  products
    .command('explain <connection> <style>')
    .description(
      'one style: as the WMS has it, as it is to be in JOOR, what a run would do, the last outcome',
    )
    .action((named: string, style: string) =>
      run(async (context) => {
        const { body } = await context.products.get(await pathOf(context, named, style));
        context.output.result(body, () => styleText(readRow(body, 'The style')));
      }),
    );
  const refused = products
    .command('refused <connection>')
    .description('styles that cannot be in JOOR, and why');
  withCursor(refused).action((named: string, pages: Pages) =>
    run((context) => listRefused(context, named, pages)),
  );
  products
    .command('categories <connection>')
    .description('categories of the WMS that no category of JOOR was found for')
    .action((named: string) => run((context) => listCategories(context, named)));
}

async function listStyles(
  context: Context,
  named: string,
  { search, state, ...pages }: StyleFilter,
): Promise<undefined> {
  const query = { connection: await findConnection(context, named), search, state };
  const found = await readPages(context.products, '/v1/products', query, pages, 'The list of styles');
  context.output.result(found, () =>
    found.items.length === 0
      ? 'No such styles.'
      : table(STYLE_COLUMNS, found.items.map(listedStyle)) + moreText(found),
  );
}

async function listRefused(context: Context, named: string, pages: Pages): Promise<undefined> {
  const path = await pathOf(context, named, 'refused');
  const found = await readPages(context.products, path, {}, pages, 'The list of refused styles');
  context.output.result(found, () =>
    found.items.length === 0
      ? 'No style is refused.'
      : table(REFUSED_COLUMNS, found.items.flatMap(listedRefusals)) + moreText(found),
  );
}

async function listCategories(context: Context, named: string): Promise<undefined> {
  const { body } = await context.products.get(await pathOf(context, named, 'categories'));
  const items = readRows(body, 'The list of categories');
  context.output.result({ items }, () =>
    items.length === 0
      ? 'Every category has one in JOOR, as far as styles were planned.'
      : `${table(
          ['category of the WMS', 'styles'],
          items.map((row) => [field(row, 'category'), field(row, 'styles')]),
        )}\n\nMap them by the setting products.categories.`,
  );
}

/** @param what a style, or a list of the connection */
async function pathOf(context: Context, named: string, what: string): Promise<string> {
  const connection = await findConnection(context, named);
  return `/v1/products/${encodeURIComponent(connection)}/${encodeURIComponent(what)}`;
}
