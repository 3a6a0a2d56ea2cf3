import { randomUUID } from 'node:crypto';
import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { Destination } from '@joor-bridge/service-kit';
import type { DeliverableOrder, DeliveryAnswer } from '@joor-bridge/wms';
import type { ConnectionHealth } from '../health/connection-health.js';
import type { KillPoints } from '../kill-points.js';
import type { Fate } from '../ledger/attempt-result.js';
import type { DeliveryStart } from '../ledger/entry.js';
import type { AdmittedGroup } from './admitted-group.js';
import { answerToResult } from './answer-to-result.js';
import type { Job } from './job.js';
import { Lane } from './lane.js';
import type { ResultWriter } from './result-writer.js';
import type { NoAnswer } from './send-jobs.js';

/** How long a parked order waits for a destination that cannot be used; a change of it comes sooner. */
const UNUSABLE_RECHECK_MS = 60_000;

interface Open {
  readonly snapshot: ConnectionSnapshot;
  readonly destination: Destination;
  readonly lane: Lane | null;
  /** Admitted, and not yet pushed, over all groups. */
  reserved: number;
}

/** The lanes of all connections: admits orders, sends them, and hands what came of it to the result writer. */
export class Deliverer {
  private readonly open = new Map<string, Open>();
  private readonly underWay = new Set<Job>();
  private stopping = false;

  constructor(
    private readonly parts: {
      readonly writer: ResultWriter;
      readonly health: ConnectionHealth;
      readonly destinationOf: (snapshot: ConnectionSnapshot) => Destination;
      readonly killPoints: KillPoints;
      readonly now: () => number;
      /** How long a claim holds: a paced lane takes no more than it sends in that time. */
      readonly leaseMs: number;
      /** Orders were parked since the connection's lane was full. */
      readonly crowded: (connectionId: string) => void;
      /** There is room in a connection's lane. */
      readonly roomy: (connectionId: string) => void;
      /** A connection answers again. */
      readonly recovered: (connectionId: string) => void;
    },
  ) {}

  /** Decides how a delivery starts, and keeps a place for it where it is to be sent, until its group is released. */
  admit(snapshot: ConnectionSnapshot, deliverable: DeliverableOrder, group: AdmittedGroup): DeliveryStart {
    const open = this.opened(snapshot);
    const { destination, lane } = open;
    if (destination.kind === 'would-deliver') {
      return { state: 'would-deliver', testMode: true, body: destination.render(deliverable) };
    }
    if (destination.kind === 'unusable' || lane === null) {
      const reason = destination.kind === 'unusable' ? destination.problem : 'the destination is not ready';
      return { state: 'parked', dueInMs: UNUSABLE_RECHECK_MS, reason, testMode: destination.testMode };
    }
    const { testMode } = destination;
    if (lane.breaker.isOpen) {
      const reason = 'the WMS does not take orders at the moment';
      return { state: 'parked', dueInMs: 0, reason, testMode };
    }
    if (this.stopping || !lane.admits(open.reserved)) {
      group.turnedAway.add(snapshot.connectionId);
      return { state: 'parked', dueInMs: 0, reason: 'waiting for its turn', testMode };
    }
    group.keep(open);
    return { state: 'delivering', attemptId: randomUUID(), testMode };
  }

  /** A group is in the ledger, or will not be: gives its places back, right before its jobs are submitted. */
  release(group: AdmittedGroup): void {
    group.giveBack();
    for (const connectionId of group.turnedAway) this.parts.crowded(connectionId);
    group.turnedAway.clear();
  }

  /** Sends a claimed order by the settings that decided it; by others it has to be decided again. */
  submit(job: Job): void {
    const open = this.open.get(job.connectionId);
    this.underWay.add(job);
    if (open?.lane && open.snapshot.version === job.settingsVersion) open.lane.push(job);
    else this.unsent(job, 'unsent');
  }

  /** How many due orders the connection's lane would take; with the breaker open, one probe when it is time. */
  dueRoom(snapshot: ConnectionSnapshot): { count: number; probe: boolean } {
    const { lane } = this.opened(snapshot);
    if (lane === null || this.stopping) return { count: 0, probe: false };
    if (lane.breaker.isOpen) return { count: lane.breaker.takeProbe() ? 1 : 0, probe: true };
    return { count: lane.room, probe: false };
  }

