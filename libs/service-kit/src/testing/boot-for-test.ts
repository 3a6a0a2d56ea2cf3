import { createHash, randomBytes } from 'node:crypto';
import { type Bus, checkTopics, createBus, provisionTopics } from '@joor-bridge/messaging';
import type { z } from 'zod';
import { type BootOptions, bootService, type RunningService } from '../boot/boot-service.js';
import type { Surroundings } from '../boot/run-service.js';
import { readConfig } from '../config/read-config.js';
import { createLog } from '../log/create-log.js';

/** A key-encryption key for tests; the same for the same text. */
export const testKek = (text = 'test'): string => createHash('sha256').update(text).digest('base64');

export interface TestedService extends RunningService {
  readonly bus: Bus;
  /** Everything the service has logged, as it was written. */
  readonly logLines: readonly string[];
}

/**
 * Boots a service in this process as `runService` would: own topics (a random prefix unless one is given), a
 * random port on loopback, its log kept in memory. `env` must hold `DATABASE_URL` and `KAFKA_BROKERS`.
 */
export async function bootForTest<Shape extends z.ZodRawShape>(service: {
  name: string;
  shape: Shape;
  env: Readonly<Record<string, string>>;
  build: (surroundings: Surroundings<Shape>) => Pick<BootOptions, 'module' | 'strategies' | 'apiKeyLookup'>;
}): Promise<TestedService> {
  const { name, shape, env, build } = service;
  const prefix = `t${randomBytes(4).toString('hex')}-`;
  const standard = { KAFKA_PREFIX: prefix, HOST: '127.0.0.1', PORT: '0', BRIDGE_KEK: testKek() };
  const config = readConfig(shape, { ...standard, ...env });
  const logLines: string[] = [];
  const destination = { write: (line: string) => void logLines.push(line) };
  const log = createLog({ name, level: 'debug', format: 'json', destination });
  const bus = createBus({ brokers: config.kafkaBrokers, prefix: config.kafkaPrefix, clientId: name, log });
  try {
    await topicsOf(bus);
    const running = await bootService({ name, config, bus, log, ...build({ config, log, bus }) });
    return { ...running, bus, logLines };
  } catch (error) {
    await bus.close();
    throw error;
  }
}

/** Most services of a spec find their topics made; looking at the settings of each would cost more than the start. */
const topicsOf = async (bus: Bus): Promise<void> => {
  try {
    await checkTopics(bus);
  } catch {
    await provisionTopics(bus);
  }
};
