import type { DeadLetter } from '@joor-bridge/messaging';
import type { Command } from 'commander';
import { Option } from 'commander';
import { table } from '../output/table.js';
import type { AddCommands } from '../program/command-set.js';
import { readCount } from '../program/count.js';
import { dealWith, type Selection } from './deal-with.js';
import { LETTER_COLUMNS, letterJson, letterText, letterValue, listedLetter } from './letter-text.js';
import { type LetterFilter, namedLetters, selectLetters } from './select-letters.js';

export const addDeadLetters: AddCommands = (program, run) => {
  const dlq = program.command('dlq').description('records that a consumer gave up');
  filtered(dlq.command('list'))
    .description('dead letters that nobody has dealt with, oldest first')
    .option('--limit <count>', 'at most so many', readCount, 100)
    .action(({ limit, ...filter }: LetterFilter & { limit: number }) =>
      run(async (context) => {
        const found = await selectLetters(context, filter, limit + 1);
        const letters = found.slice(0, limit);
        const more = found.length > limit;
        context.output.result({ items: letters.map(letterJson), more }, () => listText(letters, more));
      }),
    );
  dlq
    .command('show <letter>')
    .description('one dead letter with its record')
    .action((name: string) =>
      run(async (context) => {
        for (const letter of await namedLetters(context, [name])) {
          const value = letterValue(letter);
          context.output.result({ ...letterJson(letter), value }, () => letterText(letter));
        }
      }),
    );
  filtered(dlq.command('requeue [letters...]'))
    .description('send dead letters back to the topic they came from')
    .option('--all', 'all that the other options leave')
    .option('--reason <text>', 'why, for the record')
    .action((names: string[], selection: Selection) =>
      run((context) => dealWith(context, 'requeue', names, selection)),
    );
  filtered(dlq.command('discard [letters...]'))
    .description('let dead letters rest for good')
    .option('--all', 'all that the other options leave')
    .requiredOption('--reason <text>', 'why; it is kept')
    .action((names: string[], selection: Selection) =>
      run((context) => dealWith(context, 'discard', names, selection)),
    );
};

function listText(letters: readonly DeadLetter[], more: boolean): string {
  if (letters.length === 0) return 'No dead letters.';
  const lines = table(LETTER_COLUMNS, letters.map(listedLetter));
  return more ? `${lines}\n\nThere are more: add --limit ${letters.length * 10}, or narrow it.` : lines;
}

const filtered = (command: Command): Command =>
  command
    .option('--topic <name>', 'of one source topic')
    .option('--group <name>', 'of one consumer group')
    .addOption(new Option('--kind <kind>', 'by why').choices(['malformed', 'transient', 'unexpected']))
    .option('--error <class>', "by the error's class")
    .option('--message <part>', "by a part of the error's message")
    .option('--key <start>', 'by how the key begins, as in a connection id')
    .option('--from <time>', 'given up at or after')
    .option('--to <time>', 'given up before');
