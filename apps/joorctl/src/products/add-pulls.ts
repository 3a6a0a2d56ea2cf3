import type { Command } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import type { Act } from '../program/command-set.js';
import { readRow } from '../service/fields.js';
import { pullsText } from './pull-text.js';

const pathOf = (connection: string, what: string): string =>
  `/v1/products/${encodeURIComponent(connection)}/${what}`;

/** Commands about readings of the WMS's products. */
export function addPulls(products: Command, run: (act: Act) => Promise<void>): void {
  products
    .command('pulls <connection>')
    .description("readings of the WMS's products, newest first, with what could not be read")
    .action((named: string) =>
      run(async (context) => {
        const path = pathOf(await findConnection(context, named), 'pulls');
        const { body } = await context.products.get(path);
        context.output.result(body, () => pullsText(readRow(body, 'The list of readings')));
      }),
    );
  products
    .command('pull <connection>')
    .description('read all products of the WMS as soon as possible')
    .action((named: string) =>
      run(async (context) => {
        const connection = await findConnection(context, named);
        const { body } = await context.products.post(pathOf(connection, 'pull'));
        context.output.result(
          body,
          () => `All products are read as soon as possible: see joorctl products pulls ${connection}.`,
        );
      }),
    );
}
