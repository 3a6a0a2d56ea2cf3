import type { ApiKeyChanged } from '@joor-bridge/contracts';
import { apiKeyChanged, supersedesApiKey, topics } from '@joor-bridge/contracts';
import type { Bus } from '@joor-bridge/messaging';
import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ApiKeyGuard } from '../auth/api-key-guard.js';
import { ApiKeyLookup } from '../auth/api-key-lookup.js';
import type { ServiceConfig } from '../config/read-config.js';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import type { Log } from '../log/create-log.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { Metrics } from '../metrics/metrics.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { BodyPipe } from '../problems/body-pipe.js';
import { ProblemFilter } from '../problems/problem-filter.js';
import { SecretBox } from '../secrets/secret-box.js';
import { BUS, CONFIG, LOG } from './tokens.js';

export interface ServiceParts {
  readonly name: string;
  readonly config: ServiceConfig;
  readonly bus: Bus;
  readonly log: Log;
  /** Given by the service that makes the keys; the others read them from their topic. */
  readonly apiKeyLookup?: Type<ApiKeyLookup>;
}

/** What every service has: its surroundings to inject, and guard, pipe and filter on every route. */
@Module({})
export class ServiceModule {
  static forRoot({ name, config, bus, log, apiKeyLookup }: ServiceParts): DynamicModule {
    const given: Exclude<Provider, Type>[] = [
      { provide: CONFIG, useValue: config },
      { provide: BUS, useValue: bus },
      { provide: LOG, useValue: log },
      { provide: SecretBox, useValue: new SecretBox(config.keyRing) },
      { provide: Readiness, useValue: new Readiness() },
      { provide: Metrics, useFactory: () => new Metrics(name) },
      { provide: OutboundHttp, useFactory: () => new OutboundHttp(config.outboundAllow) },
      apiKeyLookup
        ? { provide: ApiKeyLookup, useClass: apiKeyLookup }
        : { provide: ApiKeyLookup, useFactory: () => keysFromTopic(bus) },
    ];
    return {
      module: ServiceModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        ...given,
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_PIPE, useClass: BodyPipe },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(log) },
      ],
      exports: given.map(({ provide }) => provide),
    };
  }
}

async function keysFromTopic(bus: Bus): Promise<ApiKeyLookup> {
  const table = bus.globalTable<ApiKeyChanged>(topics.apiKeys, apiKeyChanged, supersedesApiKey);
  await table.ready();
  return table;
}
