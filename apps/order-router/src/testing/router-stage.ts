import { performance } from 'node:perf_hooks';
import type { ConnectionSnapshot, OrderOutcome, OrderRevised, Topic } from '@joor-bridge/contracts';
import type { Bus, OutboundRecord } from '@joor-bridge/messaging';
import type { ConnectionsTable, Destination } from '@joor-bridge/service-kit';
import { eventually } from '@joor-bridge/testing';
import type { DeliveryAnswer, Wms } from '@joor-bridge/wms';
import type pg from 'pg';
import { Deliverer } from '../deliver/deliverer.js';
import { DueTimer } from '../deliver/due-timer.js';
import { ResultWriter } from '../deliver/result-writer.js';
import { ConnectionHealth } from '../health/connection-health.js';
import { Policies } from '../intake/connections.js';
import { OrderIntake } from '../intake/order-intake.js';
import { SettingsFollower } from '../intake/settings-follower.js';
import { KillPoints } from '../kill-points.js';
import type { Trigger } from '../ledger/reconsider.js';
import { SettingsVersions } from '../ledger/settings-versions.js';
import { settleSuperseded } from '../ledger/settle-superseded.js';
import { OutcomePublisher } from '../outcomes/outcome-publisher.js';
import { accepted, aDestination, aRecord } from './answers.js';
import { LEASE_MS, SETTLE_MS } from './ledger.js';
import { bytesOf } from './orders.js';

type Changed = (connectionId: string, snapshot: ConnectionSnapshot | undefined) => void;

/** Connections as a test sets them. */
export class StagedConnections {
  private readonly snapshots = new Map<string, ConnectionSnapshot>();
  private readonly listeners: Changed[] = [];

  get(connectionId: string): ConnectionSnapshot | undefined {
    return this.snapshots.get(connectionId);
  }

  onChange(listener: Changed): void {
    this.listeners.push(listener);
  }

  set(snapshot: ConnectionSnapshot): void {
    this.snapshots.set(snapshot.connectionId, snapshot);
    for (const listener of this.listeners) listener(snapshot.connectionId, snapshot);
  }
}

/** Everything of order-router between a record and its outcome, on a real ledger, before a WMS of the test. */
export class RouterStage {
  readonly connections = new StagedConnections();
  /** Outcomes on the topic, in order. */
  readonly published: OrderOutcome[] = [];
  readonly errors: unknown[] = [];
  /** Orders that reached the WMS, `id revision`, in order. */
  readonly sent: string[] = [];
  readonly health: ConnectionHealth;
  readonly deliverer: Deliverer;
  readonly writer: ResultWriter;
  readonly timer: DueTimer;
  readonly intake: OrderIntake;
  readonly follower: SettingsFollower;
  readonly versions: SettingsVersions;
  readonly outcomes: OutcomePublisher;
  /** What the WMS says to an order. */
  answer: (orderId: string) => DeliveryAnswer | Promise<DeliveryAnswer> = (orderId) =>
    accepted(`W-${orderId}`);
  find: Wms['find'] = () => Promise.reject(new Error('nothing to look up'));
  destination: (snapshot: ConnectionSnapshot) => Destination = (snapshot) => this.ready(snapshot);

  constructor(
    readonly pool: pg.Pool,
    times = { leaseMs: LEASE_MS, settleMs: SETTLE_MS },
    /** Where outcomes go besides `published`. */
    private readonly bus: Pick<Bus, 'publish'> | null = null,
  ) {
    const onError = (error: unknown) => void this.errors.push(error);
    const policies = new Policies();
    const { connections } = this;
    const killPoints = new KillPoints(null);
    const now = () => performance.now();
    this.versions = new SettingsVersions(pool);
    this.health = new ConnectionHealth(pool, onError);
    this.outcomes = new OutcomePublisher({ publish: (topic, records) => this.publish(topic, records) });
    this.writer = new ResultWriter(pool, this.outcomes, killPoints, {
      superseded: ({ job, result }) => settleSuperseded(pool, connections, job, result),
      failed: onError,
    });
    this.deliverer = new Deliverer({
      ...{ writer: this.writer, health: this.health, killPoints, now },
      destinationOf: (snapshot) => this.destination(snapshot),
      leaseMs: times.leaseMs,
      crowded: (connectionId) => this.timer.crowded(connectionId),
      roomy: (connectionId) => this.timer.roomy(connectionId),
      recovered: (connectionId) => void this.timer.recovered(connectionId),
    });
    const common = { pool, connections, policies, versions: this.versions, deliverer: this.deliverer, now };
    this.timer = new DueTimer({ ...common, ...times, onError });
    this.intake = new OrderIntake({
      ...{ ...common, ...times, outcomes: this.outcomes, killPoints },
      overtaken: (connectionId) => this.follower.look(connectionId),
    });
    this.follower = new SettingsFollower({
      ...{ pool, intake: this.intake, deliverer: this.deliverer, onError },
      connections: connections as unknown as ConnectionsTable,
    });
  }

  /** A destination before the test's WMS, in the world that the connection is in. */
  ready(snapshot: ConnectionSnapshot, more: Parameters<typeof aDestination>[1] = {}): Destination {
    const testMode = snapshot.settings['joor.testMode'] === 'Enabled';
    const deliver: Wms['deliver'] = async (orders, beforeSend) => {
      beforeSend?.();
      return Promise.all(
        orders.map(({ order, revision }) => {
          this.sent.push(`${order.orderId} ${revision}`);
          return this.answer(order.orderId);
        }),
      );
    };
    const find: Wms['find'] = (externalId) => this.find(externalId);
    return aDestination({ deliver, find }, { testMode, pace: { concurrency: 8 }, ...more });
  }

  /** Considers orders as their Kafka records would bring them; gives the records. */
  async arrive(events: readonly OrderRevised[], trigger: Trigger = 'live') {
    const records = events.map(() => aRecord());
    await this.intake.consider(
      events.map((event, at) => ({ event, bytes: bytesOf(event), record: records[at] ?? null })),
      trigger,
    );
    return records;
  }

  /** Resolves when every order that came with a record is answered, written and told. */
  async settled(): Promise<void> {
    await eventually(() => this.deliverer.longRunning(-1).length === 0, { everyMs: 2 });
    await this.writer.idle();
    await this.outcomes.idle();
  }

  async stop(): Promise<void> {
    await this.follower.stop();
    await this.timer.stop();
    await this.deliverer.stop();
    await this.settled();
    // Health is written in the background, perhaps by a connection that it has only asked for so far.
    await eventually(() => this.pool.waitingCount === 0 && this.pool.idleCount === this.pool.totalCount, {
      everyMs: 2,
    });
  }

  private async publish(topic: Topic, records: readonly OutboundRecord[]): Promise<void> {
    await this.bus?.publish(topic, records);
    for (const { value } of records) this.published.push(value as OrderOutcome);
  }
}
