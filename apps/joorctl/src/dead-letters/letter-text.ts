import type { DeadLetter } from '@joor-bridge/messaging';
import { details, oneLine } from '../output/table.js';
import { letterName } from './boxes.js';

/** Longest part of a record that is shown, in characters; `--json` has it whole. */
const SHOWN_CHARACTERS = 4_000;
const SHOWN_MESSAGE = 100;

export const LETTER_COLUMNS = ['letter', 'key', 'kind', 'error', 'tries', 'given up'];

export const listedLetter = (letter: DeadLetter): string[] => [
  letterName(letter),
  letter.key,
  letter.kind,
  oneLine(`${letter.errorClass}: ${letter.errorMessage}`).slice(0, SHOWN_MESSAGE),
  String(letter.attempts),
  letter.failedAt,
];

/** A letter as `--json` gives it. */
export function letterJson(letter: DeadLetter) {
  const { box, partition, offset, key, kind, errorClass, errorMessage, attempts, failedAt, replayCount } =
    letter;
  const { sourcePartition, sourceOffset, headers } = letter;
  const source = { topic: box.topic, group: box.group, partition: sourcePartition, offset: sourceOffset };
  return {
    letter: letterName(letter),
    partition,
    offset,
    key,
    kind,
    errorClass,
    errorMessage,
    attempts,
    failedAt,
    replayCount,
    source,
    headers,
  };
}

/** The record's value as text; null for a tombstone. */
export const letterValue = ({ record }: DeadLetter): string | null =>
  record.message.value?.toString('utf8') ?? null;

export function letterText(letter: DeadLetter): string {
  const { box, sourcePartition, sourceOffset } = letter;
  const facts = details([
    ['letter', letterName(letter)],
    ['key', letter.key],
    ['kind', letter.kind],
    ['error', `${letter.errorClass}: ${letter.errorMessage}`],
    ['tries', String(letter.attempts)],
    ['given up', `${letter.failedAt} by ${box.group}`],
    [
      'source',
      sourceOffset < 0
        ? 'never on the topic'
        : `${box.topic}, partition ${sourcePartition}, offset ${sourceOffset}`,
    ],
    ['sent back', `${letter.replayCount} times`],
  ]);
  return `${facts}\n\n${readable(letterValue(letter))}`;
}

function readable(value: string | null): string {
  if (value === null) return 'The record has no value.';
  const text = indented(value).replace(/[^\P{Cc}\n]/gu, '?');
  return text.length <= SHOWN_CHARACTERS
    ? text
    : `${text.slice(0, SHOWN_CHARACTERS)}\n… ${text.length - SHOWN_CHARACTERS} characters more; --json has it whole.`;
}

function indented(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
