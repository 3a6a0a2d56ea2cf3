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
  Readiness,
} from '@joor-bridge/service-kit';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { InventoryController } from './api/inventory.controller.js';
import { PullsController } from './api/pulls.controller.js';
import { RunsController } from './api/runs.controller.js';
import type { InventoryConfig } from './config.js';
import { Pulls } from './intake/pull/pulls.js';
import { PushController } from './intake/push/push.controller.js';
import { makeRoom } from './intake/push/push-limits.js';
import { LevelIntake } from './levels/level-intake.js';
import { StockConsumer } from './levels/stock.consumer.js';
import { restoreListings } from './publish/restore-listings.js';
import { PublishSide } from './publish-side.js';
import { StockRebuild } from './rebuild/stock-rebuild.js';
import { OutcomeIntake } from './recent/outcome-intake.js';
import { OutcomesConsumer } from './recent/outcomes.consumer.js';
import { Inventory0001 } from './schema/inventory-0001.migration.js';
import { Inventory0002 } from './schema/inventory-0002.migration.js';
import { Inventory0003 } from './schema/inventory-0003.migration.js';
import { StockSide } from './stock-side.js';

/** Connections to PostgreSQL: consumers, pulls, what is published, and the API. A pull has one more of its own. */
const POOL_SIZE = 16;

const ofStock = <T>(token: abstract new (...parts: never[]) => T, part: (stock: StockSide) => T) => ({
  provide: token,
  inject: [StockSide],
  useFactory: part,
});

/** inventory-service: stock of the WMSs in, what is available to sell of it to JOOR. */
@Module({})
export class InventoryModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(StockSide) private readonly stock: StockSide,
    @Inject(StockRebuild) private readonly rebuild: StockRebuild,
    @Inject(PublishSide) private readonly publishing: PublishSide,
    @Inject(HttpAdapterHost) { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
  ) {
    makeRoom(httpAdapter.getInstance());
  }

  static forRoot(config: InventoryConfig, log: Log): DynamicModule {
    return {
      module: InventoryModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'inventory',
          migrations: [Inventory0001, Inventory0002, Inventory0003],
          poolSize: POOL_SIZE,
          log,
        }),
        ConnectionsModule,
        OutboxModule,
      ],
      controllers: [
        StockConsumer,
        OutcomesConsumer,
        PushController,
        RunsController,
        InventoryController,
        PullsController,
      ],
      providers: [
        {
          provide: StockSide,
          inject: [Database, BUS, ConnectionsTable, OutboundHttp, Readiness, LOG],
          useFactory: (
            database: Database,
            bus: Bus,
            connections: ConnectionsTable,
            outbound: OutboundHttp,
            readiness: Readiness,
            lines: Log,
          ) => new StockSide({ config, database, bus, connections, outbound, readiness, log: lines }),
        },
        {
          provide: PublishSide,
          inject: [Database, ConnectionsTable, OutboundHttp, Readiness, Metrics, LOG],
          useFactory: (
            database: Database,
            connections: ConnectionsTable,
            outbound: OutboundHttp,
            readiness: Readiness,
            metrics: Metrics,
            lines: Log,
          ) => new PublishSide({ config, database, connections, outbound, readiness, metrics, log: lines }),
        },
        {
          provide: StockRebuild,
          inject: [Database, BUS, ConnectionsTable, LOG],
          useFactory: (database: Database, bus: Bus, connections: ConnectionsTable, lines: Log) =>
            new StockRebuild({ database, bus, connections, restoreListings, log: lines }),
        },
        ofStock(LevelIntake, ({ levels }) => levels),
        ofStock(OutcomeIntake, ({ outcomes }) => outcomes),
        ofStock(Pulls, ({ pulls }) => pulls),
      ],
    };
  }

  /** Before the consumers: tables that were lost are made anew first. */
  async onApplicationBootstrap(): Promise<void> {
    await this.rebuild.ensureWhole();
    this.stock.start();
    await this.publishing.start();
  }

  /** Nest closes the consumers before this, and the database after it. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.stock.stop(), this.publishing.stop()]);
  }
}
