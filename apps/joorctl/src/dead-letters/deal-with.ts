import { type DeadLetter, discard, requeue } from '@joor-bridge/messaging';
import { counted } from '../output/table.js';
import type { Context } from '../program/context.js';
import { CommandFailed, EXIT, wrongUsage } from '../program/exit-code.js';
import { withKafka } from '../topics/with-kafka.js';
import { letterName } from './boxes.js';
import { type LetterFilter, namedLetters, selectLetters } from './select-letters.js';

export interface Selection extends LetterFilter {
  readonly all?: boolean;
  readonly reason?: string;
}

const DEEDS = { requeue: 'sent back', discard: 'discarded' } as const;

/** Requeues or discards the letters that are named, or with `--all` those that the filter leaves. */
export async function dealWith(
  context: Context,
  deed: keyof typeof DEEDS,
  names: readonly string[],
  selection: Selection,
): Promise<undefined> {
  if (names.length > 0 === (selection.all ?? false)) {
    throw wrongUsage(`Say which: name dead letters, or give --all, alone or with --topic, --kind, --key …`);
  }
  const letters =
    names.length > 0 ? await namedLetters(context, names) : inPlace(await selectLetters(context, selection));
  const reason = selection.reason ?? '';
  const { bus, output } = context;
  await withKafka(() =>
    deed === 'requeue' ? requeue(bus, letters, reason) : discard(bus, letters, reason),
  ).catch((error: unknown) => {
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed(error instanceof Error ? error.message : String(error), EXIT.refused, {
      cause: error,
    });
  });
  output.result(
    { deed, letters: letters.map(letterName) },
    () => `${counted(letters.length, 'dead letter')} ${DEEDS[deed]}.`,
  );
}

/** In the order in which they lie: clocks may differ, and records of one order are to go back as they came. */
const inPlace = (letters: readonly DeadLetter[]): DeadLetter[] =>
  letters.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
