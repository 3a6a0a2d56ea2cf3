import { keeping } from './topics-reference.mjs';

/**
 * @typedef {import('@joor-bridge/contracts').Topic} Topic
 * @typedef {Readonly<Record<string, unknown>>} Json
 */

const BINDING = '0.5.0';

/**
 * What the contracts' own formats are in JSON Schema.
 *
 * @type {Readonly<Record<string, Json>>}
 */
const FORMATS = {
  decimal: { pattern: '^-?\\d{1,15}(\\.\\d{1,6})?$' },
  instant: { format: 'date-time', pattern: 'Z$' },
};

/**
 * The topics and events as an AsyncAPI 3.0 document.
 *
 * @param {readonly Topic[]} topics every one, dead letters included
 * @param {string} version of the installation
 */
export function asyncApi(topics, version) {
  const events = new Map(topics.flatMap((topic) => topic.events).map((event) => [event.type, event]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'joor-bridge',
      version,
      description:
        'CloudEvents 1.0 in binary mode on Kafka. Topic names may begin with the prefix of an installation.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [idOf(topic.name), channel(topic)])),
    operations: Object.fromEntries(topics.flatMap(operations)),
    components: {
      messages: Object.fromEntries([...events.values()].map((event) => [idOf(event.type), message(event)])),
      messageTraits: { cloudEvent: CLOUD_EVENT },
    },
  };
}

/** Names of channels, operations and components may not hold dots. */
const idOf = (/** @type {string} */ name) => name.replace(/[^A-Za-z0-9_-]/g, '-');

const reference = (/** @type {string[]} */ ...path) => ({ $ref: `#/${path.join('/')}` });

/** @param {Topic} topic */
function channel({ name, description, key, partitions, cleanup, events }) {
  const configuration =
    cleanup.policy === 'delete'
      ? { 'cleanup.policy': ['delete'], 'retention.ms': cleanup.retentionMs }
      : { 'cleanup.policy': ['compact'] };
  return {
    address: name,
    description: `${description} Key: ${key}. Keeps ${keeping(cleanup)}.`,
    messages: Object.fromEntries(
      events.map(({ type }) => [idOf(type), reference('components', 'messages', idOf(type))]),
    ),
    bindings: {
      kafka: { topic: name, partitions, topicConfiguration: configuration, bindingVersion: BINDING },
    },
  };
}

/**
 * @param {Topic} topic
 * @returns {[string, Json][]}
 */
function operations({ name, owner, groups }) {
  const on = reference('channels', idOf(name));
  const send = { action: 'send', channel: on, summary: `Written by ${owner}.` };
  const receives = groups.map((group) => [
    `${idOf(group)}-receives-${idOf(name)}`,
    {
      action: 'receive',
      channel: on,
      summary: `Read by the group ${group}.`,
      bindings: { kafka: { groupId: { type: 'string', const: group }, bindingVersion: BINDING } },
    },
  ]);
  return /** @type {[string, Json][]} */ ([[`${idOf(owner)}-sends-${idOf(name)}`, send], ...receives]);
}

/** @param {Topic['events'][number]} event */
const message = ({ type, description, schema }) => ({
  name: type,
  summary: description,
  traits: [reference('components', 'messageTraits', 'cloudEvent')],
  bindings: { kafka: { key: { type: 'string' }, bindingVersion: BINDING } },
  payload: plainSchema(schema),
});

/**
 * A schema as the file holds it: the contracts' own formats written out.
 *
 * @param {unknown} schema
 * @returns {unknown}
 */
export function plainSchema(schema) {
  if (Array.isArray(schema)) return schema.map(plainSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) =>
      name === 'format' && value in FORMATS
        ? Object.entries(FORMATS[value] ?? {})
        : [[name, plainSchema(value)]],
    ),
  );
}

const text = { type: 'string' };

const CLOUD_EVENT = {
  headers: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time'],
    properties: {
      ce_specversion: { type: 'string', const: '1.0' },
      ce_id: { type: 'string', format: 'uuid' },
      ce_type: text,
      ce_source: text,
      ce_time: { type: 'string', format: 'date-time' },
      ce_subject: text,
      traceparent: text,
    },
  },
};
