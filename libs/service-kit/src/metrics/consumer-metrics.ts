import type { KafkaStrategy } from '@joor-bridge/messaging';
import { Counter, Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';

type Member = Pick<KafkaStrategy, 'health'>;

/** Tells how the service's consumer groups are doing, as of the moment somebody asks. */
export function registerConsumerMetrics(metrics: Metrics, members: readonly Member[]): void {
  const registers = [metrics.registry];
  const groups = () => members.map((member) => member.health()).filter((status) => status !== undefined);
  const total = (name: string, help: string, count: 'taken' | 'acked' | 'deadLettered') =>
    new Counter({
      name: `bridge_consumer_${name}_total`,
      help,
      labelNames: ['group'],
      registers,
      collect() {
        this.reset();
        for (const status of groups()) this.inc({ group: status.group }, status[count]);
      },
    });
  total('taken', 'Records taken from the topics.', 'taken');
  total('acked', 'Records dealt with for good.', 'acked');
  total('dead_lettered', 'Records put on the dead letter topic.', 'deadLettered');
  new Gauge({
    name: 'bridge_consumer_open_records',
    help: 'Records taken and not finished.',
    labelNames: ['group'],
    registers,
    collect() {
      for (const status of groups()) this.set({ group: status.group }, status.open);
    },
  });
  new Gauge({
    name: 'bridge_consumer_lag_records',
    help: 'Records behind the end of a partition, as of its last fetch.',
    labelNames: ['group', 'topic', 'partition'],
    registers,
    collect() {
      this.reset();
      for (const { group, lag } of groups()) {
        for (const { topic, partition, records } of lag) this.set({ group, topic, partition }, records);
      }
    },
  });
}
