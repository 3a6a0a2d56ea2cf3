import { type Command, Option } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import { table } from '../output/table.js';
import type { Act } from '../program/command-set.js';
import type { Context } from '../program/context.js';
import { moreText, type Pages, readPages, withPages } from '../program/pages.js';
import { field, readRow, textsField } from '../service/fields.js';
import { listedSkip, listedSku, offText, SKIP_COLUMNS, SKU_COLUMNS, skuText } from './sku-text.js';

const STATES = ['in-joor', 'pending', 'sending', 'refused', 'skipped'];

interface SkuFilter extends Pages {
  readonly search?: string;
  readonly state?: string;
}

/** Commands about SKUs: their figures, and why JOOR is not told of some. */
export function addSkus(inventory: Command, run: (act: Act) => Promise<void>): void {
  const list = inventory
    .command('list [connection]')
    .description('SKUs with what JOOR is to hold of them and what it holds')
    .option('--search <text>', 'a part of the SKU, the UPC or the style number')
    .addOption(new Option('--state <state>', 'by how they stand with JOOR').choices(STATES));
  withPages(list, 'SKUs').action((named: string | undefined, filter: SkuFilter) =>
    run((context) => listSkus(context, named, filter)),
  );
  inventory
    .command('explain <connection> <sku>')
    .description('one SKU: its levels, recent orders, the arithmetic, what JOOR holds, the last writes')
    .action((named: string, sku: string) =>
      run(async (context) => {
        const path = await pathOf(context, named, 'sku');
        const { body } = await context.inventory.get(path, { sku });
        context.output.result(body, () => skuText(readRow(body, 'The SKU')));
      }),
    );
  const skipped = inventory
    .command('skipped <connection>')
    .description('SKUs that JOOR is not told of, or does not take, with their reasons');
  withPages(skipped, 'SKUs').action((named: string, pages: Pages) =>
    run((context) => listSkipped(context, named, pages)),
  );
}

async function listSkus(
  context: Context,
  named: string | undefined,
  { search, state, ...pages }: SkuFilter,
): Promise<undefined> {
  const connection = named === undefined ? undefined : await findConnection(context, named);
  const query = { connection, search, state };
  let off: readonly string[] = [];
  const what = 'The list of SKUs';
  const found = await readPages(context.inventory, '/v1/inventory', query, pages, what, (page) => {
    off = textsField(page, 'off');
  });
  context.output.result(found, () => {
    const shown = new Set([connection, ...found.items.map((sku) => field(sku, 'connectionId'))]);
    const note = offText(off.filter((id) => shown.has(id)));
    return found.items.length === 0
      ? `No such SKUs.${note}`
      : table(SKU_COLUMNS, found.items.map(listedSku)) + moreText(found) + note;
  });
}

async function listSkipped(context: Context, named: string, pages: Pages): Promise<undefined> {
  const path = await pathOf(context, named, 'skipped');
  let note = '';
  const what = 'The list of skipped SKUs';
  const found = await readPages(context.inventory, path, {}, pages, what, (page) => {
    note = field(page, 'off') === 'true' ? offText([named]) : '';
  });
  context.output.result(found, () =>
    found.items.length === 0
      ? `None is skipped or refused.${note}`
      : table(SKIP_COLUMNS, found.items.map(listedSkip)) + moreText(found) + note,
  );
}

async function pathOf(context: Context, named: string, what: string): Promise<string> {
  const connection = await findConnection(context, named);
  return `/v1/inventory/${encodeURIComponent(connection)}/${encodeURIComponent(what)}`;
}
