import type { Bus } from '@joor-bridge/messaging';
import { Database, PersistenceModule } from '@joor-bridge/persistence';
import {
  BUS,
  type ConfigOf,
  ConnectionsModule,
  ConnectionsTable,
  LOG,
  type Log,
  OutboundHttp,
  type ServiceConfig,
} from '@joor-bridge/service-kit';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { OrdersController } from './api/orders.controller.js';
import type { routerShape } from './config.js';
import { ConnectionsController } from './health/connections.controller.js';
import { OrdersConsumer } from './intake/orders.consumer.js';
import { LEDGER_MIGRATIONS } from './ledger/migrations.js';
import { ReplaysController } from './replay/replays.controller.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { Router } from './router.js';

/** Connections to PostgreSQL: claims, results, the timer and the API. */
const POOL_SIZE = 12;

/** order-router: decides and delivers orders. */
@Module({})
export class RouterModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(Router) private readonly router: Router) {}

  static forRoot(config: ServiceConfig & ConfigOf<typeof routerShape>): DynamicModule {
    return {
      module: RouterModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'router',
          migrations: LEDGER_MIGRATIONS,
          poolSize: POOL_SIZE,
        }),
        ConnectionsModule,
      ],
      controllers: [
        OrdersConsumer,
        OrdersController,
        ConnectionsController,
        ReviewsController,
        ReplaysController,
      ],
      providers: [
        {
          provide: Router,
          inject: [Database, BUS, ConnectionsTable, OutboundHttp, LOG],
          useFactory: (
            database: Database,
            bus: Bus,
            connections: ConnectionsTable,
            outbound: OutboundHttp,
            log: Log,
          ) => new Router({ database, bus, connections, outbound, config, log }),
        },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.router.start();
  }

  /** Nest closes the consumers before this, and the database after it. */
  async onApplicationShutdown(): Promise<void> {
    await this.router.stop();
  }
}
