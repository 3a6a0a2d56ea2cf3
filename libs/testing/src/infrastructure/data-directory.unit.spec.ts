import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.js';
import { openDataDirectory, PID_FILE } from './data-directory.js';
import { commandLine, isAlive } from './process-table.js';

let kept: string;

beforeEach(() => {
  kept = mkdtempSync(join(tmpdir(), 'kept data-'));
});
afterEach(() => rmSync(kept, { recursive: true, force: true }));

/** A process that names the directory on its command line, as a server does. */
async function serverIn(directory: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', directory], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  writeFileSync(join(directory, PID_FILE), String(pid));
  await eventually(() => commandLine(pid).includes(directory));
  return pid;
}

describe('openDataDirectory', () => {
  it('makes a temporary one that another user can enter, and removes it', async () => {
    const directory = await openDataDirectory('kafka', {});
    expect(statSync(directory.path).mode & 0o777).toBe(0o755);
    directory.remove();
    expect(existsSync(directory.path)).toBe(false);
  });

  it('keeps a kept one, with what is in it', async () => {
    writeFileSync(join(kept, 'data'), 'old');
    const directory = await openDataDirectory('kafka', { dataDir: kept });
    directory.remove();
    expect(existsSync(join(kept, 'data'))).toBe(true);
  });

  it('empties a kept one when a fresh start is asked for', async () => {
    writeFileSync(join(kept, 'data'), 'old');
    await openDataDirectory('kafka', { dataDir: kept, fresh: true });
    expect(existsSync(join(kept, 'data'))).toBe(false);
  });

  it('ends servers that a killed run left in it, also one level down', async () => {
    const node = join(kept, 'node-1');
    mkdirSync(node);
    const pids = [await serverIn(kept), await serverIn(node)];
    await openDataDirectory('kafka', { dataDir: kept });
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(existsSync(join(node, PID_FILE))).toBe(false);
  });

  it('leaves a stranger alone who got the process id of the old server', async () => {
    writeFileSync(join(kept, PID_FILE), String(process.pid));
    await openDataDirectory('kafka', { dataDir: kept });
    expect(existsSync(join(kept, PID_FILE))).toBe(false);
  });

  it('clears away the temporary ones of runs that are gone', async () => {
    const gone = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => gone.once('close', resolve));
    const left = join(tmpdir(), `joor-bridge-kafka-${gone.pid}-left`);
    mkdirSync(left);
    (await openDataDirectory('kafka', {})).remove();
    expect(existsSync(left)).toBe(false);
  });
});
