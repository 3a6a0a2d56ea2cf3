import { activity } from '../events/activity.js';
import { allTopics, GROUPS, topics } from './catalogue.js';
import { BUSY_PARTITIONS, compact, deadLetterTopic, deleteAfter, type Topic } from './topic.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const all = allTopics();
const declared: readonly Topic[] = Object.values(topics);
const named = (name: string): Topic => {
  const found = all.filter((topic) => topic.name === name);
  expect(found).toHaveLength(1);
  return found[0] as Topic;
};

describe('the catalogue of topics', () => {
  it('holds every topic once', () => {
    expect(all.map(({ name }) => name)).toEqual([
      'settings.connections.v1',
      'settings.api-keys.v1',
      'joor.orders.v1',
      'joor.orders.v1.order-router.dlq',
      'joor.orders.v1.joor-poller.dlq',
      'joor.orders.replay.v1',
      'joor.orders.replay.v1.order-router-replay.dlq',
      'orders.outcomes.v1',
      'orders.outcomes.v1.inventory-service.dlq',
      'wms.stock.v1',
      'wms.stock.v1.inventory-service.dlq',
      'joor.inventory.v1',
      'wms.products.v1',
      'wms.products.v1.product-service.dlq',
      'joor.products.v1',
      'activity.v1',
    ]);
  });

  it.each(all.map((topic) => [topic.name, topic] as const))('%s has a name that Kafka takes', (name) => {
    expect(name).toMatch(/^[a-z0-9.-]{1,200}$/);
  });

  it.each(declared.map((topic) => [topic.name, topic] as const))(
    '%s is fully described and versioned',
    (name, topic) => {
      expect(name).toMatch(/\.v\d+$/);
      expect(topic.events.length).toBeGreaterThan(0);
      for (const contract of topic.events) expect(contract.type).toMatch(/^[a-z.-]+\.v\d+$/);
      expect(topic.description).toMatch(/\.$/);
      expect(topic.key).not.toBe('');
      expect(topic.owner).not.toBe('');
    },
  );

  it('gives each type of event one name', () => {
    const contracts = new Set(declared.flatMap(({ events }) => events));
    expect(new Set([...contracts].map(({ type }) => type)).size).toBe(contracts.size);
  });

  it('has consumer groups of different names, each reading topics that are there', () => {
    const groups = Object.values(GROUPS);
    expect(new Set(groups).size).toBe(groups.length);
    for (const { groups: readers } of declared) for (const group of readers) expect(groups).toContain(group);
  });
});

describe('dead letters', () => {
  const pairs = declared.flatMap((topic) => topic.groups.map((group) => [topic.name, group, topic] as const));

  it.each(pairs)('of %s for %s lie on the same partitions under the same keys', (name, group, topic) => {
    const letters = named(deadLetterTopic(name, group));
    expect(letters.partitions).toBe(topic.partitions);
    expect(letters.key).toBe(topic.key);
    expect(letters.owner).toBe(group);
    expect(letters.description).toContain(name);
  });

  it('are kept for thirty days and are no event of their own', () => {
    const letters = all.filter(({ name }) => name.endsWith('.dlq'));
    expect(letters).toHaveLength(pairs.length + 1);
    for (const { cleanup, events, groups } of letters) {
      expect(cleanup).toEqual({ policy: 'delete', retentionMs: 30 * DAY_MS });
      expect(events).toEqual([]);
      expect(groups).toEqual([]);
    }
  });

  it('hold what the poller cannot read, beside the orders it was meant for', () => {
    const letters = deadLetterTopic(topics.orders.name, GROUPS.poller);
    expect(letters).toBe('joor.orders.v1.joor-poller.dlq');
    expect(named(letters).partitions).toBe(topics.orders.partitions);
  });
});

describe('how long records are kept', () => {
  it('is for ever, newest per key, where a topic is a table', () => {
    for (const topic of [topics.connections, topics.apiKeys]) {
      expect(topic.cleanup).toEqual({ policy: 'compact', minLagMs: 0 });
      expect(topic.partitions).toBe(1);
    }
  });

  it('is for ever, newest per key, of what a service is rebuilt from', () => {
    for (const topic of [topics.stock, topics.inventoryHeld, topics.products, topics.productsHeld]) {
      expect(topic.cleanup).toEqual({ policy: 'compact', minLagMs: 0 });
      expect(topic.partitions).toBe(BUSY_PARTITIONS);
    }
  });

  it('leaves thirty days of every revision of an order', () => {
    for (const topic of [topics.orders, topics.outcomes]) {
      expect(topic.cleanup).toEqual({ policy: 'compact', minLagMs: 30 * DAY_MS });
    }
  });

  it('is in milliseconds, made from days', () => {
    expect(compact(2)).toEqual({ policy: 'compact', minLagMs: 172_800_000 });
    expect(deleteAfter(2)).toEqual({ policy: 'delete', retentionMs: 172_800_000 });
    expect(topics.activity.cleanup).toEqual(deleteAfter(30));
    expect(topics.ordersReplay.cleanup).toEqual(deleteAfter(7));
  });
});

describe('what is read only when a service is rebuilt', () => {
  it('has no group, and so no dead letters', () => {
    for (const { name, groups } of [topics.inventoryHeld, topics.productsHeld]) {
      expect(groups).toEqual([]);
      expect(all.filter((topic) => topic.name.startsWith(name))).toHaveLength(1);
    }
  });
});

describe('what is keyed by order', () => {
  it('has the same partitions everywhere, so that one key has one place', () => {
    const partitions = [topics.orders, topics.ordersReplay, topics.outcomes].map((topic) => topic.partitions);
    expect(partitions).toEqual([BUSY_PARTITIONS, BUSY_PARTITIONS, BUSY_PARTITIONS]);
  });

  it('is not what activity is keyed by', () => {
    expect(topics.activity.events).toEqual([activity]);
    expect(topics.activity.key).toBe('connection id');
  });
});
