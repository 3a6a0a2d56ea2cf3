import {
  type Bus,
  type DeadLetter,
  type DeadLetterBox,
  type DeadLetterFilter,
  listDeadLetters,
} from '@joor-bridge/messaging';
import type { Context } from '../program/context.js';
import { CommandFailed, EXIT, wrongUsage } from '../program/exit-code.js';
import { readInstant } from '../program/instant.js';
import { withKafka } from '../topics/with-kafka.js';
import { BOXES, boxesOf, letterName } from './boxes.js';

export interface LetterFilter {
  readonly topic?: string;
  readonly group?: string;
  readonly kind?: DeadLetter['kind'];
  readonly error?: string;
  readonly message?: string;
  readonly key?: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * Letters that nobody has dealt with, from every box that the filter leaves; those given up first before the others,
 * whatever their box.
 */
export async function selectLetters(
  { bus, now }: Context,
  filter: LetterFilter,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<DeadLetter[]> {
  const { topic, group } = filter;
  const boxes = boxesOf({ ...(topic && { topic }), ...(group && { group }) });
  if (boxes.length === 0) throw wrongUsage('No dead letters can lie there: see joorctl topics list.');
  const conditions: DeadLetterFilter = {
    ...(filter.kind && { kind: filter.kind }),
    ...(filter.error && { errorClass: filter.error }),
    ...(filter.message && { message: filter.message }),
    ...(filter.key && { keyPrefix: filter.key }),
    ...(filter.from && { from: Date.parse(readInstant(filter.from, '--from', now())) }),
    ...(filter.to && { to: Date.parse(readInstant(filter.to, '--to', now())) }),
    limit,
  };
  const found = await lettersIn(bus, boxes, conditions);
  return found.toSorted((a, b) => Date.parse(a.failedAt) - Date.parse(b.failedAt)).slice(0, limit);
}

async function lettersIn(bus: Bus, boxes: readonly DeadLetterBox[], conditions: DeadLetterFilter) {
  const found = await withKafka(() => Promise.all(boxes.map((box) => listDeadLetters(bus, box, conditions))));
  return found.flat();
}

/** The letters of these names. @throws CommandFailed naming those that are not there any more */
export async function namedLetters({ bus }: Context, names: readonly string[]): Promise<DeadLetter[]> {
  const wrong = names.find((name) => !/^[^/]+\/[^/]+\/\d+\/\d+$/.test(name));
  if (wrong !== undefined) {
    throw wrongUsage(
      `"${wrong}" is no dead letter: name it as joorctl dlq list does, topic/group/partition/offset.`,
    );
  }
  const boxes = BOXES.filter(({ topic, group }) =>
    names.some((name) => name.startsWith(`${topic}/${group}/`)),
  );
  const lying = await lettersIn(bus, boxes, { limit: Number.MAX_SAFE_INTEGER });
  const all = new Map(lying.map((letter) => [letterName(letter), letter]));
  const missing = names.filter((name) => !all.has(name));
  if (missing.length > 0) {
    throw new CommandFailed(
      `Not there, or dealt with before: ${missing.join(', ')}. See joorctl dlq list.`,
      EXIT.refused,
    );
  }
  return names.flatMap((name) => all.get(name) ?? []);
}
