import type { Command } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import type { Act } from '../program/command-set.js';
import { moreText, type Pages, readPages, withPages } from '../program/pages.js';
import { listField, type Row } from '../service/fields.js';
import { driftText } from './drift-text.js';

const pathOf = (connection: string, what: string): string =>
  `/v1/inventory/${encodeURIComponent(connection)}/${what}`;

/** Commands about what JOOR really holds. */
export function addReconciling(inventory: Command, run: (act: Act) => Promise<void>): void {
  inventory
    .command('reconcile <connection>')
    .description('read back what JOOR holds as soon as possible, and mend what differs')
    .action((named: string) =>
      run(async (context) => {
        const connection = await findConnection(context, named);
        const { body } = await context.inventory.post(pathOf(connection, 'reconcile'));
        context.output.result(
          body,
          () => `JOOR is read back as soon as possible: see joorctl inventory drift ${connection}.`,
        );
      }),
    );
  withPages(
    inventory
      .command('drift <connection>')
      .description('figures that JOOR did not hold as it was told, newest first'),
    'figures',
  ).action((named: string, pages: Pages) =>
    run(async (context) => {
      const path = pathOf(await findConnection(context, named), 'drift');
      let reconciliations: Row[] = [];
      const onPage = (page: Row) => {
        reconciliations = listField(page, 'reconciliations');
      };
      const found = await readPages(context.inventory, path, {}, pages, 'The drift', onPage);
      context.output.result(
        { reconciliations, ...found },
        () => driftText(reconciliations, found.items) + moreText(found),
      );
    }),
  );
}
