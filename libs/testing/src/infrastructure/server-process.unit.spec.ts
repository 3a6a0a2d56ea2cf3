import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PID_FILE } from './data-directory.js';
import { isAlive } from './process-table.js';
import { startServer } from './server-process.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'a server-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const server = (script: string) => ({
  name: 'A server',
  command: process.execPath,
  args: ['-e', script],
  directory,
  readyLine: 'ready',
  stopSignal: 'SIGTERM' as const,
});

const HANGS = 'console.log("ready"); setInterval(() => {}, 1e6);';

describe('startServer', () => {
  it('is there once its log says so, with its process id noted', async () => {
    const running = await startServer(server(HANGS));
    expect(isAlive(running.pid)).toBe(true);
    expect(readFileSync(join(directory, PID_FILE), 'utf8')).toBe(String(running.pid));
    await running.stop();
    expect(isAlive(running.pid)).toBe(false);
  });

  it('can be killed, and stopped again afterwards', async () => {
    const running = await startServer(server(HANGS));
    await running.kill();
    expect(isAlive(running.pid)).toBe(false);
    await running.stop();
  });

  it('fails with the end of the log when the server ends instead', async () => {
    const failing = server('console.log("the port is taken"); process.exit(1)');
    await expect(startServer(failing)).rejects.toThrow(
      'A server ended while starting. Its log ends:\nthe port is taken',
    );
  });

  it('ends a server that stays silent', async () => {
    const silent = { ...server('console.log("hm"); setInterval(() => {}, 1e6)'), startTimeoutMs: 300 };
    await expect(startServer(silent)).rejects.toThrow('A server did not come up in time. Its log ends:\nhm');
    expect(isAlive(Number(readFileSync(join(directory, PID_FILE), 'utf8')))).toBe(false);
  });

  it('names a program that is not there', async () => {
    const missing = { ...server(''), command: join(directory, 'gone') };
    await expect(startServer(missing)).rejects.toThrow('A server could not be started');
  });
});
