import type { Command } from 'commander';
import { findConnection } from '../connections/find-connection.js';
import type { Act } from '../program/command-set.js';
import type { Context } from '../program/context.js';
import { readRows } from '../service/fields.js';
import { pullsText } from './pull-text.js';

const pullsPath = (connection: string): string => `/v1/stock/${encodeURIComponent(connection)}/pulls`;

/** Commands about readings of the WMS's stock. */
export function addPulls(inventory: Command, run: (act: Act) => Promise<void>): void {
  inventory
    .command('pulls <connection>')
    .description("readings of the WMS's stock, newest first, with the rows that were refused")
    .action((named: string) =>
      run(async (context) => {
        const connection = await findConnection(context, named);
        const { body } = await context.inventory.get(pullsPath(connection));
        context.output.result(body, () => pullsText(connection, readRows(body, 'The list of readings')));
      }),
    );
  inventory
    .command('pull <connection>')
    .description("read the WMS's stock as soon as possible")
    .action((named: string) =>
      run((context) => ask(context, named, '', 'The stock is read as soon as possible')),
    );
  inventory
    .command('accept-pull <connection>')
    .description('say that a list which lost much is right: what is not in it any more is set to 0')
    .action((named: string) =>
      run((context) =>
        ask(context, named, '/accept', 'The list is taken as right, and read again as soon as possible'),
      ),
    );
}

async function ask(context: Context, named: string, way: string, done: string): Promise<undefined> {
  const connection = await findConnection(context, named);
  const { body } = await context.inventory.post(`${pullsPath(connection)}${way}`);
  context.output.result(body, () => `${done}: see joorctl inventory pulls ${connection}.`);
}
