import type { ConnectionSnapshot, Decision } from '@joor-bridge/contracts';
import type pg from 'pg';
import { decide } from '../decide/decide.js';
import { decideLines } from '../decide/decide-lines.js';
import { policyOf } from '../decide/policy.js';
import type { Connections, Policies } from '../intake/connections.js';
import {
  claimDue,
  connectionsDue,
  type DueClaim,
  handOver,
  releaseConnection,
  type UnreadableClaim,
} from '../ledger/claim-due.js';
import { failClaim, giveBack } from '../ledger/end-claim.js';
import { keepNewDecision, withdrawClaim } from '../ledger/redecide.js';
import type { SettingsVersions } from '../ledger/settings-versions.js';
import { settleLeft } from '../ledger/settle-superseded.js';
import { deliveredLines } from '../outcomes/delivered-lines.js';
import { joorFactsOf } from '../outcomes/outcome.js';
import { deliverableOf } from './deliverable.js';
import type { Deliverer } from './deliverer.js';
import type { Job } from './job.js';
import { leaseFrom } from './lease.js';

const TICK_MS = 250;
/** A record whose delivery takes longer than this is answered; the timer takes over the responsibility. */
const SLOW_MS = 400;
/** An order whose claim came to nothing here, for a fault of ours or the ledger's. */
const PUT_OFF_MS = 60_000;

