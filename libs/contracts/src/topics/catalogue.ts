import { connectionChanged } from '../connection/connection-snapshot.js';
import { activity } from '../events/activity.js';
import { apiKeyChanged } from '../events/api-key-changed.js';
import { inventoryHeld } from '../events/inventory-held.js';
import { orderOutcome } from '../events/order-outcome.js';
import { orderRevised } from '../events/order-revised.js';
import { productDetailed } from '../events/product-detailed.js';
import { productHeld } from '../events/product-held.js';
import { stockLevel, stockSwept } from '../events/stock-level.js';
import { BUSY_PARTITIONS, compact, deadLetterTopic, deleteAfter, type Topic } from './topic.js';

/** Consumer groups of the installation. */
export const GROUPS = {
  router: 'order-router',
  routerReplay: 'order-router-replay',
  poller: 'joor-poller',
  inventory: 'inventory-service',
  products: 'product-service',
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
    groups: [GROUPS.inventory],
    description: 'What became of each order.',
  },
  stock: {
    name: 'wms.stock.v1',
    key: 'connection id : SKU : warehouse',
    events: [stockLevel, stockSwept],
    partitions: BUSY_PARTITIONS,
    cleanup: compact(),
    owner: 'inventory-service',
    groups: [GROUPS.inventory],
    description: 'Stock levels as the WMSs give them, and the ends of whole readings (key: connection id).',
  },
  inventoryHeld: {
    name: 'joor.inventory.v1',
    key: 'connection id : SKU : JOOR warehouse : item',
    events: [inventoryHeld],
    partitions: BUSY_PARTITIONS,
    cleanup: compact(),
    owner: 'inventory-service',
    groups: [],
    description: 'The figures that JOOR has acknowledged. Read when inventory-service is rebuilt.',
  },
  products: {
    name: 'wms.products.v1',
    key: 'connection id : style',
    events: [productDetailed],
    partitions: BUSY_PARTITIONS,
    cleanup: compact(),
    owner: 'product-service',
    groups: [GROUPS.products],
    description: 'Styles and their variants as the WMSs know them.',
  },
  productsHeld: {
    name: 'joor.products.v1',
    key: 'connection id : style',
    events: [productHeld],
    partitions: BUSY_PARTITIONS,
    cleanup: compact(),
    owner: 'product-service',
    groups: [],
    description: 'Styles as JOOR has acknowledged them. Read when product-service is rebuilt.',
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
