import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { call } from './testing/http-call.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The program as it was built. */
function run(...argv: readonly string[]) {
  const child = spawn(process.execPath, [`${ROOT}apps/sandbox/dist/main.js`, ...argv], {
    cwd: ROOT,
    // Nothing of Jest's own environment may reach the child.
    env: {},
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return { child, said };
}

const ended = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];

/** @throws with what the program said when it ends instead */
async function ready(child: ChildProcess, said: { out: string; err: string }): Promise<void> {
  const gone = once(child, 'exit').then(() => Promise.reject(new Error(said.err || 'it ended')));
  gone.catch(() => undefined);
  while (!said.out.includes('ready')) {
    await Promise.race([gone, once(child.stdout ?? child, 'data')]);
  }
}

describe('the program', () => {
  it('prints a line for each server, works, and ends cleanly on SIGTERM', async () => {
    const { child, said } = run('--ports', '0,0,0,0,0,0,0,0', '--backlog', '5');
    await ready(child, said);
    const addresses = said.out.match(/http:\/\/\S+/g) ?? [];
    expect(addresses).toHaveLength(8);
    expect((await call(`${addresses[0]}/control/joor/production`)).json).toMatchObject({
      accounts: [
        { id: 'demo', orders: 5 },
        { id: 'skubana-demo', orders: 5 },
      ],
    });
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
  });

  it('says which port is in use and what to do', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const { child, said } = run('--ports', `${port},0,0,0,0,0,0,0`);
    expect(await ended(child)).toBe(1);
    expect(said.err).toContain(`port ${port} is in use; give others with --port or --ports`);
    holder.close();
  });

  it('explains itself', async () => {
    const { child, said } = run('--help');
    expect(await ended(child)).toBe(0);
    expect(said.out).toContain('--orders-per-hour');
  });
});
