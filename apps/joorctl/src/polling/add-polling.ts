import { details } from '../output/table.js';
import type { AddCommands } from '../program/command-set.js';
import { readInstant } from '../program/instant.js';
import { field, type Row, readRow } from '../service/fields.js';

export const addPolling: AddCommands = (program, run) => {
  program
    .command('poll <connection>')
    .description('ask JOOR for changed orders as soon as possible')
    .action((id: string) =>
      run(async ({ poller, output }) => {
        const { body } = await poller.post(`/v1/connections/${encodeURIComponent(id)}/poll`);
        const state = readRow(body, 'The polling state');
        output.result(state, () => pollText(id, state));
      }),
    );
  program
    .command('backfill <connection>')
    .description('fetch the orders of a range of time again, beside the live polls')
    .requiredOption('--from <time>', 'modified at or after, as in 2026-11-01 or 30d')
    .option('--to <time>', 'modified before; now when left out')
    .action((id: string, { from, to }: { from: string; to?: string }) =>
      run(async ({ poller, output, now }) => {
        const { body } = await poller.post(`/v1/connections/${encodeURIComponent(id)}/backfills`, {
          from: readInstant(from, '--from', now()),
          to: to === undefined ? new Date(now()).toISOString() : readInstant(to, '--to', now()),
        });
        const backfill = readRow(body, 'The backfill');
        output.result(backfill, () => backfillText(backfill));
      }),
    );
};

function pollText(id: string, state: Row): string {
  const sentence = field(state, 'health.sentence');
  return [
    `${id} is polled as soon as possible.`,
    details([
      ['world', field(state, 'world')],
      ['published up to', field(state, 'cursor') || 'nothing yet'],
      ['health', `${field(state, 'health.state')}${sentence ? `: ${sentence}` : ''}`],
    ]),
  ].join('\n');
}

const backfillText = (backfill: Row): string =>
  [
    `Backfill ${field(backfill, 'backfillId')} is ${field(backfill, 'state')}.`,
    details([
      ['connection', field(backfill, 'connectionId')],
      ['from', field(backfill, 'from')],
      ['to', field(backfill, 'to')],
      ...(field(backfill, 'sentence') ? [['waits', field(backfill, 'sentence')] as const] : []),
    ]),
  ].join('\n');
