import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@joor-bridge/testing';
import {
  isAlive,
  type KafkaCluster,
  type RunningPostgres,
  resolvePostgres,
  startKafkaCluster,
} from '@joor-bridge/testing/infrastructure';

/** A Kafka broker and a PostgreSQL of our own, to be killed; both keep their data and their address. */
export interface OwnServers {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  /** Ends the broker as a power cut would, and starts it again after `downMs`. */
  powerCutKafka(downMs: number): Promise<void>;
  /** Ends PostgreSQL as a power cut would, and starts it again after `downMs`. */
  powerCutPostgres(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws MissingPrerequisite when one of them cannot be had here */
export async function startOwnServers(): Promise<OwnServers> {
  const dataDir = mkdtempSync(join(tmpdir(), 'joor-bridge-own-servers-'));
  // PostgreSQL's user, who is never root, has to get in
  chmodSync(dataDir, 0o755);
  const starting = [startKafkaCluster({ brokers: 1 }), OwnPostgres.start(join(dataDir, 'postgres'))] as const;
  const stop = async () => {
    // one that did not start has left nothing
    await Promise.all(
      starting.map((server) =>
        server.then(
          (up) => up.stop(),
          () => undefined,
        ),
      ),
    );
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const [cluster, postgres] = await Promise.all(starting);
    return {
      brokers: cluster.brokers,
      databaseUrl: postgres.url,
      powerCutKafka: (downMs) => powerCutKafka(cluster, downMs),
      powerCutPostgres: (downMs) => postgres.powerCut(downMs),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function powerCutKafka(cluster: KafkaCluster, downMs: number): Promise<void> {
  await cluster.kill(0);
  await pause(downMs);
  await cluster.restart(0);
}

class OwnPostgres {
  private constructor(
    private readonly dataDir: string,
    private running: RunningPostgres,
  ) {}

  static async start(dataDir: string): Promise<OwnPostgres> {
    return new OwnPostgres(dataDir, await launch(dataDir));
  }

  get url(): string {
    return this.running.url;
  }

  async powerCut(downMs: number): Promise<void> {
    const { pid, url } = this.running;
    if (pid === null) throw new Error('PostgreSQL is no process of ours');
    process.kill(pid, 'SIGKILL');
    await eventually(() => !isAlive(pid));
    await pause(downMs);
    // its children notice that it is gone in their own time, and hold its memory until then
    this.running = await eventually(() => launch(this.dataDir, Number(new URL(url).port)), {
      timeoutMs: 30_000,
      everyMs: 500,
    });
  }

  stop(): Promise<void> {
    return this.running.stop();
  }
}

/** Durable, since it has a directory of its own. */
function launch(dataDir: string, port?: number): Promise<RunningPostgres> {
  const env = { ...process.env, JOOR_BRIDGE_INFRA: 'embedded' };
  return resolvePostgres({ env, dataDir, ...(port === undefined ? {} : { port }) });
}
