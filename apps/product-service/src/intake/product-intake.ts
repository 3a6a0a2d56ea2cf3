import type { Bus } from '@joor-bridge/messaging';
import { type Database, LeasedWork } from '@joor-bridge/persistence';
import {
  type ConnectionsTable,
  type DestinationContext,
  destinationOf,
  type Log,
  type OutboundHttp,
  type Readiness,
  WorkLoop,
  wmsAddresses,
} from '@joor-bridge/service-kit';
import { Catalogue } from '../catalogue/catalogue.js';
import { CatalogueIntake } from '../catalogue/catalogue-intake.js';
import { KillPoints } from '../chaos/kill-points.js';
import { restoreHeld } from '../held/held-products.js';
import type { ProductConfig } from '../product-config.js';
import { ProductRebuild } from '../rebuild/product-rebuild.js';
import { forgetConnection } from '../schema/forget-connection.js';
import { ProductPull } from './product-pull.js';
import { pullPlanOf } from './pull-plan.js';
import { Pulls } from './pulls.js';
import { RefusedProducts } from './refused-products.js';
import { StyleTeller } from './style-teller.js';
import { ToldStyles } from './told-styles.js';

/** Pulls at a time. */
const MOST_PULLS = 8;

export interface ProductParts {
  readonly config: ProductConfig;
  readonly database: Database;
  readonly bus: Bus;
  readonly connections: ConnectionsTable;
  readonly outbound: OutboundHttp;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly log: Log;
}

/** What comes in from the WMSs, put together: readings, pushes and the catalogue. */
export class ProductIntake {
  readonly catalogue: Catalogue;
  readonly catalogueIntake: CatalogueIntake;
  readonly teller: StyleTeller;
  readonly refused: RefusedProducts;
  readonly pulls: Pulls;
  /** The pulls' schedule: asks for one at once. */
  readonly work: LeasedWork;
  private readonly loop: WorkLoop;
  private readonly rebuild: ProductRebuild;

  constructor(parts: ProductParts) {
    const { config, database, bus, connections, log } = parts;
    const { pool } = database;
    const killPoints = new KillPoints(config.productKillPoint ?? null);
    this.catalogue = new Catalogue(pool);
    this.catalogueIntake = new CatalogueIntake(database, bus, killPoints);
    this.refused = new RefusedProducts(pool);
    this.teller = new StyleTeller(bus, new ToldStyles(pool), this.refused, killPoints);
    this.pulls = new Pulls(pool);
    this.rebuild = new ProductRebuild({ pool, bus, connections, restoreHeld, log });
    this.work = new LeasedWork({
      database,
      table: 'pull_schedules',
      leaseMs: config.productLeaseMs,
      onTrouble: (error) => log.warn({ err: error }, 'leases of pulls could not be renewed'),
    });
    const pull = this.pullOf(parts, killPoints);
    this.loop = new WorkLoop({
      name: 'product pulls',
      ...{ connections, log, work: this.work, readiness: parts.readiness, most: MOST_PULLS },
      planOf: (snapshot) => pullPlanOf(snapshot, config.productMinuteMs),
      run: (claimed, stopped) => pull.run(claimed, stopped),
      forget: (connectionId) => forgetConnection(pool, connectionId),
    });
  }

  /** Before the consumers: tables that were lost are rebuilt first. */
  async start(): Promise<void> {
    await this.rebuild.ensureWhole();
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  private pullOf(parts: ProductParts, killPoints: KillPoints): ProductPull {
    const context = destinationContext(parts);
    return new ProductPull({
      ...{ pulls: this.pulls, teller: this.teller, killPoints, log: parts.log },
      connection: (connectionId) => parts.connections.get(connectionId),
      destinationOf: (snapshot) => destinationOf(snapshot, context),
      minuteMs: parts.config.productMinuteMs,
    });
  }
}

export function destinationContext({ connections, outbound, config }: ProductParts): DestinationContext {
  return {
    addresses: wmsAddresses(config),
    openCredentials: (snapshot, slot) => connections.openCredentials(snapshot, slot),
    dispatcherFor: (url, limits) => outbound.dispatcherFor(url, limits),
    timeoutMs: config.wmsTimeoutMs,
  };
}
