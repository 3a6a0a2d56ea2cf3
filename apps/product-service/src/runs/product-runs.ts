import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { type CreditBudget, JoorProducts, JoorV2Client } from '@joor-bridge/joor';
import type { Database } from '@joor-bridge/persistence';
import {
  type ConnectionsTable,
  creditAccount,
  JoorAccounts,
  type Log,
  type OutboundHttp,
  PostgresCreditBudget,
  worldOf,
} from '@joor-bridge/service-kit';
import { Applier, type JoorAccess } from '../apply/applier.js';
import { ApplierLeases } from '../apply/applier-leases.js';
import { JoorCatalogue } from '../apply/joor-catalogue.js';
import { spendFor } from '../apply/joor-credits.js';
import { JoorHealth } from '../apply/joor-health.js';
import { Catalogue } from '../catalogue/catalogue.js';
import type { Scope } from '../catalogue/scope.js';
import { KillPoints } from '../chaos/kill-points.js';
import type { Neighbour } from '../held/taken-numbers.js';
import type { ProductMetrics } from '../metrics/product-metrics.js';
import type { ProductConfig } from '../product-config.js';
import { countApprovedOrders } from './approved-orders.js';
import { FoundStyles } from './found-styles.js';
import { JoorListsCache, type JoorSurroundings, readSurroundings } from './joor-lists.js';
import type { Finder } from './known-styles.js';
import { RunLoop } from './run-loop.js';
import { RunPlanner } from './run-planner.js';
import { ScheduledRuns } from './scheduled-runs.js';

const APPLY_TICK_MS = 250;
const RUN_TICK_MS = 500;

/** A reading has nothing to lose but time. */
const NO_LEASE = { check: () => undefined };

export interface ProductRunsParts {
  readonly config: ProductConfig;
  readonly database: Database;
  readonly connections: ConnectionsTable;
  readonly outbound: OutboundHttp;
  readonly metrics: ProductMetrics;
  readonly log: Log;
}

/** What goes out to JOOR, put together: runs that are planned, and appliers that carry them out. */
export class ProductRuns {
  readonly catalogue: Catalogue;
  readonly health: JoorHealth;
  private readonly accounts: JoorAccounts;
  private readonly lists = new JoorListsCache();
  private budget: CreditBudget | null = null;
  private applier: Applier | null = null;
  private loop: RunLoop | null = null;

  constructor(private readonly parts: ProductRunsParts) {
    const { database, connections, outbound } = parts;
    this.catalogue = new Catalogue(database.pool);
    this.health = new JoorHealth(database.pool, parts.config.joorTimeoutMs, parts.config.productMinuteMs);
    this.accounts = new JoorAccounts(connections, outbound);
  }

  get pool() {
    return this.parts.database.pool;
  }

  get connections(): Pick<ConnectionsTable, 'get' | 'all'> {
    return this.parts.connections;
  }

  /** After the tables are whole. */
  async start(): Promise<void> {
    const { connections, database, log } = this.parts;
    this.budget = await PostgresCreditBudget.open(database);
    this.applier = this.applierWith(this.budget);
    const { pool } = database;
    const minuteMs = this.parts.config.productMinuteMs;
    this.loop = new RunLoop({
      pool,
      scheduled: new ScheduledRuns({ pool, connections, minuteMs }),
      planner: this.planner(),
      tickMs: RUN_TICK_MS,
      onError: (error) => log.error({ err: error }, 'runs of products could not be looked at'),
    });
    connections.onChange((connectionId) => {
      if (!connections.get(connectionId)) this.accounts.forget(connectionId);
    });
    this.applier.start();
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
    await this.applier?.stop();
  }

  /** What JOOR has besides styles, as it was known a moment ago or, where it must be fresh, is now. @throws JoorFailure */
  surroundingsOf(snapshot: ConnectionSnapshot, fresh: boolean): Promise<JoorSurroundings> {
    const key = `${snapshot.connectionId} ${snapshot.version}`;
    return this.lists.read(key, fresh, () => readSurroundings(this.joorOf(snapshot)));
  }

