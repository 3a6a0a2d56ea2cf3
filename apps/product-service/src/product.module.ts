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
import { ProductsController } from './api/products.controller.js';
import { RunsController } from './api/runs.controller.js';
import { CatalogueIntake } from './catalogue/catalogue-intake.js';
import { ProductsConsumer } from './catalogue/products.consumer.js';
import { ProductIntake } from './intake/product-intake.js';
import { PullsController } from './intake/pulls.controller.js';
import { PushController } from './intake/push.controller.js';
import { StyleTeller } from './intake/style-teller.js';
import { productMetrics } from './metrics/product-metrics.js';
import type { ProductConfig } from './product-config.js';
import { ProductRuns } from './runs/product-runs.js';
import { Products0001 } from './schema/products-0001.migration.js';
import { Products0002 } from './schema/products-0002.migration.js';
import { Products0003 } from './schema/products-0003.migration.js';

/** Connections to PostgreSQL: intake, plans, what is written to JOOR, and the API. */
const POOL_SIZE = 12;

const ofIntake = <T>(token: abstract new (...parts: never[]) => T, part: (intake: ProductIntake) => T) => ({
  provide: token,
  inject: [ProductIntake],
  useFactory: part,
});

/** product-service: product details of the WMSs to JOOR. */
@Module({})
export class ProductModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(ProductIntake) private readonly intake: ProductIntake,
    @Inject(ProductRuns) private readonly runs: ProductRuns,
  ) {}

  static forRoot(config: ProductConfig, log: Log): DynamicModule {
    return {
      module: ProductModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'products',
          migrations: [Products0001, Products0002, Products0003],
          poolSize: POOL_SIZE,
          log,
        }),
        ConnectionsModule,
        OutboxModule,
      ],
      controllers: [ProductsConsumer, PushController, PullsController, RunsController, ProductsController],
      providers: [
        {
          provide: ProductIntake,
          inject: [Database, BUS, ConnectionsTable, OutboundHttp, Readiness, LOG],
          useFactory: (
            database: Database,
            bus: Bus,
            connections: ConnectionsTable,
            outbound: OutboundHttp,
            readiness: Readiness,
            lines: Log,
          ) => new ProductIntake({ config, database, bus, connections, outbound, readiness, log: lines }),
        },
        {
          provide: ProductRuns,
          inject: [Database, ConnectionsTable, OutboundHttp, Metrics, LOG],
          useFactory: (
            database: Database,
            connections: ConnectionsTable,
            outbound: OutboundHttp,
            metrics: Metrics,
            lines: Log,
          ) => {
            const parts = { config, database, connections, outbound, log: lines };
            return new ProductRuns({ ...parts, metrics: productMetrics(metrics) });
          },
        },
        ofIntake(CatalogueIntake, ({ catalogueIntake }) => catalogueIntake),
        ofIntake(StyleTeller, ({ teller }) => teller),
      ],
    };
  }

  /** Before the consumers. Nothing is written to JOOR before the tables are whole. */
  async onApplicationBootstrap(): Promise<void> {
    await this.intake.start();
    await this.runs.start();
  }

  /** Nest closes the consumers before this, and the database after it. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.intake.stop(), this.runs.stop()]);
  }
}
