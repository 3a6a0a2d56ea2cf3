import 'reflect-metadata';
import type { KafkaStrategy } from '@joor-bridge/messaging';
import { Database } from '@joor-bridge/persistence';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { brokersReachable } from '../health/brokers-reachable.js';
import { Readiness } from '../health/readiness.js';
import { NestLog } from '../log/nest-log.js';
import { registerConsumerMetrics } from '../metrics/consumer-metrics.js';
import { Metrics } from '../metrics/metrics.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { httpServer } from './http-server.js';
import { serveOpenApi } from './open-api.js';
import { ServiceModule, type ServiceParts } from './service-module.js';

/** Longest that requests may go on once the service stops; then their connections are cut. */
const REQUESTS_END_WITHIN_MS = 5_000;

export interface BootOptions extends ServiceParts {
  readonly module: Type | DynamicModule;
  /** The consumer groups that the service's message handlers are for. */
  readonly strategies?: readonly KafkaStrategy[];
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Where it listens, e.g. `http://127.0.0.1:4010`. */
  readonly url: string;
  /**
   * Readiness off; consumers finish what is in flight and HTTP its requests, side by side; then the service's own
   * parts, the database, outbound connections and the bus.
   */
  close(): Promise<void>;
}

@Module({})
class Root {}

/**
 * Starts a service: database and tables first, then HTTP, then its consumers.
 * @throws when any of it cannot start; what had started is stopped again
 */
export async function bootService(options: BootOptions): Promise<RunningService> {
  const { name, config, bus, log, module, strategies = [] } = options;
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Root, imports: [ServiceModule.forRoot(options), module] },
    httpServer(),
    // What WMSs push is signed byte by byte.
    { logger: new NestLog(log), abortOnError: false, rawBody: true },
  );
  watch(app, bus.brokers, strategies);
  serveOpenApi(app, name);
  for (const strategy of strategies) app.connectMicroservice<MicroserviceOptions>({ strategy });
  const close = once(async () => {
    app.get(Readiness).stop();
    await closeDoors(app, strategies);
    await app.get(OutboundHttp).close();
    await bus.close();
  });
  try {
    await app.listen(config.port, config.host);
    await app.startAllMicroservices();
  } catch (error) {
    await close();
    throw error;
  }
  const url = await app.getUrl();
  log.info({ url }, `${name} listens at ${url}`);
  return { app, url, close };
}

/** Nest would close the consumers after HTTP, and a slow request use up the time that they have to finish theirs. */
async function closeDoors(app: NestFastifyApplication, strategies: readonly KafkaStrategy[]): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_END_WITHIN_MS);
  try {
    await Promise.all([...strategies.map((strategy) => strategy.close()), app.close()]);
  } finally {
    clearTimeout(cut);
  }
}

function watch(
  app: NestFastifyApplication,
  brokers: readonly string[],
  strategies: readonly KafkaStrategy[],
): void {
  const readiness = app.get(Readiness);
  const database = app.get(Database, { strict: false });
  readiness.watch('postgresql', async () => {
    await database.ping();
    return { ready: true };
  });
  readiness.watch('kafka', () => brokersReachable(brokers));
  for (const [index, strategy] of strategies.entries()) {
    readiness.watch(`consumer ${index + 1}`, () => {
      const status = strategy.health();
      return status
        ? { ready: status.ready && status.live, detail: status.detail }
        : { ready: false, detail: 'is not started' };
    });
  }
  registerConsumerMetrics(app.get(Metrics), strategies);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}
