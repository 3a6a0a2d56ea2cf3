import { resolvePostgres } from '@joor-bridge/testing/infrastructure';

const FORCED = { ...process.env, JOOR_BRIDGE_INFRA: 'embedded' };
const TRIES = 20;

/** An embedded PostgreSQL, writing durably, that can be killed as a power cut would and comes back on its address. */
export class KillablePostgres {
  private constructor(
    private readonly dataDir: string,
    private running: Awaited<ReturnType<typeof resolvePostgres>>,
  ) {}

  static async start(dataDir: string): Promise<KillablePostgres> {
    return new KillablePostgres(dataDir, await resolvePostgres({ dataDir, env: FORCED }));
  }

  get url(): string {
    return this.running.url;
  }

  kill(): void {
    if (this.running.pid !== null) process.kill(this.running.pid, 'SIGKILL');
  }

  /** @throws when it does not come back on the same address */
  async restart(): Promise<void> {
    const { url } = this.running;
    const port = Number(new URL(url).port);
    for (let tries = 1; ; tries += 1) {
      try {
        // its sessions take a moment to notice that it is gone, and it does not start beside them
        this.running = await resolvePostgres({ dataDir: this.dataDir, env: FORCED, port });
        break;
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
    if (this.running.url !== url) throw new Error('PostgreSQL came back on another port');
  }

  stop(): Promise<void> {
    return this.running.stop();
  }
}
