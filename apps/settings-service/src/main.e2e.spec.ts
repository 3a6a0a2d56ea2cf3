import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createBus, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { testKek, testServers } from '@joor-bridge/service-kit/testing';
import { eventually, type FreshDatabase, freshDatabase, freshPrefix } from '@joor-bridge/testing';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The built service as a process of its own. */
class Process {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...env } });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (bytes) => {
        this.output += String(bytes);
      });
    }
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

describe('the settings-service process', () => {
  let database: FreshDatabase;
  let env: Record<string, string>;
  const started: Process[] = [];

  beforeAll(async () => {
    database = await freshDatabase(testServers().databaseUrl);
    env = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: testServers().kafkaBrokers,
      KAFKA_PREFIX: freshPrefix(),
      BRIDGE_KEK: testKek(),
      HOST: '127.0.0.1',
      PORT: '0',
    };
  });
  afterAll(async () => {
    for (const one of started) one.signal('SIGKILL');
    await Promise.all(started.map((one) => one.ended));
    await database.drop();
  });

  const start = (more: Record<string, string> = {}, less: string[] = []) => {
    const all = Object.entries({ ...env, ...more }).filter(([name]) => !less.includes(name));
    const one = new Process(Object.fromEntries(all));
    started.push(one);
    return one;
  };

  it('says all that is wrong with its configuration, and ends with 1', async () => {
    const service = start({ PORT: 'x' }, ['DATABASE_URL', 'BRIDGE_KEK']);

    expect(await service.ended).toBe(1);
    expect(service.output).toContain('settings-service cannot start.');
    for (const fault of [
      'DATABASE_URL is not set.',
      'PORT must be a port number.',
      'BRIDGE_KEK or BRIDGE_KEK_FILE',
    ]) {
      expect(service.output).toContain(fault);
    }
  });

  it('does not start without its topics, and says what makes them', async () => {
    const service = start();

    expect(await service.ended).toBe(1);
    expect(service.output).toContain('joorctl topics apply');
  });

  it('starts, shows the first API key once, works, and stops cleanly on SIGTERM', async () => {
    const bus = createBus({
      brokers: env.KAFKA_BROKERS?.split(',') ?? [],
      prefix: env.KAFKA_PREFIX ?? '',
      clientId: 'test',
      log: SILENT,
    });
    await provisionTopics(bus);
    await bus.close();
    const service = start({ LOG_FORMAT: 'pretty' });
    const url = await eventually(() => /listens at (\S+)/.exec(service.output)?.[1], { timeoutMs: 30_000 });
    const key = /jb_[0-9a-f]{16}_[A-Za-z0-9_-]{43}/.exec(service.output)?.[0];

    const answer = await fetch(`${url}/v1/workspaces`, { headers: { authorization: `Bearer ${key}` } });
    expect([answer.status, await answer.json()]).toEqual([200, []]);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.output).toContain('stopped');
    expect(service.output.match(/jb_[0-9a-f]{16}_/g)).toHaveLength(1);
  });

  it('shows no key at the next start, and says in one line when its port is taken', async () => {
    const service = start();
    const url = await eventually(() => /listens at (http\S+?)"/.exec(service.output)?.[1], {
      timeoutMs: 30_000,
    });
    expect(service.output).not.toContain('jb_');

    const second = start({ PORT: new URL(url).port });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain('settings-service cannot start');
    expect(second.output).toContain('EADDRINUSE');
    service.signal('SIGINT');
    expect(await service.ended).toBe(0);
  });
});