/** Sends what the ledger keeps: parked deliveries when they are due, and claims whose owner is gone. */
export class DueTimer {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private readonly busy = new Set<string>();
  /** Connections that turned orders away, or whose last claim was as large as their room: there may be more. */
  private readonly backlog = new Set<string>();
  private stopped = false;

  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly connections: Connections;
      readonly policies: Policies;
      readonly versions: SettingsVersions;
      readonly deliverer: Deliverer;
      readonly leaseMs: number;
      readonly settleMs: number;
      readonly now: () => number;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.tick().finally(() => {
        if (!this.stopped) this.start();
      });
    }, TICK_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    while (this.busy.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Orders of the connection were parked for want of room in its lane: they go out with the next that is free. */
  crowded(connectionId: string): void {
    this.backlog.add(connectionId);
  }

  /** A lane has room: goes on with the connection's backlog without waiting for the next tick. */
  roomy(connectionId: string): void {
    if (this.backlog.has(connectionId)) void this.sendDue(connectionId);
  }

  /** The connection answers again: everything that waited for it goes out. */
  async recovered(connectionId: string): Promise<void> {
    try {
      await releaseConnection(this.parts.pool, connectionId);
    } catch (error) {
      this.parts.onError(error);
    }
    await this.sendDue(connectionId);
  }

  /** Each step on its own: what goes wrong in one must not keep the others from their work. */
  private async tick(): Promise<void> {
    const { pool, connections, onError } = this.parts;
    await this.takeOverSlow().catch(onError);
    await settleLeft(pool, connections, onError).catch(onError);
    const due = await connectionsDue(pool).catch((error) => {
      onError(error);
      return [];
    });
    await Promise.all(due.map((connectionId) => this.sendDue(connectionId)));
  }

  private async takeOverSlow(): Promise<void> {
    const slow = this.parts.deliverer.longRunning(SLOW_MS);
    if (slow.length === 0) return;
    await handOver(this.parts.pool, slow, this.parts.settleMs);
    for (const job of slow) {
      // One that was answered meanwhile is with the result writer, which counts on its record.
      if (!this.parts.deliverer.isUnderWay(job)) continue;
      job.record?.ack();
      job.record = null;
    }
  }

  private async sendDue(connectionId: string): Promise<void> {
    const snapshot = this.parts.connections.get(connectionId);
    if (snapshot === undefined || this.busy.has(connectionId) || this.stopped) return;
    this.busy.add(connectionId);
    try {
      await this.claimAndSend(snapshot);
    } catch (error) {
      this.parts.onError(error);
    } finally {
      this.busy.delete(connectionId);
    }
  }

  private async claimAndSend(snapshot: ConnectionSnapshot): Promise<void> {
    const { count, probe } = this.parts.deliverer.dueRoom(snapshot);
    if (count === 0) return;
    try {
      await this.sendUpTo(count, probe, snapshot);
    } catch (error) {
      // A probe that never went out must not keep the next one back.
      if (probe) this.parts.deliverer.returnProbe(snapshot.connectionId);
      throw error;
    }
  }

  private async sendUpTo(count: number, probe: boolean, snapshot: ConnectionSnapshot): Promise<void> {
    const { pool, leaseMs, settleMs, now } = this.parts;
    const { connectionId } = snapshot;
    const testMode = snapshot.settings['joor.testMode'] === 'Enabled';
    const claimedAt = now();
    const { claims, unreadable } = await claimDue(pool, connectionId, {
      ...{ count, leaseMs, settleMs, testMode, settingsVersion: snapshot.version },
    });
    if (claims.length === 0 && probe) this.parts.deliverer.returnProbe(connectionId);
    if (claims.length + unreadable.length === count) this.backlog.add(connectionId);
    else this.backlog.delete(connectionId);
    for (const claim of unreadable) await this.refuse(claim);
    for (const claim of claims) await this.sendOrGiveBack(claim, snapshot, claimedAt, probe);
  }

  private async refuse(claim: UnreadableClaim): Promise<void> {
    const reason = `The order as the ledger has it cannot be read (${claim.problem}). Send it again from JOOR, or try again with a version of order-router that reads it.`;
    await failClaim(this.parts.pool, claim, reason).catch(this.parts.onError);
  }

  /** What goes wrong with one order concerns that order: it is put off, as nothing was sent. */
  private async sendOrGiveBack(
    claim: DueClaim,
    snapshot: ConnectionSnapshot,
    claimedAt: number,
    probe: boolean,
  ): Promise<void> {
    const { pool, deliverer, onError } = this.parts;
    try {
      await this.send(claim, snapshot, claimedAt, probe);
    } catch (error) {
      if (probe) deliverer.returnProbe(snapshot.connectionId);
      onError(error);
      await giveBack(pool, claim, PUT_OFF_MS).catch(onError);
    }
  }

  private async send(
    claim: DueClaim,
    snapshot: ConnectionSnapshot,
    claimedAt: number,
    probe: boolean,
  ): Promise<void> {
    const { pool, policies, versions, deliverer } = this.parts;
    const decision = decide(claim.event.order, policies.policyFor(snapshot));
    await versions.keep([snapshot]);
    // What may already be at the WMS is resolved first, whatever the settings say today.
    if (decision.outcome !== 'deliver' && !claim.doubt) {
      if (probe) deliverer.returnProbe(snapshot.connectionId);
      return withdrawClaim(pool, claim, decision);
    }
    if (decision.settingsVersion !== claim.settingsVersion) await keepNewDecision(pool, claim, decision);
    const lines = await this.linesTaken(claim, decision);
    deliverer.submit({ ...this.job(claim, decision, claimedAt, probe), lines });
  }

  /** Of an order in doubt the WMS may have what it was sent under the settings of then. */
  private async linesTaken({ event, doubt, sentUnder }: DueClaim, decision: Decision): Promise<Job['lines']> {
    if (!doubt || sentUnder === null || sentUnder === decision.settingsVersion) {
      return deliveredLines(decision.lines);
    }
    const then = await this.parts.versions.at(event.connectionId, sentUnder);
    return deliveredLines(then ? decideLines(event.order, policyOf(then)) : decision.lines);
  }

  private job(claim: DueClaim, decision: Decision, claimedAt: number, probe: boolean): Omit<Job, 'lines'> {
    return {
      connectionId: claim.event.connectionId,
      revision: claim.event.revision,
      deliverable: deliverableOf(claim.event, decision),
      workspaceId: claim.event.workspaceId,
      orderId: claim.event.order.orderId,
      attemptId: claim.attemptId,
      modifiedAt: claim.event.order.modifiedAt,
      settingsVersion: decision.settingsVersion,
      joorFacts: { ...joorFactsOf(claim.event.order), cancelledInJoor: claim.cancelledInJoor },
      tries: claim.tries,
      firstTriedAt: claim.firstTriedAt.getTime(),
      doubt: claim.doubt,
      wanted: decision.outcome === 'deliver',
      claimedAt,
      ...leaseFrom(claimedAt, this.parts),
      record: null,
      probe,
    };
  }
}
