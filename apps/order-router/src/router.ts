import { performance } from 'node:perf_hooks';
import type { Bus } from '@joor-bridge/messaging';
import { type Database, OutboxRelay } from '@joor-bridge/persistence';
import {
  type ConfigOf,
  type ConnectionsTable,
  type DestinationContext,
  destinationOf,
  type Log,
  type OutboundHttp,
  publishOutbox,
  wmsAddresses,
} from '@joor-bridge/service-kit';
import { OrderActions } from './api/order-actions.js';
import { OrderDetails } from './api/order-detail.js';
import type { routerShape } from './config.js';
import { Deliverer } from './deliver/deliverer.js';
import { DueTimer } from './deliver/due-timer.js';
import { ResultWriter } from './deliver/result-writer.js';
import { ConnectionHealth } from './health/connection-health.js';
import { Policies } from './intake/connections.js';
import { OrderIntake } from './intake/order-intake.js';
import { SettingsFollower } from './intake/settings-follower.js';
import { KillPoints } from './kill-points.js';
import { SettingsVersions } from './ledger/settings-versions.js';
import { settleSuperseded } from './ledger/settle-superseded.js';
import { OutcomePublisher } from './outcomes/outcome-publisher.js';
import { LedgerRebuild } from './rebuild/ledger-rebuild.js';
import { ReplayRunner } from './replay/replay-runner.js';
import { Replays } from './replay/replays.js';

export interface RouterParts {
  readonly database: Database;
  readonly bus: Bus;
  readonly connections: ConnectionsTable;
  readonly outbound: OutboundHttp;
  readonly config: ConfigOf<typeof routerShape>;
  readonly log: Log;
}

/** Everything of order-router that runs, put together. */
export class Router {
  readonly pool: Database['pool'];
  readonly connections: ConnectionsTable;
  readonly intake: OrderIntake;
  readonly deliverer: Deliverer;
  readonly details: OrderDetails;
  readonly actions: OrderActions;
  readonly replays: Replays;
  readonly replayRunner: ReplayRunner;
  private readonly timer: DueTimer;
  private readonly writer: ResultWriter;
  private readonly outcomes: OutcomePublisher;
  private readonly follower: SettingsFollower;
  private readonly relay: OutboxRelay;
  private readonly rebuild: LedgerRebuild;

  constructor(parts: RouterParts) {
    const { bus, connections, database, log } = parts;
    const { pool } = database;
    const shared = sharedOf(parts);
    this.pool = pool;
    this.connections = connections;
    this.outcomes = new OutcomePublisher(bus);
    this.writer = new ResultWriter(pool, this.outcomes, shared.killPoints, {
      superseded: ({ job, result }) => settleSuperseded(pool, connections, job, result),
      failed: shared.onError,
    });
    this.deliverer = this.newDeliverer(parts, shared);
    const { deliverer, outcomes } = this;
    this.timer = new DueTimer({ ...shared, deliverer });
    this.intake = new OrderIntake({
      ...{ ...shared, deliverer, outcomes },
      overtaken: (connectionId) => this.follower.look(connectionId),
    });
    this.follower = new SettingsFollower({ ...shared, intake: this.intake, deliverer });
    this.details = new OrderDetails(pool, shared.versions);
    this.actions = new OrderActions(pool, this.intake, shared.settleMs);
    this.replays = new Replays(pool);
    this.replayRunner = new ReplayRunner({ ...shared, bus, replays: this.replays });
    this.relay = new OutboxRelay({ database, publish: publishOutbox(bus), log });
    this.rebuild = new LedgerRebuild({ ...shared, bus, log });
  }

  /** Before the consumers: a ledger that was lost is rebuilt first. */
  async start(): Promise<void> {
    await this.rebuild.ensureWhole();
    this.relay.start();
    this.timer.start();
    this.follower.start();
  }

  /**
   * After the consumers have stopped: ends what is under way and writes what came of it. A replay can be started
   * again, so it ends where it is and is waited for last.
   */
  async stop(): Promise<void> {
    const replaysEnded = this.replayRunner.stop();
    await this.follower.stop();
    await this.timer.stop();
    await this.deliverer.stop();
    await this.writer.idle();
    await this.outcomes.idle();
    await this.relay.stop();
    await replaysEnded;
  }

  /** It asks the timer for more, and the timer sends by it. */
  private newDeliverer(parts: RouterParts, { pool, onError, killPoints, now, leaseMs }: Shared): Deliverer {
    return new Deliverer({
      ...{ writer: this.writer, killPoints, now, leaseMs },
      health: new ConnectionHealth(pool, onError),
      destinationOf: (snapshot) => destinationOf(snapshot, destinationContext(parts)),
      crowded: (connectionId) => this.timer.crowded(connectionId),
      roomy: (connectionId) => this.timer.roomy(connectionId),
      recovered: (connectionId) => void this.timer.recovered(connectionId),
    });
  }
}

type Shared = ReturnType<typeof sharedOf>;

/** What most parts need. */
function sharedOf({ database: { pool }, connections, config, log }: RouterParts) {
  return {
    pool,
    connections,
    policies: new Policies(),
    versions: new SettingsVersions(pool),
    killPoints: new KillPoints(config.routerKillPoint ?? null),
    now: () => performance.now(),
    leaseMs: config.claimLeaseMs,
    settleMs: config.wmsTimeoutMs,
    onError: (error: unknown) =>
      log.error(
        { err: error },
        `order-router goes on after: ${error instanceof Error ? error.message : error}`,
      ),
  };
}

function destinationContext({ connections, outbound, config }: RouterParts): DestinationContext {
  return {
    addresses: wmsAddresses(config),
    openCredentials: (snapshot, slot) => connections.openCredentials(snapshot, slot),
    dispatcherFor: (url, limits) => outbound.dispatcherFor(url, limits),
    timeoutMs: config.wmsTimeoutMs,
  };
}
