import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOX_SERVERS, sandboxAddresses } from '../demo/sandbox-addresses.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** A house of its own: the script writes beside the compose file. */
let house = '';
let file = '';

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'make env-'));
  file = join(house, '.env');
  mkdirSync(join(house, 'deploy'));
  cpSync(join(root, 'deploy', 'make-env.mjs'), join(house, 'deploy', 'make-env.mjs'));
});
afterEach(() => rmSync(house, { recursive: true }));

/** @param {...string} args */
const makeEnv = (...args) =>
  spawnSync(process.execPath, [join(house, 'deploy', 'make-env.mjs'), ...args], { encoding: 'utf8' });

/** @returns {Record<string, string>} */
const variables = () =>
  Object.fromEntries(
    [...readFileSync(file, 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );

describe('make-env', () => {
  it('writes fresh secrets for the owner alone', () => {
    expect(makeEnv()).toMatchObject({ status: 0, stdout: `${file} written.\n` });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { BRIDGE_KEK = '', POSTGRES_PASSWORD = '', ...others } = variables();
    expect(Buffer.from(BRIDGE_KEK, 'base64')).toHaveLength(32);
    expect(POSTGRES_PASSWORD).toMatch(/^[0-9a-f]{48}$/);
    expect(others).toEqual({});
    rmSync(file);
    makeEnv();
    expect(variables().BRIDGE_KEK).not.toBe(BRIDGE_KEK);
  });

  it('keeps a file that is there, and says why', () => {
    writeFileSync(file, 'BRIDGE_KEK=mine\n');
    const { status, stdout } = makeEnv('--demo');
    expect([status, stdout]).toEqual([0, expect.stringContaining('is there already and is kept')]);
    expect(readFileSync(file, 'utf8')).toBe('BRIDGE_KEK=mine\n');
  });

  it('points the demo at the servers of the sandbox', () => {
    makeEnv('--demo');
    const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
    const first = Number(/SANDBOX_PORT: (\d+)/.exec(compose)?.[1]);
    const sandbox = sandboxAddresses(
      SANDBOX_SERVERS.map((_, at) => first + at),
      'sandbox',
    );
    expect(variables()).toMatchObject({
      COMPOSE_PROFILES: 'demo',
      OUTBOUND_ALLOW: 'sandbox',
      JOOR_API_URL: sandbox.joorProduction,
      JOOR_SANDBOX_API_URL: sandbox.joorSandbox,
      JOOR_TOKEN_URL: `${sandbox.tokenProduction}/auth/`,
      JOOR_SANDBOX_TOKEN_URL: `${sandbox.tokenSandbox}/auth/`,
      SKUBANA_API_URL: sandbox.skubanaProduction,
      SKUBANA_SANDBOX_API_URL: sandbox.skubanaSandbox,
      SKUBANA_APP_URL: sandbox.skubanaProduction,
      SKUBANA_SANDBOX_APP_URL: sandbox.skubanaSandbox,
    });
  });
});
