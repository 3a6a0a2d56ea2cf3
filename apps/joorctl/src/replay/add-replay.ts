import type { AddCommands } from '../program/command-set.js';
import { readRow } from '../service/fields.js';
import { replayText } from './replay-text.js';
import { type ReplayRequest, startReplay } from './start-replay.js';

export const addReplay: AddCommands = (program, run) => {
  const replay = program
    .command('replay')
    .description("reconsider orders under today's settings; what was delivered is never delivered again");
  replay
    .command('start', { isDefault: true })
    .description('reconsider a range of time, a connection, a list of orders, or everything')
    .option('--from <time>', 'published at or after, as in 2026-11-01 or 7d')
    .option('--to <time>', 'published before')
    .option('--connection <id>', 'of one connection')
    .option('--orders <list>', 'order ids, separated by commas, of --connection or as connection:order')
    .option('--all', 'everything there is')
    .option('--dry-run', 'only say what would be delivered')
    .option('--no-wait', 'do not wait for the end')
    .action((request: ReplayRequest) => run((context) => startReplay(context, request)));
  replay
    .command('show <replay>')
    .description('how far a replay is')
    .action((id: string) =>
      run(async ({ router, output }) => {
        const { body } = await router.get(`/v1/replays/${encodeURIComponent(id)}`);
        output.result(body, () => replayText(readRow(body, 'The replay')));
      }),
    );
  replay
    .command('cancel <replay>')
    .description('stop a replay; what it has reconsidered stays')
    .action((id: string) =>
      run(async ({ router, output }) => {
        const { body } = await router.post(`/v1/replays/${encodeURIComponent(id)}/cancel`);
        output.result(body, () => replayText(readRow(body, 'The replay')));
      }),
    );
};
