import { type ConnectionSnapshot, type OrderRevised, topics } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import type pg from 'pg';
import { decide } from '../decide/decide.js';
import { AdmittedGroup } from '../deliver/admitted-group.js';
import { deliverableOf } from '../deliver/deliverable.js';
import type { Deliverer } from '../deliver/deliverer.js';
import type { Job } from '../deliver/job.js';
import { leaseFrom } from '../deliver/lease.js';
import type { KillPoints } from '../kill-points.js';
import { changeKnown } from '../ledger/change-known.js';
import { claimNew } from '../ledger/claim-new.js';
import type { Entry } from '../ledger/entry.js';
import type { Trigger } from '../ledger/reconsider.js';
import type { Reconsidered } from '../ledger/reconsidered.js';
import { recordRendered } from '../ledger/record-rendered.js';
import type { SettingsVersions } from '../ledger/settings-versions.js';
import { outcomeOfEntry, outcomeOfKnown, toRecord } from '../outcomes/outcome.js';
import type { OutcomePublisher } from '../outcomes/outcome-publisher.js';
import { openReview } from '../reviews/open-review.js';
import type { Connections, Policies } from './connections.js';

/** One order to be looked at. */
export interface Candidate {
  readonly event: OrderRevised;
  readonly bytes: Buffer;
  readonly record: Entry['record'];
}

/**
 * Takes orders in: decides, writes the ledger and claims in one statement, and starts the deliveries.
 * The claim is committed before any request leaves.
 */
