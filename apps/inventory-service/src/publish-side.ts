import type { World } from '@joor-bridge/contracts';
import { type Database, LeasedWork } from '@joor-bridge/persistence';
import {
  type ConnectionsTable,
  JoorAccounts,
  type Log,
  type Metrics,
  type OutboundHttp,
  PostgresCreditBudget,
  type Readiness,
  WorkLoop,
  worldOf,
} from '@joor-bridge/service-kit';
import type { InventoryConfig } from './config.js';
import { KillPoints } from './kill-points.js';
import { forgetListings } from './publish/forget-listings.js';
import { PublishLoop } from './publish/publish-loop.js';
import { publishMetrics } from './publish/publish-metrics.js';
import { Publisher } from './publish/publisher.js';
import { PublishingLeases } from './publish/publishing.js';
import { RunDriver } from './publish/run-driver.js';
import { BatchSender } from './publish/send-batch.js';
import { reconcilePlanOf } from './reconcile/reconcile-plan.js';
import { Reconciler } from './reconcile/reconciler.js';

/** Reading back at a time: it is in no hurry. */
const MOST_RECONCILIATIONS = 2;

export interface PublishSideParts {
  readonly config: InventoryConfig;
  readonly database: Database;
  readonly connections: ConnectionsTable;
  readonly outbound: OutboundHttp;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly metrics: Pick<Metrics, 'counter'>;
  readonly log: Log;
}

/** What goes to JOOR and is read back from there, put together. */
export class PublishSide {
  private readonly accounts: JoorAccounts;
  private readonly reconciliations: LeasedWork;
  private loops: { publish: PublishLoop; reconcile: WorkLoop } | undefined;
  private endFollowing: () => void = () => undefined;

  constructor(private readonly parts: PublishSideParts) {
    const { config, database, log } = parts;
    this.accounts = new JoorAccounts(parts.connections, parts.outbound);
    this.reconciliations = new LeasedWork({
      database,
      table: 'reconcile_schedules',
      leaseMs: config.inventoryLeaseMs,
      onTrouble: (error) =>
        log.warn(
          { err: error },
          'leases could not be renewed; reconciliations end where they are if it goes on',
        ),
    });
  }

  /** When the tables are whole. */
  async start(): Promise<void> {
    const { connections, database } = this.parts;
    const budget = await PostgresCreditBudget.open(database);
    this.endFollowing = connections.onChange((connectionId) => {
      if (!connections.get(connectionId)) this.accounts.forget(connectionId);
    });
    this.loops = { publish: this.publishLoop(budget), reconcile: this.reconcileLoop(budget) };
    this.loops.publish.start();
    this.loops.reconcile.start();
  }

  /** What is under way ends before its next request. */
  async stop(): Promise<void> {
    this.endFollowing();
    await Promise.all([this.loops?.publish.stop(), this.loops?.reconcile.stop()]);
  }

  /** Asks for what JOOR holds to be read back. False where no inventory is sent. */
  requestReconciliation(connectionId: string, world: World): Promise<boolean> {
    return this.reconciliations.request({ connectionId, world });
  }

  private publishLoop(budget: PostgresCreditBudget): PublishLoop {
    const { config, database, connections, log } = this.parts;
    const { pool } = database;
    const stopping = new AbortController();
    const sender = new BatchSender({ accounts: this.accounts, budget, timeoutMs: config.joorTimeoutMs });
    const killPoints = new KillPoints(config.inventoryKillPoint, config.inventoryKillNth);
    const metrics = publishMetrics(this.parts.metrics);
    const driver = new RunDriver({
      ...{ pool, connections, sender, config, metrics, killPoints },
      stopped: stopping.signal,
    });
    const shared = { connections, addresses: config };
    const mostRows = config.joorInventoryBatch;
    const publisher = new Publisher({ ...shared, pool, driver, metrics, mostRows });
    const leases = new PublishingLeases(pool, config.publishLeaseMs, (error) =>
      log.warn({ err: error }, 'leases could not be renewed; publications end where they are if it goes on'),
    );
    return new PublishLoop({ ...shared, leases, publisher, stopping, log });
  }

  private reconcileLoop(budget: PostgresCreditBudget): WorkLoop {
    const { config, database, connections, readiness, log } = this.parts;
    const { accounts, reconciliations: work } = this;
    const minuteMs = config.inventoryMinuteMs;
    const shared = { connections, addresses: config, accounts, budget, log };
    const reconciler = new Reconciler({
      ...shared,
      pool: database.pool,
      timeoutMs: config.joorTimeoutMs,
      minuteMs,
    });
    return new WorkLoop({
      name: 'inventory reconciliations',
      ...{ connections, work, readiness, log },
      planOf: (snapshot) => reconcilePlanOf(snapshot, worldOf(snapshot, config).name, minuteMs),
      run: (claimed, stopped) => reconciler.run(claimed, stopped),
      forget: (connectionId) => forgetListings(database.pool, connectionId),
      most: MOST_RECONCILIATIONS,
    });
  }
}
