import { cell, places } from './schema-words.mjs';

/** @typedef {import('@joor-bridge/contracts').Topic} Topic */

const DAY_MS = 86_400_000;

/**
 * The reference of topics and events.
 *
 * @param {readonly Topic[]} topics every one, dead letters included
 * @returns {string} Markdown
 */
export function topicsReference(topics) {
  const events = new Map(topics.flatMap((topic) => topic.events).map((event) => [event.type, event]));
  return [
    '# Topics and events',
    'Every name begins with the prefix that `KAFKA_PREFIX` gives, where it gives one. Topics are made by `joorctl topics apply`, never by the broker; a service refuses to start when one is missing or has another number of partitions. The same in AsyncAPI 3: [asyncapi.json](asyncapi.json).',
    '## Topics',
    table(topics),
    '## Headers',
    'Records are CloudEvents 1.0 in binary mode for Kafka: the value is JSON, the rest is in headers.',
    HEADERS,
    'A dead letter keeps key, value and headers of its record, and has these besides:',
    DEAD_LETTER_HEADERS,
    '## Events',
    ...[...events.values()].flatMap(eventPart),
  ].join('\n\n');
}

/** How long a topic keeps its records, in words. */
export function keeping(/** @type {Topic['cleanup']} */ cleanup) {
  if (cleanup.policy === 'delete') return `${cleanup.retentionMs / DAY_MS} days`;
  return cleanup.minLagMs > 0
    ? `the newest per key; all for ${cleanup.minLagMs / DAY_MS} days`
    : 'the newest per key';
}

/** @param {readonly Topic[]} topics */
function table(topics) {
  const rows = topics.map((topic) => {
    const types = topic.events.map(({ type }) => `\`${type}\``).join(', ') || 'as its source';
    const readers = topic.groups.map((group) => `\`${group}\``).join(', ');
    const cells = [
      `\`${topic.name}\``,
      topic.description,
      topic.key,
      types,
      String(topic.partitions),
      keeping(topic.cleanup),
      topic.owner,
      readers,
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [
    '| topic | holds | key | events | partitions | keeps | written by | groups |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** @param {Topic['events'][number]} event */
function eventPart({ type, description, schema }) {
  const rows = places(schema).map(
    ({ place, words, required }) => `| \`${place}\` | ${cell(words)} | ${required ? '' : 'optional'} |`,
  );
  return [`### ${type}`, description, ['| field | | |', '|---|---|---|', ...rows].join('\n')];
}

const HEADERS = `| header | |
|---|---|
| \`ce_specversion\` | \`1.0\` |
| \`ce_id\` | UUIDv7, one per event |
| \`ce_type\` | the event, as named below |
| \`ce_source\` | the service that wrote it |
| \`ce_time\` | UTC instant |
| \`ce_subject\` | where there is one: the order |
| \`traceparent\` | where a trace is recorded: W3C trace context |`;

const DEAD_LETTER_HEADERS = `| header | |
|---|---|
| \`dlq-source-topic\`, \`dlq-source-partition\`, \`dlq-source-offset\`, \`dlq-source-timestamp\` | where the record was |
| \`dlq-consumer-group\` | who gave it up |
| \`dlq-kind\` | \`malformed\`, \`transient\` or \`unexpected\` |
| \`dlq-error-class\`, \`dlq-error-message\`, \`dlq-error-stack\` | why |
| \`dlq-attempts\`, \`dlq-first-failed-at\`, \`dlq-failed-at\` | how often, from when to when |
| \`dlq-replay-count\` | how often it was sent back before |`;