export class OrderIntake {
  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly connections: Connections;
      readonly policies: Policies;
      readonly versions: SettingsVersions;
      readonly deliverer: Deliverer;
      readonly outcomes: OutcomePublisher;
      readonly leaseMs: number;
      readonly settleMs: number;
      readonly now: () => number;
      readonly killPoints: KillPoints;
    },
  ) {}

  /** @throws when the ledger cannot be written; the candidates' records are open then */
  async consider(candidates: readonly Candidate[], trigger: Trigger): Promise<void> {
    // Both in one turn: the versions that are kept are those that decide.
    const snapshots = this.snapshotsOf(candidates);
    const group = new AdmittedGroup();
    const entries = candidates.map((candidate) => this.prepare(candidate, group));
    const claimedAt = this.parts.now();
    try {
      await this.parts.versions.keep(snapshots);
      await recordRendered(this.parts.pool, entries);
      const { fresh, known } = await claimNew(this.parts.pool, entries, this.parts.leaseMs);
      this.parts.killPoints.reached('after-claim');
      this.parts.deliverer.release(group);
      for (const entry of fresh) this.begin(entry, claimedAt);
      if (known.length > 0) await this.considerKnown(known, trigger, claimedAt);
    } finally {
      this.parts.deliverer.release(group);
    }
    await this.decideOvertaken(entries);
  }

  /**
   * Settings that came while orders were being written as waiting or held: whoever follows the settings did not
   * find them in the ledger then, and would not look again.
   */
  private async decideOvertaken(entries: readonly Entry[]): Promise<void> {
    const overtaken = entries.filter(({ event, decision }) => {
      const undecided = decision === null || decision.outcome === 'hold';
      const version = this.parts.connections.get(event.connectionId)?.version;
      return undecided && version !== undefined && version !== decision?.settingsVersion;
    });
    if (overtaken.length === 0) return;
    const candidates = overtaken.map(({ event, bytes }) => ({ event, bytes, record: null }));
    await this.consider(candidates, 'settings');
  }

  private snapshotsOf(candidates: readonly Candidate[]): Set<ConnectionSnapshot> {
    const snapshots = new Set<ConnectionSnapshot>();
    for (const { event } of candidates) {
      const snapshot = this.parts.connections.get(event.connectionId);
      if (snapshot) snapshots.add(snapshot);
    }
    return snapshots;
  }

  /** Places in the lanes are kept from here until the group is claimed. */
  private prepare({ event, bytes, record }: Candidate, group: AdmittedGroup): Entry {
    const snapshot = this.parts.connections.get(event.connectionId);
    if (snapshot === undefined) return { event, bytes, record, decision: null, start: null };
    const decision = decide(event.order, this.parts.policies.policyFor(snapshot));
    const start =
      decision.outcome === 'deliver'
        ? this.parts.deliverer.admit(snapshot, deliverableOf(event, decision), group)
        : null;
    return { event, bytes, record, decision, start };
  }

  private begin(entry: Entry, claimedAt: number): void {
    if (entry.start?.state === 'delivering') this.parts.deliverer.submit(this.job(entry, claimedAt));
    else if (entry.record)
      this.parts.outcomes.publishThenAck(outcomeOfEntry(entry, new Date()), entry.record);
  }

  /** What goes wrong here concerns the known orders only: the others are on their way already. */
  private async considerKnown(entries: readonly Entry[], trigger: Trigger, claimedAt: number): Promise<void> {
    try {
      const { pool, leaseMs, settleMs } = this.parts;
      const review = (client: pg.ClientBase, one: Reconsidered) => this.review(client, one);
      const limits = { leaseMs, settleMs, review, isTestMode: (id: string) => this.isTestMode(id) };
      const reconsidered = await changeKnown(pool, entries, trigger, limits, announce);
      for (const one of reconsidered) this.conclude(one, trigger, claimedAt);
    } catch (error) {
      if (entries.some((entry) => entry.record === null)) throw error;
      for (const { record } of entries) record?.nack(error);
    }
  }

  private conclude({ entry, action, before }: Reconsidered, trigger: Trigger, claimedAt: number): void {
    const { outcomes } = this.parts;
    if (action === 'take') this.begin(entry, claimedAt);
    else if (entry.record === null) return;
    else if (action === 'withdraw') outcomes.publishThenAck(outcomeOfEntry(entry, new Date()), entry.record);
    else if (action === 'none' && trigger === 'live') {
      outcomes.publishThenAck(outcomeOfKnown(entry, before, new Date()), entry.record);
    } else entry.record.ack();
  }

  private job(entry: Entry, claimedAt: number): Job {
    const { event, decision, start, record } = entry;
    if (decision === null || start?.state !== 'delivering') throw new Error('only a claimed order has a job');
    return {
      connectionId: event.connectionId,
      revision: event.revision,
      deliverable: deliverableOf(event, decision),
      workspaceId: event.workspaceId,
      orderId: event.order.orderId,
      attemptId: start.attemptId,
      modifiedAt: event.order.modifiedAt,
      settingsVersion: decision.settingsVersion,
      tries: 0,
      firstTriedAt: Date.now(),
      doubt: false,
      wanted: true,
      claimedAt,
      ...leaseFrom(claimedAt, this.parts),
      record,
      probe: false,
    };
  }

  private isTestMode(connectionId: string): boolean {
    return this.parts.connections.get(connectionId)?.settings['joor.testMode'] === 'Enabled';
  }

  private async review(client: pg.ClientBase, { entry, before }: Reconsidered): Promise<void> {
    const { connectionId, workspaceId, revision, order } = entry.event;
    const policy = this.parts.connections.get(connectionId)?.settings['orders.editPolicy'];
    if (policy === 'ignore' || before.delivery === null) return;
    await openReview(client, {
      connectionId,
      workspaceId,
      orderId: order.orderId,
      delivered: before.delivery.revision,
      newest: revision,
    });
  }
}

/** Outcomes that no Kafka record vouches for reach their topic through the outbox. */
async function announce(client: pg.PoolClient, reconsidered: readonly Reconsidered[]): Promise<void> {
  const changed = reconsidered.filter(
    ({ entry, action }) =>
      entry.record === null &&
      (action === 'take' || action === 'withdraw') &&
      entry.start?.state !== 'delivering',
  );
  const rows = changed.map(({ entry }) => toRecord(outcomeOfEntry(entry, new Date())));
  await addToOutbox(
    client,
    rows.map(({ key, type, value }) => ({ topic: topics.outcomes.name, key, type, value })),
  );
}
