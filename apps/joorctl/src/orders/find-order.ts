import type { Context } from '../program/context.js';
import { CommandFailed, EXIT } from '../program/exit-code.js';
import { field, readRows } from '../service/fields.js';

/**
 * The path of one order: named `connection:order`, or by JOOR's order id alone where only one connection has it.
 * @throws CommandFailed that says which orders there are
 */
export async function pathOfOrder({ router }: Context, name: string): Promise<string> {
  const at = name.lastIndexOf(':');
  if (at > 0) return pathOf(name.slice(0, at), name.slice(at + 1));
  const { body } = await router.get('/v1/orders', { orderId: name });
  const found = readRows(body, 'The list of orders');
  const [only] = found;
  if (only && found.length === 1) return pathOf(field(only, 'connectionId'), field(only, 'orderId'));
  if (!only) {
    throw new CommandFailed(
      `No order ${name} is known: has its connection polled since it was made?`,
      EXIT.refused,
    );
  }
  const names = found.map((row) => `${field(row, 'connectionId')}:${name}`).join(', ');
  throw new CommandFailed(`Several connections have an order ${name}: name one of ${names}.`, EXIT.usage);
}

const pathOf = (connectionId: string, orderId: string): string =>
  `/v1/connections/${encodeURIComponent(connectionId)}/orders/${encodeURIComponent(orderId)}`;
