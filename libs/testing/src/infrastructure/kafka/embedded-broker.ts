import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ServerProcess, startServer } from '../server-process.js';
import {
  type BrokerPlace,
  type BrokerSettings,
  CLUSTER_ID,
  embeddedSettings,
  toProperties,
} from './broker-settings.js';
import { fromClassArchive, withClassArchive } from './class-archive.js';
import { kafkaFile } from './jars.js';

/** Starts fast rather than runs fast. */
const JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

export interface BrokerCommand {
  readonly java: string;
  readonly jars: string;
  readonly directory: string;
  readonly place: BrokerPlace;
  readonly cluster: readonly BrokerPlace[];
  /** Heap, in MiB. */
  readonly heapMb: number;
  readonly durable: boolean;
  /** What differs from the settings of every embedded node. */
  readonly settings?: BrokerSettings;
}

/** Starts one embedded Kafka node on its directory, formatting that when it is new. */
export async function startBroker(broker: BrokerCommand): Promise<ServerProcess> {
  const { java, directory, place, cluster, heapMb, durable } = broker;
  const logDirectory = join(directory, 'log');
  const properties = join(directory, 'server.properties');
  mkdirSync(directory, { recursive: true });
  const settings = { ...embeddedSettings(place, cluster, logDirectory, durable), ...broker.settings };
  writeFileSync(properties, toProperties(settings));
  if (!existsSync(join(logDirectory, 'meta.properties'))) await format(broker, properties);
  return startServer({
    name: `Kafka node ${place.nodeId}`,
    command: java,
    args: [
      `-Xmx${heapMb}m`,
      '-Xms128m',
      ...JVM,
      ...fromClassArchive(broker.jars),
      `-Dlog4j2.configurationFile=${kafkaFile('log4j2.properties')}`,
      '-cp',
      join(broker.jars, '*'),
      'kafka.Kafka',
      properties,
    ],
    directory,
    readyLine: 'Kafka Server started',
    stopSignal: 'SIGTERM',
  });
}

async function format({ java, jars }: BrokerCommand, properties: string): Promise<void> {
  const args = ['format', '--ignore-formatted', '-t', CLUSTER_ID, '-c', properties];
  const tool = ['-cp', join(jars, '*'), 'kafka.tools.StorageTool'];
  await withClassArchive(jars, (flags) => promisify(execFile)(java, [...JVM, ...flags, ...tool, ...args]));
}
