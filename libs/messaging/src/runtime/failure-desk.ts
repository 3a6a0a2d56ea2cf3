import type { Log } from '../bus/log.js';
import type { WriteDeadLetter } from '../dead-letters/dead-letter-writer.js';
import { RetryLater } from '../failure.js';
import { type Backoff, waitAfter } from './backoff.js';
import { type FailureKind, isInfrastructure, kindOf } from './failure-kind.js';
import type { Assigned, InFlight } from './in-flight.js';
import { WaitingRoom } from './waiting-room.js';

export interface FailureDeskOptions {
  readonly backoff: Backoff;
  readonly writeDeadLetter: WriteDeadLetter;
  readonly log: Log;
  readonly random: () => number;
  /** The record's wait is over: it may go to the handler again. */
  readonly retry: (record: InFlight) => void;
  /** The record is a dead letter now, safely. */
  readonly buried: (record: InFlight) => void;
  /** Another record of the partition waits for the world, or one less. */
  readonly waitingChanged: (home: Assigned) => void;
}

interface Waiter {
  readonly record: InFlight;
  readonly transient: boolean;
  readonly infrastructure: boolean;
  readonly then: () => void;
}

/** What becomes of records whose handling failed. */
export class FailureDesk {
  /** Records waiting because the service as a whole cannot work. */
  outages = 0;
  /** Dead letters on their way. */
  burying = 0;
  private readonly waiting = new WaitingRoom<Waiter>((waiters) => this.due(waiters));
  private closed = false;
  private quietUntil = 0;

  constructor(private readonly options: FailureDeskOptions) {}

  failed(record: InFlight, failure: unknown): void {
    record.firstFailedAt ||= Date.now();
    const kind = kindOf(failure);
    if (kind !== 'malformed') record[kind] += 1;
    const wait = this.waitFor(record, kind);
    if (wait === null) {
      this.bury(record, kind, failure);
    } else {
      this.tell(record, kind, failure, wait);
      this.wait(record, kind === 'transient', failure, wait, () => this.options.retry(record));
    }
  }

  private waitFor(record: InFlight, kind: FailureKind): number | null {
    if (kind === 'malformed') return null;
    return waitAfter(kind, record[kind], this.options.backoff, this.options.random());
  }

  /** Forgets what waits: those records stay uncommitted and come again. */
  close(): void {
    this.closed = true;
    this.waiting.close();
  }

  private bury(record: InFlight, kind: FailureKind, failure: unknown, writes = 1): void {
    this.burying += 1;
    this.options.writeDeadLetter(record, kind, failure).then(
      () => {
        this.burying -= 1;
        this.options.log.error(
          { ...placeOf(record), kind, attempts: record.attempts, err: failure },
          'record given up: it is on the dead letter topic',
        );
        this.options.buried(record);
      },
      (error: unknown) => {
        this.burying -= 1;
        const wait = waitAfter('transient', writes, this.options.backoff, this.options.random()) ?? 0;
        this.tell(record, 'transient', error, wait);
        this.wait(record, true, error, wait, () => this.bury(record, kind, failure, writes + 1));
      },
    );
  }

  private wait(record: InFlight, transient: boolean, failure: unknown, ms: number, then: () => void): void {
    if (this.closed) return;
    const infrastructure = transient && isInfrastructure(failure);
    if (infrastructure) this.outages += 1;
    if (transient) record.home.waiting += 1;
    this.options.waitingChanged(record.home);
    const atLeast = failure instanceof RetryLater ? (failure.options.afterMs ?? 0) : 0;
    this.waiting.add({ record, transient, infrastructure, then }, Math.max(ms, atLeast));
  }

  private due(waiters: readonly Waiter[]): void {
    for (const { record, transient, infrastructure, then } of waiters) {
      if (infrastructure) this.outages -= 1;
      if (transient) record.home.waiting -= 1;
      this.options.waitingChanged(record.home);
      then();
    }
  }

  /** When the world is down every record fails: one line a second tells it, the rest is for debugging. */
  private tell(record: InFlight, kind: FailureKind, failure: unknown, waitMs: number): void {
    const now = Date.now();
    const level = kind === 'unexpected' || now >= this.quietUntil ? 'warn' : 'debug';
    if (kind === 'transient' && level === 'warn') this.quietUntil = now + 1_000;
    this.options.log[level](
      { ...placeOf(record), kind, attempts: record.attempts, waitMs, err: failure },
      'record not handled: it waits in place and is tried again',
    );
  }
}

const placeOf = ({ home, slot, key }: InFlight) => ({
  topic: home.topic,
  partition: home.partition,
  offset: slot.offset,
  key,
});
