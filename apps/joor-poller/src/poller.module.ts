import type { Bus } from '@joor-bridge/messaging';
import { Database, PersistenceModule } from '@joor-bridge/persistence';
import {
  BUS,
  ConnectionsModule,
  ConnectionsTable,
  LOG,
  type Log,
  Metrics,
  OutboundHttp,
  OutboxModule,
  PostgresCreditBudget,
  Readiness,
} from '@joor-bridge/service-kit';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { BackfillsController } from './api/backfills.controller.js';
import { PollingController } from './api/polling.controller.js';
import { Backfills } from './backfill/backfills.js';
import { pollMetrics } from './poll/poll-metrics.js';
import { Poller } from './poller.js';
import type { PollerConfig } from './poller-config.js';
import { PollingStates } from './schedule/polling-states.js';
import { Schedules } from './schedule/schedules.js';
import { CreatePollerTables1700000000001 } from './schema/create-poller-tables.js';

/** Up to 64 polls at a time, each of which asks for moments only. */
const POOL_SIZE = 12;

const fromDatabase = <T>(Table: new (database: Database) => T) => ({
  provide: Table,
  inject: [Database],
  useFactory: (database: Database) => new Table(database),
});

/** joor-poller: JOOR's orders, live and by backfill, to their topic. */
@Module({})
export class PollerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(Poller) private readonly poller: Poller) {}

  static forRoot(config: PollerConfig, log: Log): DynamicModule {
    return {
      module: PollerModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'poller',
          migrations: [CreatePollerTables1700000000001],
          poolSize: POOL_SIZE,
          log,
        }),
        ConnectionsModule,
        OutboxModule,
      ],
      controllers: [PollingController, BackfillsController],
      providers: [
        fromDatabase(Schedules),
        fromDatabase(PollingStates),
        fromDatabase(Backfills),
        {
          provide: PostgresCreditBudget,
          inject: [Database],
          useFactory: (database: Database) => PostgresCreditBudget.open(database),
        },
        {
          provide: Poller,
          inject: [
            Database,
            PostgresCreditBudget,
            BUS,
            ConnectionsTable,
            OutboundHttp,
            Readiness,
            Metrics,
            LOG,
          ],
          useFactory: (
            database: Database,
            budget: PostgresCreditBudget,
            bus: Bus,
            connections: ConnectionsTable,
            outbound: OutboundHttp,
            readiness: Readiness,
            metrics: Metrics,
            lines: Log,
          ) => {
            const counters = pollMetrics(metrics);
            const parts = { config, database, budget, bus, connections, outbound, readiness };
            return new Poller({ ...parts, metrics: counters, log: lines });
          },
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.poller.start();
  }

  /** Before the database and the bus are closed. */
  async onApplicationShutdown(): Promise<void> {
    await this.poller.stop();
  }
}
