import { join } from 'node:path';
import { type DataDirectory, openDataDirectory } from '../data-directory.js';
import { anyFreePort } from '../free-port.js';
import type { InfrastructureOptions } from '../running.js';
import type { ServerProcess } from '../server-process.js';
import { type BrokerPlace, SOON_MISSED } from './broker-settings.js';
import { startBroker } from './embedded-broker.js';
import { kafkaJars } from './jars.js';
import { findJava } from './java.js';

/** Heap of each node in MiB: a lone broker carries everything, of three each a part. */
const HEAP_MB = { 1: 512, 3: 320 } as const;

export interface KafkaClusterOptions extends Pick<InfrastructureOptions, 'env' | 'say'> {
  readonly brokers: 1 | 3;
}

/** An embedded cluster whose brokers can be killed; index `i` counts from 0. */
export interface KafkaCluster {
  readonly brokers: readonly string[];
  /** Ends broker `i` as a power cut would. */
  kill(i: number): Promise<void>;
  /** Ends broker `i` in good order if it runs, and starts it again on the same address and data. */
  restart(i: number): Promise<void>;
  /** Ends all and removes their data. */
  stop(): Promise<void>;
}

/**
 * Starts real brokers of its own, whatever the environment says: for tests that kill them.
 * @throws MissingPrerequisite when Java or Maven is missing
 */
export async function startKafkaCluster(options: KafkaClusterOptions): Promise<KafkaCluster> {
  const env = options.env ?? process.env;
  const java = findJava(env);
  const jars = kafkaJars(env, options.say ?? (() => undefined));
  const data = await openDataDirectory('kafka', {});
  const cluster = await choosePlaces(options.brokers);
  const start = (place: BrokerPlace) =>
    startBroker({
      java,
      jars,
      directory: join(data.path, `node-${place.nodeId}`),
      place,
      cluster,
      heapMb: HEAP_MB[options.brokers],
      durable: false,
      settings: SOON_MISSED,
    });
  const nodes = await startAll(cluster, start, data);
  return {
    brokers: cluster.map(({ port }) => `127.0.0.1:${port}`),
    kill: (i) => at(nodes, i).kill(),
    restart: async (i) => {
      await at(nodes, i).stop();
      nodes[i] = await start(at(cluster, i));
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      data.remove();
    },
  };
}

async function choosePlaces(brokers: number): Promise<BrokerPlace[]> {
  const taken = new Set<number>();
  const freePort = async (): Promise<number> => {
    const port = await anyFreePort();
    if (taken.has(port)) return freePort();
    taken.add(port);
    return port;
  };
  const places: BrokerPlace[] = [];
  for (let nodeId = 1; nodeId <= brokers; nodeId++) {
    places.push({ nodeId, port: await freePort(), controllerPort: await freePort() });
  }
  return places;
}

/** All at once, since a quorum needs most of them; when one fails the others do not live on. */
async function startAll(
  cluster: readonly BrokerPlace[],
  start: (place: BrokerPlace) => Promise<ServerProcess>,
  data: DataDirectory,
): Promise<ServerProcess[]> {
  const starts = await Promise.allSettled(cluster.map(start));
  const up = starts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = starts.find((result) => result.status === 'rejected');
  if (!failed) return up;
  await Promise.all(up.map((node) => node.kill()));
  data.remove();
  throw failed.reason;
}

function at<T>(list: readonly T[], i: number): T {
  const item = list[i];
  if (item === undefined)
    throw new Error(`There is no broker ${i}: they count from 0 to ${list.length - 1}.`);
  return item;
}
