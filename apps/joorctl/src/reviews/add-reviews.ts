import { oneLine, table } from '../output/table.js';
import type { AddCommands } from '../program/command-set.js';
import { field, listField, type Row, readRow, readRows } from '../service/fields.js';

/** order-router lists so many at most, oldest first. */
const MOST = 500;

interface ReviewFilter {
  readonly connection?: string;
  readonly order?: string;
  readonly kind?: string;
}

export const addReviews: AddCommands = (program, run) => {
  const reviews = program
    .command('reviews')
    .description('changes of delivered orders that wait for a person');
  reviews
    .command('list')
    .description('the open ones, oldest first; orders show has those of one order, closed ones too')
    .option('--connection <id>', 'of one connection')
    .option('--order <id>', "by JOOR's order id")
    .option('--kind <kind>', 'by what happened, as in edited or cancelled')
    .action((filter: ReviewFilter) =>
      run(async ({ router, output }) => {
        const all = readRows((await router.get('/v1/reviews')).body, 'The list of reviews');
        const items = all.filter((row) => fits(row, filter));
        const more = all.length >= MOST;
        output.result({ items, more }, () => listText(items, more));
      }),
    );
  reviews
    .command('close <review>')
    .description('somebody has seen to it at the warehouse')
    .action((id: string) =>
      run(async ({ router, output }) => {
        const { body } = await router.post(`/v1/reviews/${encodeURIComponent(id)}/close`);
        const closed = readRow(body, 'The review');
        output.result(closed, () => `Review ${id} of order ${orderOf(closed)} is closed.`);
      }),
    );
};

const fits = (row: Row, { connection, order, kind }: ReviewFilter): boolean =>
  (connection === undefined || field(row, 'connectionId') === connection) &&
  (order === undefined || field(row, 'orderId') === order) &&
  (kind === undefined || field(row, 'kind') === kind);

function listText(items: readonly Row[], more: boolean): string {
  const lines =
    items.length === 0
      ? 'No open reviews.'
      : table(['review', 'order', 'opened', 'kind', 'what changed'], items.map(listed));
  return more ? `${lines}\n\nOnly the oldest ${MOST} were looked at: close some to see the others.` : lines;
}

const listed = (row: Row): string[] => [
  field(row, 'id'),
  orderOf(row),
  field(row, 'openedAt'),
  field(row, 'kind'),
  listField(row, 'changes')
    .map((change) => `${field(change, 'what')}: ${field(change, 'before')} -> ${field(change, 'after')}`)
    .join('; '),
];

const orderOf = (row: Row): string => oneLine(`${field(row, 'connectionId')}:${field(row, 'orderId')}`);