  returnProbe(connectionId: string): void {
    this.open.get(connectionId)?.lane?.breaker.returnProbe();
  }

  /** Jobs that a record has driven for longer than `ageMs`. */
  longRunning(ageMs: number): Job[] {
    const before = this.parts.now() - ageMs;
    return [...this.underWay].filter((job) => job.record !== null && job.claimedAt < before);
  }

  isUnderWay(job: Job): boolean {
    return this.underWay.has(job);
  }

  /** The connection changed: what waits in its lane goes back to the ledger and out by the new settings. */
  forget(connectionId: string): void {
    const open = this.open.get(connectionId);
    this.open.delete(connectionId);
    open?.lane?.giveBackQueue();
  }

  /** Takes nothing more and resolves when the requests under way have ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const { lane } of this.open.values()) lane?.giveBackQueue();
    while (this.underWay.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  opened(snapshot: ConnectionSnapshot): Open {
    const existing = this.open.get(snapshot.connectionId);
    if (existing && existing.snapshot.version === snapshot.version) return existing;
    this.forget(snapshot.connectionId);
    const destination = this.parts.destinationOf(snapshot);
    const lane = destination.kind === 'ready' ? this.laneFor(snapshot, destination) : null;
    const open: Open = { snapshot, destination, lane, reserved: 0 };
    this.open.set(snapshot.connectionId, open);
    if (destination.kind === 'unusable') this.parts.health.unusable(snapshot, destination.problem);
    else this.parts.health.usable(snapshot);
    return open;
  }

  private laneFor(snapshot: ConnectionSnapshot, destination: Extract<Destination, { kind: 'ready' }>): Lane {
    const { health, roomy, recovered, now, leaseMs, killPoints } = this.parts;
    const { connectionId } = snapshot;
    const lane: Lane = new Lane(
      destination,
      {
        sent: () => killPoints.soon('after-send'),
        answered: (job, answer, startedAt) => this.answered(lane, job, answer, startedAt),
        unsent: (job, why) => this.unsent(job, why),
        roomy: () => roomy(connectionId),
        opened: (reason) => health.down(snapshot, reason),
        refused: (reason) => health.unauthorized(snapshot, reason),
        closed: () => {
          health.recovered(snapshot);
          recovered(connectionId);
        },
      },
      { now, leaseMs },
    );
    return lane;
  }

  private answered(lane: Lane, job: Job, answer: DeliveryAnswer, startedAt: Date): void {
    this.underWay.delete(job);
    job.deliverable = null;
    this.parts.killPoints.reached('after-answer');
    const result = answerToResult(job, answer, startedAt, {
      connectionDown: lane.breaker.isOpen,
      settleMs: lane.destination.timeoutMs,
      random: Math.random(),
      now: Date.now(),
    });
    this.parts.writer.add(job, result);
  }

  private unsent(job: Job, why: NoAnswer): void {
    this.underWay.delete(job);
    const { connectionId, revision, orderId, attemptId, doubt } = job;
    this.parts.writer.add(job, {
      connectionId,
      orderId,
      revision,
      attemptId,
      settingsVersion: job.settingsVersion,
      startedAt: new Date(),
      answer: 'unsent',
      wmsOrderId: null,
      exchange: null,
      fate: FATE_UNSENT[why](doubt),
    });
  }
}

const parkedNow = (reason: string, doubt: boolean): Fate => ({ state: 'parked', reason, dueInMs: 0, doubt });

/** What becomes of a claim that nothing was sent for. A cleared-up doubt is withdrawn when the timer comes by. */
const FATE_UNSENT: Readonly<Record<NoAnswer, (doubt: boolean) => Fate>> = {
  unsent: (doubt) => parkedNow('claimed, and not sent yet', doubt),
  absent: () => parkedNow('not at the WMS, and not wanted any more', false),
  unknowable: () => ({
    state: 'failed',
    reason:
      'The order is not wanted any more, and an earlier request may have reached the WMS, which cannot be looked up. Look there, then mark the order as done, or cancel it at the WMS.',
    dueInMs: null,
    doubt: true,
  }),
};
