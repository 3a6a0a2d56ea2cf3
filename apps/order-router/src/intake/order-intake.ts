import type { ConnectionSnapshot, OrderOutcome, OrderRevised } from '@joor-bridge/contracts';
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
import { inHalves } from '../ledger/in-halves.js';
import type { Trigger } from '../ledger/reconsider.js';
import type { Reconsidered } from '../ledger/reconsidered.js';
import { recordRendered } from '../ledger/record-rendered.js';
import type { SettingsVersions } from '../ledger/settings-versions.js';
import { announce } from '../outcomes/announce.js';
import { deliveredLines } from '../outcomes/delivered-lines.js';
import { joorFactsOf, outcomeOfEntry } from '../outcomes/outcome.js';
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
      /** Orders of a connection were written as undecided under settings that are not the newest any more. */
      readonly overtaken: (connectionId: string) => void;
      readonly leaseMs: number;
      readonly settleMs: number;
      readonly now: () => number;
      readonly killPoints: KillPoints;
    },
  ) {}

  /**
   * What goes wrong with one order concerns that order alone: its record goes back. What is transient gives back
   * every order that has not been written yet.
   * @throws what went wrong with an order that no record drives, once the others are seen to
   */
  async consider(candidates: readonly Candidate[], trigger: Trigger): Promise<void> {
    const failures: unknown[] = [];
    const fail: Fail = ({ record }, error) => {
      if (record === null) failures.push(error);
      else record.nack(error);
    };
    const group = new AdmittedGroup();
    try {
      // Both in one turn: the versions that are kept are those that decide.
      const snapshots = this.snapshotsOf(candidates);
      const entries = this.prepareAll(candidates, group, fail);
      const claimedAt = this.parts.now();
      const { fresh, known } = await this.claim(entries, snapshots, fail);
      this.parts.killPoints.reached('after-claim');
      this.parts.deliverer.release(group);
      for (const entry of fresh) this.begin(entry, claimedAt);
      await this.considerKnown(known, trigger, claimedAt, fail);
      this.tellOvertaken(entries);
    } finally {
      this.parts.deliverer.release(group);
    }
    if (failures.length > 0) throw failures[0];
  }

  private prepareAll(candidates: readonly Candidate[], group: AdmittedGroup, fail: Fail): Entry[] {
    const entries: Entry[] = [];
    for (const candidate of candidates) {
      try {
        entries.push(this.prepare(candidate, group));
      } catch (error) {
        fail(candidate, error);
      }
    }
    return entries;
  }

  private async claim(
    entries: readonly Entry[],
    snapshots: ReadonlySet<ConnectionSnapshot>,
    fail: Fail,
  ): Promise<{ fresh: Entry[]; known: Entry[] }> {
    const { pool, versions, leaseMs } = this.parts;
    const all = { fresh: [] as Entry[], known: [] as Entry[] };
    await writeOrFail(
      entries,
      async (part) => {
        await versions.keep(snapshots);
        await recordRendered(pool, part);
        const { fresh, known } = await claimNew(pool, part, leaseMs);
        all.fresh.push(...fresh);
        all.known.push(...known);
      },
      fail,
    );
    return all;
  }

  /**
   * Settings that came while orders were being written as waiting or held: whoever follows the settings did not
   * find them in the ledger then, and would not look again.
   */
  private tellOvertaken(entries: readonly Entry[]): void {
    for (const { event, decision } of entries) {
      const undecided = decision === null || decision.outcome === 'hold';
      const version = this.parts.connections.get(event.connectionId)?.version;
      if (undecided && version !== undefined && version !== decision?.settingsVersion) {
        this.parts.overtaken(event.connectionId);
      }
    }
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

  private async considerKnown(
    entries: readonly Entry[],
    trigger: Trigger,
    claimedAt: number,
    fail: Fail,
  ): Promise<void> {
    const { pool, leaseMs, settleMs } = this.parts;
    const review = (client: pg.ClientBase, one: Reconsidered) => this.review(client, one);
    const reconsidered: Reconsidered[] = [];
    const toldAgain = new Map<Entry, OrderOutcome>();
    const tell = async (client: pg.PoolClient, all: readonly Reconsidered[]) => {
      for (const [entry, outcome] of await announce(client, all, trigger)) toldAgain.set(entry, outcome);
    };
    await writeOrFail(
      entries,
      async (part) => {
        const limits = { leaseMs, settleMs, review };
        reconsidered.push(...(await changeKnown(pool, part, trigger, limits, tell)));
      },
      fail,
    );
    for (const one of reconsidered) this.conclude(one, toldAgain.get(one.entry), claimedAt);
  }

  private conclude(
    { entry, action }: Reconsidered,
    toldAgain: OrderOutcome | undefined,
    claimedAt: number,
  ): void {
    const { outcomes } = this.parts;
    if (action === 'take') this.begin(entry, claimedAt);
    else if (entry.record === null) return;
    else if (action === 'withdraw') outcomes.publishThenAck(outcomeOfEntry(entry, new Date()), entry.record);
    else if (toldAgain) outcomes.publishThenAck(toldAgain, entry.record);
    else entry.record.ack();
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
      joorFacts: joorFactsOf(event.order),
      lines: deliveredLines(decision.lines),
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

type Fail = (order: Pick<Entry, 'record'>, error: unknown) => void;

/** Every order is either written by `work`, which writes all of a part or none, or has failed; nothing is thrown. */
async function writeOrFail(
  entries: readonly Entry[],
  work: (part: readonly Entry[]) => Promise<void>,
  fail: Fail,
): Promise<void> {
  const open = new Set(entries);
  const done = async (part: readonly Entry[]) => {
    await work(part);
    for (const entry of part) open.delete(entry);
  };
  try {
    await inHalves(entries, done, (entry, error) => {
      open.delete(entry);
      fail(entry, error);
    });
  } catch (error) {
    for (const entry of open) fail(entry, error);
  }
}
