import { GROUPS, topics } from '@joor-bridge/contracts';
import { type DeadLetter, type DeadLetterBox } from '@joor-bridge/messaging';

/** Every place where dead letters lie. */
export const BOXES: readonly DeadLetterBox[] = [
  ...Object.values(topics).flatMap(({ name: topic, groups }) => groups.map((group) => ({ topic, group }))),
  { topic: topics.orders.name, group: GROUPS.poller },
];

/** How a letter is named on the command line: `topic/group/partition/offset`. */
export const letterName = ({ box, partition, offset }: DeadLetter): string =>
  `${box.topic}/${box.group}/${partition}/${offset}`;

/** The boxes of a topic or a group, or all. */
export const boxesOf = ({ topic, group }: Partial<DeadLetterBox>): readonly DeadLetterBox[] =>
  BOXES.filter(
    (box) => (topic === undefined || box.topic === topic) && (group === undefined || box.group === group),
  );
