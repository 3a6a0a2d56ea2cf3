import { type Bus, checkTopics, createBus } from '@joor-bridge/messaging';
import type { z } from 'zod';
import { ConfigFault, type ConfigOf, readConfig, type ServiceConfig } from '../config/read-config.js';
import { createLog, type Log } from '../log/create-log.js';
import { type BootOptions, bootService } from './boot-service.js';
import { endOnTheUnforeseen, endWith, stopOnSignal } from './end-of-process.js';

export interface Surroundings<Shape extends z.ZodRawShape> {
  readonly config: ServiceConfig & ConfigOf<Shape>;
  readonly log: Log;
  readonly bus: Bus;
}

/**
 * The whole life of a service's process: configuration, log, bus, boot, and a clean stop on SIGTERM or SIGINT.
 * Ends with 1, and a sentence that says why, when the service cannot start or cannot go on.
 */
export async function runService<Shape extends z.ZodRawShape>(service: {
  name: string;
  /** Variables of its own; those of every service are read as well. */
  shape: Shape;
  build: (surroundings: Surroundings<Shape>) => Pick<BootOptions, 'module' | 'strategies' | 'apiKeyLookup'>;
}): Promise<void> {
  const { name, shape, build } = service;
  const config = configOrExit(name, shape);
  const log = createLog({ name, level: config.logLevel, format: config.logFormat });
  endOnTheUnforeseen(process, log);
  const bus = createBus({ brokers: config.kafkaBrokers, prefix: config.kafkaPrefix, clientId: name, log });
  if (config.outboundAllow.length > 0) {
    log.warn('OUTBOUND_ALLOW lets customers reach addresses that are not public');
  }
  try {
    await checkTopics(bus);
    const running = await bootService({ name, config, bus, log, ...build({ config, log, bus }) });
    stopOnSignal(process, log, running);
  } catch (error) {
    endWith(process, log, error, `${name} cannot start`);
  }
}

function configOrExit<Shape extends z.ZodRawShape>(name: string, shape: Shape) {
  try {
    return readConfig(shape);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${name} cannot start. ${error.message}\n`);
    process.exit(1);
  }
}
