import type { GroupStatus } from '@joor-bridge/messaging';
import { registerConsumerMetrics } from './consumer-metrics.js';
import { Metrics } from './metrics.js';

const status = (change: Partial<GroupStatus> = {}): GroupStatus => ({
  group: 'order-router',
  live: true,
  joins: 1,
  ready: true,
  detail: '2 partitions',
  taken: 7,
  acked: 5,
  deadLettered: 1,
  open: 1,
  openBytes: 100,
  lag: [
    { topic: 'joor.orders.v1', partition: 0, records: 3 },
    { topic: 'joor.orders.v1', partition: 1, records: 0 },
  ],
  lastTurn: 0,
  ...change,
});

describe('consumer metrics', () => {
  const read = async (members: (GroupStatus | undefined)[]) => {
    const metrics = new Metrics('test');
    const current = [...members];
    registerConsumerMetrics(
      metrics,
      current.map((_, index) => ({ health: () => current[index] })),
    );
    const text = async () =>
      (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('bridge_'));
    return { text, current };
  };

  it('tell what each group has done and how far it is behind', async () => {
    const { text } = await read([status(), status({ group: 'order-router-replay', lag: [] })]);
    expect(await text()).toEqual(
      expect.arrayContaining([
        'bridge_consumer_taken_total{group="order-router",service="test"} 7',
        'bridge_consumer_acked_total{group="order-router-replay",service="test"} 5',
        'bridge_consumer_dead_lettered_total{group="order-router",service="test"} 1',
        'bridge_consumer_open_records{group="order-router",service="test"} 1',
        'bridge_consumer_lag_records{group="order-router",topic="joor.orders.v1",partition="0",service="test"} 3',
      ]),
    );
  });

  it('are as of the moment somebody asks, and forget partitions that went elsewhere', async () => {
    const { text, current } = await read([status()]);
    await text();
    current[0] = status({ taken: 9, lag: [] });
    const lines = await text();
    expect(lines).toContain('bridge_consumer_taken_total{group="order-router",service="test"} 9');
    expect(lines.some((line) => line.startsWith('bridge_consumer_lag_records{'))).toBe(false);
  });

  it('say nothing of a group that has not started', async () => {
    const { text } = await read([undefined]);
    expect(await text()).toEqual([]);
  });
});
