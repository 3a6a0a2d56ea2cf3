import type { Topic } from '@joor-bridge/contracts';
import type { Log } from '../bus/log.js';
import type { WriteDeadLetter } from '../dead-letters/dead-letter-writer.js';
import { RetryLater } from '../failure.js';
import { type Decode, decoderOf } from './decode.js';
import { type Answers, Delivery } from './delivery.js';
import { FailureDesk } from './failure-desk.js';
import type { Assigned, InFlight } from './in-flight.js';
import { KeyLanes } from './key-lanes.js';
import type { BatchOptions, Limits } from './limits.js';

/** Gets a group of records; resolving means that it can take another, not that these are answered. */
export type HandleBatch = (records: readonly Delivery[], signal: AbortSignal) => Promise<void>;

export interface SubscriptionOptions {
  readonly topic: Topic;
  readonly handle: HandleBatch;
  readonly batch: BatchOptions;
  readonly limits: Limits;
  readonly log: Log;
  readonly random: () => number;
  readonly writeDeadLetter: WriteDeadLetter;
  /** The record has left: finished for good, or dropped because its partition went elsewhere. */
  readonly left: (record: InFlight, finished: boolean) => void;
  readonly waitingChanged: (home: Assigned) => void;
}

/** One topic's records on their way through one handler: a lane for each key, groups of what is ready. */
export class Subscription implements Answers {
  readonly counts = { acked: 0, deadLettered: 0 };
  readonly desk: FailureDesk;
  private readonly lanes = new KeyLanes<InFlight>();
  private readonly open = new Set<Delivery>();
  private readonly calls = new Set<AbortController>();
  private readonly decode: Decode;
  private ready: InFlight[] = [];
  private scheduled = false;
  private stopping = false;

  constructor(private readonly options: SubscriptionOptions) {
    this.decode = decoderOf(options.topic);
    this.desk = new FailureDesk({
      ...options,
      backoff: options.limits.backoff,
      retry: (record) => this.makeReady(record),
      buried: (record) => {
        this.counts.deadLettered += 1;
        this.leave(record, true);
      },
    });
  }

  take(record: InFlight): void {
    if (this.lanes.enter(record.key, record)) this.makeReady(record);
  }

  acked(delivery: Delivery): void {
    if (this.settle(delivery)) this.finish(delivery.record);
  }

  failed(delivery: Delivery, failure: unknown): void {
    if (this.settle(delivery)) this.desk.failed(delivery.record, failure);
  }

  /** Takes the record back from a handler that does not answer. To be called now and then. */
  expire(now: number): void {
    const { recordDeadlineMs } = this.options.limits;
    for (const delivery of this.open) {
      if (now - delivery.record.givenAt < recordDeadlineMs) return;
      this.failed(delivery, new RetryLater(`no answer to the record within ${recordDeadlineMs} ms`));
    }
  }

  /** Gives nothing more to the handler. */
  stop(): void {
    this.stopping = true;
    this.ready = [];
    this.desk.close();
  }

  /** Tells handlers to let go. */
  abort(reason: Error): void {
    for (const call of this.calls) call.abort(reason);
  }

  /** Nothing is with the handler and no dead letter is on its way. */
  get quiet(): boolean {
    return this.open.size === 0 && this.calls.size === 0 && this.desk.burying === 0;
  }

  private makeReady(record: InFlight): void {
    if (this.stopping) return;
    this.ready.push(record);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.ready.length > 0 && this.calls.size < this.options.batch.maxConcurrentBatches) {
      const group: Delivery[] = [];
      for (const record of this.ready.splice(0, this.options.batch.maxRecords)) {
        const delivery = this.deliver(record);
        if (delivery) group.push(delivery);
      }
      if (group.length > 0) void this.call(group);
    }
  }

  /** Undefined: the record needs no handler, being lost, a tombstone or malformed. */
  private deliver(record: InFlight): Delivery | undefined {
    if (record.home.lost) {
      this.leave(record, false);
      return undefined;
    }
    try {
      const event = this.decode(record.message);
      if (event === null && !this.options.batch.tombstones) {
        this.finish(record);
        return undefined;
      }
      record.givenAt = Date.now();
      const delivery = new Delivery(record, record.home.topic, event, this);
      this.open.add(delivery);
      return delivery;
    } catch (failure) {
      this.desk.failed(record, failure);
      return undefined;
    }
  }

  private async call(group: readonly Delivery[]): Promise<void> {
    const call = new AbortController();
    this.calls.add(call);
    const { handlerDeadlineMs } = this.options.limits;
    const timer = setTimeout(() => {
      const failure = new RetryLater(
        `the handler of ${this.options.topic.name} took longer than ${handlerDeadlineMs} ms`,
      );
      call.abort(failure);
      this.over(call, group, failure);
    }, handlerDeadlineMs).unref();
    call.signal.addEventListener('abort', () => clearTimeout(timer));
    try {
      await this.options.handle(group, call.signal);
      for (const delivery of group) delivery.letGo();
      this.over(call, []);
    } catch (failure) {
      this.over(call, group, failure);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A call has ended, well or not: what is still open of the group shares its failure. */
  private over(call: AbortController, group: readonly Delivery[], failure?: unknown): void {
    this.calls.delete(call);
    for (const delivery of group) this.failed(delivery, failure);
    this.dispatch();
  }

  private settle(delivery: Delivery): boolean {
    if (delivery.settled) return false;
    delivery.settled = true;
    return this.open.delete(delivery);
  }

  private finish(record: InFlight): void {
    this.counts.acked += 1;
    this.leave(record, true);
  }

  private leave(record: InFlight, finished: boolean): void {
    this.options.left(record, finished);
    const next = this.lanes.leave(record.key);
    if (next) this.makeReady(next);
  }
}
