import type { Topic } from '@joor-bridge/contracts';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Cluster } from '../bus/cluster.js';
import { GroupConsumer, type GroupOptions, type Handling } from '../runtime/group-consumer.js';
import type { GroupStatus } from '../runtime/status.js';
import type { HandleBatch } from '../runtime/subscription.js';
import { BatchContext } from './batch-context.js';
import { KAFKA_TRANSPORT } from './batch-handler.js';

export interface StrategyOptions extends GroupOptions {
  readonly topics: readonly Topic[];
}

/**
 * Nest's way to one consumer group: `app.connectMicroservice({ strategy: new KafkaStrategy(bus, …) })`.
 * Handlers are declared with `@BatchHandler`; guards, pipes and interceptors work as anywhere in Nest.
 */
export class KafkaStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = KAFKA_TRANSPORT;
  /** Failures are ours to report, so Nest does not log them as well. */
  override readonly propagatesEventHandlerErrors = true;
  private member: GroupConsumer | undefined;

  constructor(
    private readonly bus: Cluster,
    private readonly options: StrategyOptions,
  ) {
    super();
  }

  /** Joins the group. Fails when a topic has no handler or several. */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  /** Stops taking, finishes what is in flight, commits, leaves. */
  async close(): Promise<void> {
    await this.member?.stop();
  }

  /** Undefined before `listen`. */
  health(): GroupStatus | undefined {
    return this.member?.status();
  }

  on(): never {
    throw new Error('KafkaStrategy has no events; its state is in health()');
  }

  unwrap<T>(): T {
    return this.member as T;
  }

  private async start(): Promise<void> {
    this.member = new GroupConsumer(
      this.bus,
      this.options,
      this.options.topics.map((topic) => this.handlingOf(topic)),
    );
    await this.member.start();
  }

  private handlingOf(topic: Topic): Handling {
    const handler = this.getHandlerByPattern(topic.name);
    if (!handler)
      throw new Error(
        `${topic.name} has no handler: declare one with @BatchHandler, or leave the topic out of the strategy of ${this.options.group}`,
      );
    if (handler.next)
      throw new Error(`${topic.name} has several handlers: one failing would repeat the others; keep one`);
    return { topic, handle: handleWith(handler), batch: handler.extras ?? {} };
  }
}

const handleWith =
  (handler: MessageHandler): HandleBatch =>
  async (records, signal) => {
    const result: unknown = await handler(records, new BatchContext([signal]));
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  };
