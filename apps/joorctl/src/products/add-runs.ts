import type { Command } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import { table } from '../output/table.js';
import type { Act } from '../program/command-set.js';
import type { Context } from '../program/context.js';
import { moreText, type Pages, readPages, withPages } from '../program/pages.js';
import { readRow } from '../service/fields.js';
import { countsText, listedRun, RUN_COLUMNS, runText } from './run-text.js';
import { startRun } from './start-run.js';

interface Waiting {
  readonly wait: boolean;
}

const runPath = (id: string): string => `/v1/products/runs/${encodeURIComponent(id)}`;

/** Commands about runs, which bring styles to JOOR. */
export function addRuns(products: Command, run: (act: Act) => Promise<void>): void {
  withPages(products.command('runs [connection]').description('runs, newest first'), 'runs').action(
    (named: string | undefined, pages: Pages) => run((context) => listRuns(context, named, pages)),
  );
  products
    .command('show-run <run>')
    .description('one run with the changes and the outcome of each style')
    .option('--cursor <style>', 'go on after this style')
    .action((id: string, { cursor: after }: Pages) =>
      run(async ({ products, output }) => {
        const { body } = await products.get(runPath(id), { after });
        output.result(body, () => runText(readRow(body, 'The run')));
      }),
    );
  products
    .command('preview <connection> [style...]')
    .description('show what a run would change; nothing goes to JOOR before it is approved')
    .option('--no-wait', 'do not wait until it is planned')
    .action((named: string, styles: string[], { wait }: Waiting) =>
      run((context) => startRun(context, named, { styles, preview: true, wait })),
    );
  products
    .command('run <connection> [style...]')
    .description('bring all styles or chosen ones to JOOR, and wait until that is over or waits for approval')
    .option('--no-wait', 'do not wait for the end')
    .action((named: string, styles: string[], { wait }: Waiting) =>
      run((context) => startRun(context, named, { styles, preview: false, wait })),
    );
  addDecisions(products, run);
}

async function listRuns(context: Context, named: string | undefined, pages: Pages): Promise<undefined> {
  const connection = named === undefined ? undefined : await findConnection(context, named);
  const query = { connection };
  const found = await readPages(context.products, '/v1/products/runs', query, pages, 'The list of runs');
  context.output.result(found, () =>
    found.items.length === 0
      ? 'No such runs.'
      : table(RUN_COLUMNS, found.items.map(listedRun)) + moreText(found),
  );
}

function addDecisions(products: Command, run: (act: Act) => Promise<void>): void {
  products
    .command('approve <run>')
    .description('let a run that waits for approval go to JOOR')
    .action((id: string) =>
      run(async ({ products, output }) => {
        const { body } = await products.post(`${runPath(id)}/approve`);
        output.result(
          body,
          () =>
            `Run ${id} goes to JOOR: ${countsText(readRow(body, 'The run'))}. See joorctl products show-run ${id}.`,
        );
      }),
    );
  products
    .command('reject <run>')
    .description('drop a run that waits for approval')
    .action((id: string) =>
      run(async ({ products, output }) => {
        const { body } = await products.post(`${runPath(id)}/reject`);
        output.result(body, () => `Run ${id} is rejected: nothing of it goes to JOOR.`);
      }),
    );
}
