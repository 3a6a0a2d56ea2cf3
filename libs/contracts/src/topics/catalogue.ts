import { connectionChanged } from '../connection/connection-snapshot.js';
import { activity } from '../events/activity.js';
import { apiKeyChanged } from '../events/api-key-changed.js';
import { orderOutcome } from '../events/order-outcome.js';
import { orderRevised } from '../events/order-revised.js';
import { BUSY_PARTITIONS, compact, deadLetterTopic, deleteAfter, type Topic } from './topic.js';

/** Consumer groups of the installation. */
export const GROUPS = {
  router: 'order-router',
  routerReplay: 'order-router-replay',
  poller: 'joor-poller',
} as const;

export const topics = {
  connections: {
    name: 'settings.connections.v1',
    key: 'connection id',
    events: [connectionChanged],
    partitions: 1,
    cleanup: compact(),
    owner: 'settings-service',
    groups: [],
    description: 'Every connection as it stands, secrets sealed. Read whole by each service at start.',
  },
  apiKeys: {
    name: 'settings.api-keys.v1',
    key: 'API key id',
    events: [apiKeyChanged],
    partitions: 1,
    cleanup: compact(),
    owner: 'settings-service',
    groups: [],
    description: 'Hashes of the API keys. Read whole by each service at start.',
  },
  orders: {
    name: 'joor.orders.v1',
    key: 'connection id : order id',
    events: [orderRevised],
    partitions: BUSY_PARTITIONS,
    cleanup: compact(30),
    owner: 'joor-poller',
    groups: [GROUPS.router],
    description: 'All JOOR orders and their revisions, whatever their status.',
  },
  ordersReplay: {
    name: 'joor.orders.replay.v1',
    key: 'connection id : order id',
    events: [orderRevised],
    partitions: BUSY_PARTITIONS,
    cleanup: deleteAfter(7),
    owner: 'order-router',
    groups: [GROUPS.routerReplay],
    description: 'Orders to be reconsidered, in a lane of their own.',
  },
  outcomes: {
    name: 'orders.outcomes.v1',
    key: 'connection id : order id',
    events: [orderOutcome],
    partitions: BUSY_PARTITIONS,
    cleanup: compact(30),
    owner: 'order-router',
    groups: [],
    description: 'What became of each order.',
  },
  activity: {
    name: 'activity.v1',
    key: 'connection id',
    events: [activity],
    partitions: 1,
    cleanup: deleteAfter(30),
    owner: 'all services',
    groups: [],
    description: 'What a person may want to know about a connection.',
  },
} as const satisfies Record<string, Topic>;

/** Every topic, dead letters included, as provisioning makes them. */
export function allTopics(): readonly Topic[] {
  const declared: readonly Topic[] = Object.values(topics);
  const groupsOf = (topic: Topic) =>
    topic.name === topics.orders.name ? [...topic.groups, GROUPS.poller] : topic.groups;
  return declared.flatMap((topic) => [topic, ...groupsOf(topic).map((group) => deadLetters(topic, group))]);
}

const deadLetters = (topic: Topic, group: string): Topic => ({
  name: deadLetterTopic(topic.name, group),
  key: topic.key,
  events: [],
  partitions: topic.partitions,
  cleanup: deleteAfter(30),
  owner: group,
  groups: [],
  description: `Records of ${topic.name} that ${group} could not take, with the reason in their headers.`,
});
