import type { Command } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import { table } from '../output/table.js';
import type { Act } from '../program/command-set.js';
import { moreText, type Pages, readPages, withPages } from '../program/pages.js';
import { field, readRow } from '../service/fields.js';
import { figuresText, listedRun, RUN_COLUMNS, runText } from './run-text.js';
import { type RunRequest, startRun } from './start-run.js';

const runPath = (id: string): string => `/v1/inventory/runs/${encodeURIComponent(id)}`;

/** Commands about publications to JOOR. */
export function addRuns(inventory: Command, run: (act: Act) => Promise<void>): void {
  withPages(
    inventory.command('runs [connection]').description('publications to JOOR, newest first'),
    'runs',
  ).action((named: string | undefined, pages: Pages) =>
    run(async (context) => {
      const connection = named === undefined ? undefined : await findConnection(context, named);
      const found = await readPages(
        context.inventory,
        '/v1/inventory/runs',
        { connection },
        pages,
        'The list of runs',
      );
      context.output.result(found, () =>
        found.items.length === 0
          ? 'No such runs.'
          : table(RUN_COLUMNS, found.items.map(listedRun)) + moreText(found),
      );
    }),
  );
  inventory
    .command('show-run <run>')
    .description('one publication with its figures, counts and examples')
    .action((id: string) =>
      run(async ({ inventory, output }) => {
        const { body } = await inventory.get(runPath(id));
        output.result(body, () => runText(readRow(body, 'The run')));
      }),
    );
  inventory
    .command('run <connection>')
    .description('send to JOOR what it does not have, and wait until that is over or waits for approval')
    .option('--preview', 'only show what would be sent')
    .option('--no-wait', 'do not wait for the end')
    .action((named: string, request: RunRequest) => run((context) => startRun(context, named, request)));
  addDecisions(inventory, run);
}

function addDecisions(inventory: Command, run: (act: Act) => Promise<void>): void {
  inventory
    .command('approve <run>')
    .description('let a waiting run go on with the figures that it shows')
    .action((id: string) =>
      run(async ({ inventory, output }) => {
        const { body } = await inventory.post(`${runPath(id)}/approve`);
        output.result(
          body,
          () => `Run ${id} goes on, approved: ${figuresText(readRow(body, 'The run'), 'approved')}.`,
        );
      }),
    );
  inventory
    .command('reject <run>')
    .description('end a waiting run; nothing of it is sent, newer stock begins another')
    .action((id: string) =>
      run(async ({ inventory, output }) => {
        const { body } = await inventory.post(`${runPath(id)}/reject`);
        output.result(body, () => {
          const connection = field(readRow(body, 'The run'), 'connectionId');
          return `Run ${id} of ${connection} is rejected: nothing more of it is sent.`;
        });
      }),
    );
}
