import { type Activity, activity, deadLetterTopic, deleteAfter, type Topic } from '@joor-bridge/contracts';
import { eventually, freshPrefix, resolveKafka } from '@joor-bridge/testing';
import {
  Catch,
  Controller,
  type ExceptionFilter,
  type INestMicroservice,
  type Type,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, type MicroserviceOptions, Payload } from '@nestjs/microservices';
import { of } from 'rxjs';
import { Bus } from '../bus/bus.js';
import { SILENT } from '../bus/log.js';
import { listDeadLetters } from '../dead-letters/list-dead-letters.js';
import { RetryLater } from '../failure.js';
import { provisionTopics } from '../provisioning/provision-topics.js';
import type { Received } from '../record.js';
import { BatchContext } from './batch-context.js';
import { BatchHandler } from './batch-handler.js';
import { KafkaStrategy } from './kafka-strategy.js';

const GROUP = 'g';
const topicNamed = (name: string): Topic => ({
  name,
  key: 'connection id',
  events: name.endsWith('.dlq') ? [] : [activity],
  partitions: 2,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [GROUP],
  description: 'For this test.',
});
const topic = topicNamed('strategy.v1');
const other = topicNamed('other.v1');

const saying = (key: string, message: string) => ({
  key,
  type: activity.type,
  value: {
    connectionId: 'c1',
    workspaceId: 'w1',
    at: '2026-01-01T00:00:00Z',
    service: 'test',
    level: 'info',
    kind: 'test.said',
    message,
  },
});

const heard: string[] = [];
const signals: AbortSignal[] = [];
let outage = true;

@Controller()
class Listener {
  @BatchHandler(topic, { maxRecords: 50 })
  async handle(
    @Payload() records: readonly Received<Activity>[],
    @Ctx() context: BatchContext,
  ): Promise<void> {
    signals.push(context.signal);
    if (records.some(({ event }) => event.message === 'bug')) throw new TypeError('a bug in the handler');
    if (outage && records.some(({ event }) => event.message === 'down'))
      throw new RetryLater('database is down');
    for (const record of records) {
      heard.push(record.event.message);
      record.ack();
    }
  }
}

@Controller()
class Second {
  @BatchHandler(topic)
  async handle(): Promise<void> {}
}

/** A filter that hides what went wrong, as an application's own may. */
@Catch()
class HidesEverything implements ExceptionFilter {
  catch() {
    return of('an error page');
  }
}

describe('KafkaStrategy', () => {
  let bus: Bus;
  const apps: INestMicroservice[] = [];
  const serve = async (controllers: Type[], topics: readonly Topic[]): Promise<KafkaStrategy> => {
    const limits = { backoff: { transient: [50], unexpected: [10, 10], jitter: 0 } };
    const strategy = new KafkaStrategy(bus, { group: GROUP, topics, limits });
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(
      { module: class {}, controllers },
      { strategy, logger: false },
    );
    apps.push(app);
    app.useGlobalFilters(new HidesEverything());
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    await app.listen();
    return strategy;
  };

  beforeEach(async () => {
    const { brokers } = await resolveKafka();
    bus = new Bus({ brokers, prefix: freshPrefix(), clientId: 'test', log: SILENT });
    await provisionTopics(bus, [topic, other, topicNamed(deadLetterTopic(topic.name, GROUP))]);
    heard.length = 0;
    outage = true;
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await bus.close();
  });

  it('hands published records to the handler, through pipes', async () => {
    await serve([Listener], [topic]);
    await bus.publish(
      topic,
      Array.from({ length: 100 }, (_, i) => saying(`k${i % 7}`, `m${i}`)),
    );
    await eventually(() => new Set(heard).size === 100);
    expect(signals.at(-1)?.aborted).toBe(false);
  });

  it('knows a failure by its class, whatever filters the application has', async () => {
    await serve([Listener], [topic]);
    await bus.publish(topic, [saying('k', 'bug')]);
    const [letter] = await eventually(async () => {
      const letters = await listDeadLetters(bus, { topic: topic.name, group: GROUP });
      return letters.length > 0 && letters;
    });
    expect(letter).toMatchObject({ kind: 'unexpected', errorClass: 'TypeError', attempts: 3 });
    await bus.publish(topic, [saying('k', 'down')]);
    await eventually(() => signals.length > 6);
    outage = false;
    await eventually(() => heard.includes('down'));
    expect(await listDeadLetters(bus, { topic: topic.name, group: GROUP })).toHaveLength(1);
  });

  it('tells how it is doing', async () => {
    const strategy = await serve([Listener], [topic]);
    await bus.publish(topic, [saying('k', 'hello')]);
    await eventually(() => strategy.health()?.acked === 1);
    expect(strategy.health()).toMatchObject({
      group: GROUP,
      live: true,
      ready: true,
      open: 0,
      deadLettered: 0,
    });
    await strategy.close();
    expect(strategy.health()).toMatchObject({ ready: false, detail: 'not in the consumer group g' });
  });

  it.each([
    ['a topic without a handler', [Listener], [topic, other], /other\.v1 has no handler/],
    ['a topic with two handlers', [Listener, Second], [topic], /strategy\.v1 has several handlers/],
  ])('refuses to start with %s', async (_name, controllers, topics, message) => {
    await expect(serve(controllers, topics)).rejects.toThrow(message);
  });
});
