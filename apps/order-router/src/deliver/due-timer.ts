import type { ConnectionSnapshot, Decision } from '@joor-bridge/contracts';
import type pg from 'pg';
import { decide } from '../decide/decide.js';
import type { Connections, Policies } from '../intake/connections.js';
import { claimDue, connectionsDue, type DueClaim, handOver, releaseConnection } from '../ledger/claim-due.js';
import { keepNewDecision, withdrawClaim } from '../ledger/redecide.js';
import type { SettingsVersions } from '../ledger/settings-versions.js';
import { settleLeft } from '../ledger/settle-superseded.js';
import { deliverableOf } from './deliverable.js';
import type { Deliverer } from './deliverer.js';
import type { Job } from './job.js';
import { leaseFrom } from './lease.js';

const TICK_MS = 250;
/** A record whose delivery takes longer than this is answered; the timer takes over the responsibility. */
const SLOW_MS = 400;

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

  private async tick(): Promise<void> {
    try {
      await this.takeOverSlow();
      await settleLeft(this.parts.pool, this.parts.connections);
      const due = await connectionsDue(this.parts.pool);
      await Promise.all(due.map((connectionId) => this.sendDue(connectionId)));
    } catch (error) {
      this.parts.onError(error);
    }
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
    const claims = await claimDue(pool, connectionId, { count, leaseMs, settleMs, testMode });
    if (claims.length > 0) await this.parts.versions.keep([snapshot]);
    if (claims.length === 0 && probe) this.parts.deliverer.returnProbe(connectionId);
    if (claims.length === count) this.backlog.add(connectionId);
    else this.backlog.delete(connectionId);
    for (const claim of claims) await this.send(claim, snapshot, claimedAt, probe);
  }

  private async send(
    claim: DueClaim,
    snapshot: ConnectionSnapshot,
    claimedAt: number,
    probe: boolean,
  ): Promise<void> {
    const decision = decide(claim.event.order, this.parts.policies.policyFor(snapshot));
    // What may already be at the WMS is resolved first, whatever the settings say today.
    if (decision.outcome !== 'deliver' && !claim.doubt) {
      if (probe) this.parts.deliverer.returnProbe(snapshot.connectionId);
      return withdrawClaim(this.parts.pool, claim, decision);
    }
    await keepNewDecision(this.parts.pool, claim, decision);
    this.parts.deliverer.submit(this.job(claim, decision, claimedAt, probe));
  }

  private job(claim: DueClaim, decision: Decision, claimedAt: number, probe: boolean): Job {
    return {
      connectionId: claim.event.connectionId,
      revision: claim.event.revision,
      deliverable: deliverableOf(claim.event, decision),
      workspaceId: claim.event.workspaceId,
      orderId: claim.event.order.orderId,
      attemptId: claim.attemptId,
      modifiedAt: claim.event.order.modifiedAt,
      settingsVersion: decision.settingsVersion,
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
