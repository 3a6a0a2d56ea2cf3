import type { Destination } from '@joor-bridge/service-kit';
import type { DeliveryAnswer } from '@joor-bridge/wms';
import { Breaker } from './breaker.js';
import type { Job } from './job.js';
import { laneLimits } from './lane-limits.js';
import { isHeld, leaseLeftMs } from './lease.js';
import { Pacer } from './pacer.js';
import { type NoAnswer, sendJobs, takeGroup } from './send-jobs.js';

type Ready = Extract<Destination, { kind: 'ready' }>;

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
  private readonly limits: { readonly queue: number; readonly live: number };
  private readonly now: () => number;
  private underWay = 0;
  private paceTimer: NodeJS.Timeout | null = null;
  private leaseTimer: NodeJS.Timeout | null = null;

  constructor(
    readonly destination: Ready,
    private readonly events: LaneEvents,
    { now, leaseMs }: { readonly now: () => number; readonly leaseMs: number },
  ) {
    this.now = now;
    this.breaker = new Breaker(now);
    this.pacer = new Pacer(destination.pace.perSecond, now);
    this.limits = laneLimits(destination.pace, leaseMs);
  }

  /** How many more jobs it would take now. */
  get room(): number {
    return this.breaker.isOpen ? 0 : Math.max(0, this.limits.queue - this.queue.length);
  }

  /** Whether it takes another order from Kafka, beside those already promised a place. */
  admits(promised: number): boolean {
    return !this.breaker.isOpen && this.queue.length + promised < this.limits.live;
  }

  push(job: Job): void {
    this.queue.push(job);
    this.pump();
  }

  /** Gives back what has not been sent. Requests under way go on. */
  giveBackQueue(): void {
    if (this.paceTimer) clearTimeout(this.paceTimer);
    if (this.leaseTimer) clearTimeout(this.leaseTimer);
    this.paceTimer = null;
    this.leaseTimer = null;
    for (const job of this.queue.splice(0)) this.unsent(job, 'unsent');
  }

  private pump(): void {
    this.dropLost();
    this.startRequests();
    this.watchLease();
  }

  /** A claim that ran out in the queue costs no place in the pace, and no request. */
  private dropLost(): void {
    for (let [head] = this.queue; head && !isHeld(head, this.now()); [head] = this.queue) {
      this.queue.shift();
      this.unsent(head, 'unsent');
    }
  }

  private startRequests(): void {
    while (this.queue.length > 0 && this.underWay < this.destination.pace.concurrency) {
      if (this.breaker.isOpen && !this.queue[0]?.probe) {
        this.giveBackQueue();
        return;
      }
      const waitMs = this.pacer.take();
      if (waitMs > 0) {
        this.pumpLater(waitMs);
        return;
      }
      void this.send(takeGroup(this.queue, this.destination));
    }
  }

  private pumpLater(waitMs: number): void {
    this.paceTimer ??= setTimeout(() => {
      this.paceTimer = null;
      this.pump();
      // A timer takes whole milliseconds and cuts what is beyond: it would come too early.
    }, Math.ceil(waitMs));
  }

  /**
   * The oldest job is given back when its claim ends, also while every request hangs: left in the queue it would
   * come due as a claim whose owner is gone, and be in doubt for nothing.
   */
  private watchLease(): void {
    const [head] = this.queue;
    if (head === undefined || this.leaseTimer) return;
    const expire = () => {
      this.leaseTimer = null;
      this.pump();
    };
    this.leaseTimer = setTimeout(expire, Math.max(1, leaseLeftMs(head, this.now())));
    // Not worth keeping a process for: a claim that nobody gives back is found by its time.
    this.leaseTimer.unref();
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
        this.unsent(job, answer);
        continue;
      }
      this.learn(answer, job.probe);
      this.events.answered(job, answer, startedAt);
    }
    this.pump();
    if (this.queue.length < this.limits.queue / 2) this.events.roomy();
  }

  private unsent(job: Job, why: NoAnswer): void {
    if (job.probe) this.breaker.returnProbe();
    this.events.unsent(job, why);
  }

  private learn(answer: DeliveryAnswer, probe: boolean): void {
    switch (answer.kind) {
      case 'accepted':
      case 'rejected':
        if (this.breaker.succeeded()) this.events.closed();
        return;
      case 'unauthorized':
        // Also when it is open already: what it waits for is a person now.
        this.breaker.refused(probe);
        this.events.refused(answer.reason);
        return;
      case 'unavailable':
        if (this.breaker.failed(answer.retryAfterMs, probe)) this.events.opened(answer.reason);
        return;
      case 'ambiguous':
        if (this.breaker.failed(null, probe)) this.events.opened(answer.reason);
        return;
    }
  }
}
