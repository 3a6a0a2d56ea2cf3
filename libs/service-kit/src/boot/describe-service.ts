import { createBus, SILENT } from '@joor-bridge/messaging';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../config/read-config.js';
import { createLog } from '../log/create-log.js';
import { httpServer } from './http-server.js';
import { openApiDocument } from './open-api.js';
import { ServiceModule } from './service-module.js';

/** Stand-ins: in Nest's preview mode nothing is made from them. */
const NOWHERE = {
  DATABASE_URL: 'postgres://nowhere/nothing',
  KAFKA_BROKERS: 'nowhere:9092',
  BRIDGE_KEK: Buffer.alloc(32).toString('base64'),
};

@Module({})
class Described {}

/** The OpenAPI document of a service as text, from its code alone: nothing is started and nothing connected. */
export async function describeService(module: Type | DynamicModule, name: string): Promise<string> {
  const config = readConfig({}, NOWHERE);
  const bus = createBus({ brokers: config.kafkaBrokers, prefix: '', clientId: name, log: SILENT });
  const log = createLog({ name, level: 'silent', format: 'json' });
  const app = await NestFactory.create(
    { module: Described, imports: [ServiceModule.forRoot({ name, config, bus, log }), module] },
    httpServer(),
    { preview: true, logger: false, abortOnError: false },
  );
  return `${JSON.stringify(openApiDocument(app, name), null, 2)}\n`;
}
