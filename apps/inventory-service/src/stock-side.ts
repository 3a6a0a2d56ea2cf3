import type { Bus } from '@joor-bridge/messaging';
import { type Database, LeasedWork } from '@joor-bridge/persistence';
import {
  type ConnectionsTable,
  destinationOf,
  type Log,
  type OutboundHttp,
  type Readiness,
  WorkLoop,
  wmsAddresses,
} from '@joor-bridge/service-kit';
import { markPastDays } from './available/past-days.js';
import type { InventoryConfig } from './config.js';
import { Hourly } from './hourly.js';
import { forgetStock } from './intake/forget-stock.js';
import { pullPlanOf } from './intake/pull/pull-plan.js';
import { PullRecords } from './intake/pull/pull-records.js';
import { PullRunner } from './intake/pull/pull-runner.js';
import { Pulls } from './intake/pull/pulls.js';
import { KillPoints } from './kill-points.js';
import { LevelIntake } from './levels/level-intake.js';
import { OutcomeIntake } from './recent/outcome-intake.js';
import { pruneRecent } from './recent/prune-recent.js';

/** Pulls at a time; each has a connection to PostgreSQL of its own. */
const MOST_PULLS = 4;
/** Longest that published levels may be on their way to the table without one arriving. */
const STALL_MS = 60_000;

export interface StockSideParts {
  readonly config: InventoryConfig;
  readonly database: Database;
  readonly bus: Bus;
  readonly connections: ConnectionsTable;
  readonly outbound: OutboundHttp;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly log: Log;
}

/** What comes from the WMSs and from orders, put together. */
export class StockSide {
  readonly levels: LevelIntake;
  readonly outcomes: OutcomeIntake;
  readonly pulls: Pulls;
  private readonly loop: WorkLoop;
  private readonly pruning: Hourly;
  private readonly pastDays: Hourly;

  constructor(private readonly parts: StockSideParts) {
    const { config, database, bus, log } = parts;
    const killPoints = new KillPoints(config.inventoryKillPoint, config.inventoryKillNth);
    const work = new LeasedWork({
      database,
      table: 'pull_schedules',
      leaseMs: config.inventoryLeaseMs,
      onTrouble: (error) =>
        log.warn({ err: error }, 'leases could not be renewed; pulls end where they are if it goes on'),
    });
    this.levels = new LevelIntake(database, bus, killPoints);
    this.outcomes = new OutcomeIntake(database, killPoints);
    this.pulls = new Pulls(database, work);
    this.loop = this.pullLoop(work, killPoints);
    this.pruning = new Hourly(
      () => pruneRecent(database.pool),
      (error) => log.warn({ err: error }, 'old recent orders were not taken away; it is tried again'),
    );
    this.pastDays = new Hourly(
      () => markPastDays(database.pool),
      (error) => log.warn({ err: error }, 'future stock of days that are over stays; it is tried again'),
    );
  }

  /** When the tables are whole. */
  start(): void {
    this.loop.start();
    this.pruning.start();
    this.pastDays.start();
    this.pastDays.now();
  }

  /** Pulls end before their next step and write down where they are. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all([this.pruning.stop(), this.pastDays.stop()]);
  }

  private pullLoop(work: LeasedWork, killPoints: KillPoints): WorkLoop {
    const { config, database, bus, connections, readiness, log } = this.parts;
    const runner = new PullRunner({
      ...{ database, bus, connections, killPoints, log },
      destinationOf: (snapshot) => destinationOf(snapshot, this.destinationContext()),
      records: new PullRecords(database),
      minuteMs: config.inventoryMinuteMs,
      stallMs: STALL_MS,
    });
    return new WorkLoop({
      name: 'stock pulls',
      ...{ connections, work, readiness, log },
      planOf: (snapshot) => pullPlanOf(snapshot, config.inventoryMinuteMs),
      run: (claimed, stopped) => runner.run(claimed, stopped),
      forget: (connectionId) => forgetStock(database.pool, connectionId),
      most: MOST_PULLS,
    });
  }

  private destinationContext(): Parameters<typeof destinationOf>[1] {
    const { config, connections, outbound } = this.parts;
    return {
      addresses: wmsAddresses(config),
      openCredentials: (snapshot, slot) => connections.openCredentials(snapshot, slot),
      dispatcherFor: (url, limits) => outbound.dispatcherFor(url, limits),
      timeoutMs: config.wmsTimeoutMs,
    };
  }
}
