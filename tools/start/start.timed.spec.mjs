import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, freshDatabase, freshPrefix, resolveKafka, resolvePostgres } from '@joor-bridge/testing';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const data = join(mkdtempSync(join(tmpdir(), 'npm start-')), '.data');
const MINUTES_MS = 240_000;

/** @type {{ stop(): Promise<void> }[]} */
const servers = [];
/** @type {import('@joor-bridge/testing').FreshDatabase} */
let database;
/** @type {NodeJS.ProcessEnv} */
let env = {};

beforeAll(async () => {
  const [kafka, postgres] = await Promise.all([resolveKafka(), resolvePostgres()]);
  servers.push(kafka, postgres);
  database = await freshDatabase(postgres.url);
  env = {
    ...process.env,
    JOOR_BRIDGE_INFRA: 'env',
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_PREFIX: freshPrefix(),
    DATABASE_URL: database.url,
  };
}, MINUTES_MS);

afterAll(async () => {
  await database.drop();
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(dirname(data), { recursive: true });
});

/** @param {...string} args */
function npmStart(...args) {
  const child = spawn(process.execPath, ['tools/start.mjs', '--data', data, ...args], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { child, ended, output: () => output };
}

const services = () => JSON.parse(readFileSync(join(data, 'joorctl.json'), 'utf8'));

describe('npm start', () => {
  it(
    'reaches a delivered order without a further step, and stops all it started',
    async () => {
      const run = npmStart('--once');
      expect(await run.ended).toBe(0);
      expect(run.output()).toMatch(
        /first order delivered to (wms-demo|wms-rehearsal|skubana-production), [\d.]+ s/,
      );
      expect(run.output()).toMatch(/resident memory of the stack: \d+ MB/);
      await expect(fetch(`${services().settingsUrl}/health/live`)).rejects.toThrow();
      expect(existsSync(join(data, 'run.json'))).toBe(false);
    },
    MINUTES_MS,
  );

  it(
    'keeps the demo as it is, passes over a port in use, and stops on Ctrl-C within ten seconds',
    async () => {
      const squatter = createServer().listen(4010, '127.0.0.1');
      // taken already by another program is as good
      await new Promise((resolve) => squatter.once('listening', resolve).once('error', resolve));
      const run = npmStart();
      await eventually(() => run.output().includes('everything runs'), { timeoutMs: MINUTES_MS });
      expect(run.output()).toMatch(/Port 4010 is in use; settings-service takes \d+\./);
      const { settingsUrl, apiKeyFile } = services();
      const headers = { authorization: `Bearer ${readFileSync(apiKeyFile, 'utf8').trim()}` };
      const read = async (/** @type {string} */ path) =>
        /** @type {{ workspaceId: string }[]} */ (
          await (await fetch(settingsUrl + path, { headers })).json()
        );
      const [workspace, ...others] = await read('/v1/workspaces');
      expect(others).toEqual([]);
      expect(await read(`/v1/workspaces/${workspace?.workspaceId}/connections`)).toHaveLength(3);
      const asked = Date.now();
      run.child.kill('SIGINT');
      expect(await run.ended).toBe(0);
      expect(Date.now() - asked).toBeLessThan(10_000);
      squatter.close();
    },
    MINUTES_MS,
  );
});