  /** Finds what JOOR has that we have not written. @param since what was found before is asked for anew */
  finderOf(snapshot: ConnectionSnapshot, { connectionId, world }: Scope, since: Date): Finder {
    const joor = new JoorCatalogue(this.joorOf(snapshot));
    const account = creditAccount(snapshot, world);
    return new FoundStyles({ pool: this.pool, scope: { connectionId, world }, account, joor, since });
  }

  /** Other connections of the same JOOR account. */
  neighboursOf(snapshot: ConnectionSnapshot, { world }: Pick<Scope, 'world'>): readonly Neighbour[] {
    const account = creditAccount(snapshot, world);
    return this.connections
      .all()
      .filter(
        (other) => other.connectionId !== snapshot.connectionId && creditAccount(other, world) === account,
      )
      .map(({ connectionId, workspaceId, name }) => ({
        connectionId,
        name: workspaceId === snapshot.workspaceId ? name : null,
      }));
  }

  private planner(): RunPlanner {
    const { connections, log, metrics } = this.parts;
    return new RunPlanner({
      metrics,
      pool: this.pool,
      catalogue: this.catalogue,
      connections,
      surroundingsOf: (snapshot, fresh) => this.surroundingsOf(snapshot, fresh),
      finderOf: (snapshot, run, since) => this.finderOf(snapshot, run, since),
      neighboursOf: (snapshot, run) => this.neighboursOf(snapshot, run),
      block: async (snapshot, { world }, { retryAfterMs }) =>
        this.budget?.block(creditAccount(snapshot, world), retryAfterMs),
      countApproved: (snapshot, styles) =>
        countApprovedOrders(new JoorV2Client(this.linkOf(snapshot, NO_LEASE)), styles, new Date()),
      onError: (error, { id, connectionId }) =>
        log.error({ err: error, runId: id, connectionId }, 'a run of products could not be planned'),
    });
  }

  private applierWith(budget: CreditBudget): Applier {
    const { config, connections, database, log, metrics } = this.parts;
    const { pool } = database;
    const onError = (error: unknown, scope: { connectionId: string } | null) =>
      log.warn({ err: error, connectionId: scope?.connectionId }, 'products could not be written to JOOR');
    return new Applier({
      pool,
      metrics,
      leases: new ApplierLeases(
        database,
        { leaseMs: config.productLeaseMs, settleMs: config.joorTimeoutMs },
        (error) => log.warn({ err: error }, 'leases of JOOR could not be renewed'),
      ),
      connections,
      accessOf: (snapshot) => this.accessOf(snapshot),
      budget,
      health: this.health,
      batchSize: config.joorProductsBatch,
      settleMs: config.joorTimeoutMs,
      minuteMs: config.productMinuteMs,
      tickMs: APPLY_TICK_MS,
      killPoints: new KillPoints(config.productKillPoint ?? null),
      onError,
    });
  }

  private accessOf(snapshot: ConnectionSnapshot): JoorAccess {
    return {
      account: creditAccount(snapshot, this.worldOf(snapshot)),
      neighbours: this.neighboursOf(snapshot, { world: this.worldOf(snapshot) }),
      connect: (lease) => new JoorCatalogue(new JoorProducts(this.linkOf(snapshot, lease))),
    };
  }

  private joorOf = (snapshot: ConnectionSnapshot): JoorProducts =>
    new JoorProducts(this.linkOf(snapshot, NO_LEASE));

  private linkOf(snapshot: ConnectionSnapshot, lease: { check(): void }) {
    const world = worldOf(snapshot, this.parts.config);
    const account = creditAccount(snapshot, world.name);
    if (!this.budget) throw new Error('Products are asked for before the service has started.');
    const link = this.accounts.linkFor(
      snapshot,
      world,
      spendFor(this.budget, account, lease, this.parts.metrics),
    );
    return { ...link, limits: { timeoutMs: this.parts.config.joorTimeoutMs } };
  }

  private worldOf = (snapshot: ConnectionSnapshot): World => worldOf(snapshot, this.parts.config).name;
}
