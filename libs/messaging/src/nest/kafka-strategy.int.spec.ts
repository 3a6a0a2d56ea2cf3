import { randomUUID } from 'node:crypto';
import { type Activity, activity, type Topic } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, type MicroserviceOptions, Payload } from '@nestjs/microservices';
import { createBus } from '../bus/bus.js';
import { SILENT } from '../bus/log.js';
import type { Received } from '../record.js';
import { BatchContext } from './batch-context.js';
import { BatchHandler } from './batch-handler.js';
import { KafkaStrategy } from './kafka-strategy.js';

const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
const topic: Topic = {
  name: 'strategy.v1',
  key: 'connection id',
  events: [activity],
  partitions: 2,
  cleanup: { policy: 'delete', retentionMs: 3_600_000 },
  owner: 'test',
  groups: ['g'],
  description: 'For this test.',
};
const event = (message: string): Activity => ({
  connectionId: 'c1',
  workspaceId: 'w1',
  at: '2026-01-01T00:00:00Z',
  service: 'test',
  level: 'info',
  kind: 'test.said',
  message,
});

const got: string[] = [];
let signal: AbortSignal | undefined;

@Controller()
class Listener {
  @BatchHandler(topic, { maxRecords: 50 })
  async handle(
    @Payload() records: readonly Received<Activity>[],
    @Ctx() context: BatchContext,
  ): Promise<void> {
    signal = context.signal;
    for (const record of records) {
      got.push(record.event.message);
      record.ack();
    }
  }
}

describe('KafkaStrategy', () => {
  const bus = createBus({ brokers, prefix: `t${randomUUID()}.`, clientId: 'test', log: SILENT });
  let app: INestMicroservice;

  beforeAll(async () => {
    const admin = bus.kafka.admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic: bus.nameOf(topic.name), numPartitions: 2 }],
      waitForLeaders: true,
    });
    await admin.disconnect();
    app = await NestFactory.createMicroservice<MicroserviceOptions>(
      { module: class {}, controllers: [Listener] },
      { strategy: new KafkaStrategy(bus, { group: 'g', topics: [topic] }), logger: false },
    );
    await app.listen();
  });
  afterAll(async () => {
    await app.close();
    await bus.close();
  });

  it('hands published records to the handler', async () => {
    const records = Array.from({ length: 100 }, (_, i) => ({
      key: `k${i % 7}`,
      type: activity.type,
      value: event(`m${i}`),
    }));
    await bus.publish(topic, records);
    await eventually(() => new Set(got).size === 100);
    expect(signal?.aborted).toBe(false);
  });
});
