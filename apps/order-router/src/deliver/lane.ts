import type { DeliveryAnswer } from '@joor-bridge/wms';
import { Breaker } from './breaker.js';
import type { Destination } from './destination.js';
import type { Job } from './job.js';
import { Pacer } from './pacer.js';
import { type NoAnswer, sendJobs } from './send-jobs.js';

type Ready = Extract<Destination, { kind: 'ready' }>;

/** Jobs a lane keeps in memory beyond those under way, when the timer fills it from the ledger. */
const QUEUE_LIMIT = 256;
/**
 * Of those, what may come straight from Kafka; what comes on top is parked in the ledger. Small, since these jobs
 * hold the consumer's room: a few connections that hang must not use it up for all.
 */
const LIVE_LIMIT = 64;

export interface LaneEvents {
  /** A request was handed to the network. */
  sent(): void;
  answered(job: Job, answer: DeliveryAnswer, startedAt: Date): void;
  /** Nothing was sent: the breaker opened, the lease ran out, the service stops, or the order is not wanted. */
  unsent(job: Job, why: NoAnswer): void;
  /** There is room again. */
  roomy(): void;
  opened(reason: string): void;
  refused(reason: string): void;
  closed(): void;
}

/** One connection's way to its WMS: so many at once, so fast, and nothing while the WMS is down. */
export class Lane {
  readonly breaker: Breaker;
  private readonly queue: Job[] = [];
  private readonly pacer: Pacer;
  private underWay = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly destination: Ready,
    private readonly events: LaneEvents,
    private readonly now: () => number,
  ) {
    this.breaker = new Breaker(now);
    this.pacer = new Pacer(destination.pace.perSecond, now);
  }

  /** How many more jobs it would take now. */
  get room(): number {
    return this.breaker.isOpen ? 0 : Math.max(0, QUEUE_LIMIT - this.queue.length);
  }

  /** Whether it takes another order from Kafka, beside those already promised a place. */
  admits(promised: number): boolean {
    return !this.breaker.isOpen && this.queue.length + promised < LIVE_LIMIT;
  }

  push(job: Job): void {
    this.queue.push(job);
    this.pump();
  }

  /** Gives back what has not been sent. Requests under way go on. */
  giveBackQueue(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const job of this.queue.splice(0)) this.events.unsent(job, 'unsent');
  }

  private pump(): void {
    const { concurrency, batch } = this.destination.pace;
    while (this.queue.length > 0 && this.underWay < concurrency) {
      if (this.breaker.isOpen && !this.queue[0]?.probe) {
        this.giveBackQueue();
        return;
      }
      const waitMs = this.pacer.take();
      if (waitMs > 0) {
        this.pumpLater(waitMs);
        return;
      }
      void this.send(this.queue.splice(0, batch));
    }
  }

  private pumpLater(waitMs: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.pump();
    }, waitMs);
  }

  private async send(jobs: Job[]): Promise<void> {
    this.underWay += 1;
    const startedAt = new Date();
    const sending = sendJobs(this.destination, jobs, this.now);
    this.events.sent();
    const answers = await sending;
    this.underWay -= 1;
    for (const [at, job] of jobs.entries()) {
      const answer = answers[at] ?? 'unsent';
      if (typeof answer === 'string') {
        if (job.probe) this.breaker.returnProbe();
        this.events.unsent(job, answer);
        continue;
      }
      this.learn(answer);
      this.events.answered(job, answer, startedAt);
    }
    this.pump();
    if (this.queue.length < QUEUE_LIMIT / 2) this.events.roomy();
  }

  private learn(answer: DeliveryAnswer): void {
    switch (answer.kind) {
      case 'accepted':
      case 'rejected':
        if (this.breaker.succeeded()) this.events.closed();
        return;
      case 'unauthorized':
        // Also when it is open already: what it waits for is a person now.
        this.breaker.refused();
        this.events.refused(answer.reason);
        return;
      case 'unavailable':
        if (this.breaker.failed(answer.retryAfterMs)) this.events.opened(answer.reason);
        return;
      case 'ambiguous':
        if (this.breaker.failed()) this.events.opened(answer.reason);
        return;
    }
  }
}
