import type { Bus } from '@joor-bridge/messaging';
import { Database, OutboxRelay } from '@joor-bridge/persistence';
import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BUS, LOG } from '../boot/tokens.js';
import { Readiness } from '../health/readiness.js';
import type { Log } from '../log/create-log.js';
import { publishOutbox } from './publish-outbox.js';

/** Publishes the outbox of the service's schema for as long as the service runs. */
@Module({})
export class OutboxModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly relay: OutboxRelay;

  constructor(
    @Inject(Database) database: Database,
    @Inject(BUS) bus: Bus,
    @Inject(LOG) log: Log,
    private readonly readiness: Readiness,
  ) {
    this.relay = new OutboxRelay({ database, publish: publishOutbox(bus), log });
  }

  onApplicationBootstrap(): void {
    this.readiness.watch('outbox', () => {
      const { trouble } = this.relay;
      return trouble === undefined ? { ready: true } : { ready: false, detail: trouble };
    });
    this.relay.start();
  }

  /** Its own connection and the bus outlive the pool, so the publish under way can end well. */
  onApplicationShutdown(): Promise<void> {
    return this.relay.stop();
  }
}
