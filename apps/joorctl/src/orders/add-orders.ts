import { ORDER_STATES } from '@joor-bridge/contracts';
import { Option } from 'commander';
import type { AddCommands } from '../program/command-set.js';
import { readCount } from '../program/count.js';
import { field, readRow } from '../service/fields.js';
import { pathOfOrder } from './find-order.js';
import { listOrders, type OrderFilter } from './list-orders.js';
import { orderText } from './order-text.js';

const ACTIONS = {
  retry: 'deliver now instead of at the next try',
  cancel: 'deliver no more',
  're-decide': "decide again under today's settings",
  'mark-done': 'take it as delivered; somebody saw to it',
} as const;

export const addOrders: AddCommands = (program, run) => {
  const orders = program.command('orders').description('orders and what became of them');
  orders
    .command('list')
    .description('orders, newest first')
    .option('--connection <id>', 'of one connection')
    .option('--order <id>', "by JOOR's order id")
    .option('--po <number>', 'by purchase order')
    .option('--customer <text>', 'by customer code or name')
    .addOption(new Option('--state <state>', 'by where they stand').choices(ORDER_STATES))
    .option('--from <time>', 'first seen at or after, as in 2026-11-24 or 24h')
    .option('--to <time>', 'first seen before')
    .option('--limit <count>', 'orders in a page, at most 200', readCount, 50)
    .option('--cursor <text>', 'go on where a page ended')
    .option('--all', 'every page')
    .action((filter: OrderFilter) => run((context) => listOrders(context, filter)));
  orders
    .command('show <order>')
    .description('one order with the explanation of every rule; named connection:order, or by its id')
    .action((name: string) =>
      run(async (context) => {
        const { body } = await context.router.get(await pathOfOrder(context, name));
        context.output.result(body, () => orderText(readRow(body, 'The order')));
      }),
    );
  for (const [action, description] of Object.entries(ACTIONS)) {
    const command = orders.command(`${action} <order>`).description(description);
    command.option('--reason <text>', 'why, for the record');
    if (action === 'mark-done') command.option('--wms-order-id <id>', "the warehouse's id of the order");
    command.action((name: string, options: { reason?: string; wmsOrderId?: string }) =>
      run(async (context) => {
        const path = `${await pathOfOrder(context, name)}/actions/${action}`;
        const { body } = await context.router.post(path, options);
        context.output.result(body, () => {
          const order = readRow(body, 'The order');
          return `${action} is done; the order is now ${field(order, 'state')}.`;
        });
      }),
    );
  }
};
