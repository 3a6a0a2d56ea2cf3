import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunFile } from './run-file.mjs';

let directory = '';
let path = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'run file-'));
  path = join(directory, 'run.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

/** @param {Record<number, string>} commands command lines of what is alive */
const table = (commands) => ({
  isAlive: (/** @type {number} */ pid) => pid in commands,
  commandLine: (/** @type {number} */ pid) => commands[pid] ?? '',
});

/** @param {{ pid: number, services: { pid: number, main: string }[] }} run */
const leave = (run) => writeFileSync(path, JSON.stringify(run));

describe('RunFile', () => {
  it('refuses while another run holds the directory, and says which', () => {
    leave({ pid: 4711, services: [] });
    const file = new RunFile(path, table({ 4711: 'node tools/start.mjs' }));
    expect(() => file.take()).toThrow('npm start runs here already, as process 4711: stop it first');
  });

  it('takes over from a run that is gone, or whose id has gone to a stranger', () => {
    for (const stranger of ['', 'vim']) {
      leave({ pid: 4711, services: [] });
      new RunFile(path, table(stranger ? { 4711: stranger } : {})).take();
      expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(process.pid);
    }
  });

  it('ends services that outlived their supervisor, and nobody else', async () => {
    const service = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
    const pids = [service.pid ?? 0, stranger.pid ?? 0];
    leave({ pid: 4711, services: pids.map((pid) => ({ pid, main: '/apps/sandbox/dist/main.js' })) });
    const ended = new Promise((resolve) => service.once('exit', (_, signal) => resolve(signal)));
    new RunFile(
      path,
      table({ [pids[0] ?? 0]: 'node /apps/sandbox/dist/main.js', [pids[1] ?? 0]: 'node x.js' }),
    ).take();
    await expect(ended).resolves.toBe('SIGKILL');
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
    stranger.kill();
  });

  it('takes over from a run that was cut short while it wrote', () => {
    for (const half of ['', '{"pid":47', '\0\0']) {
      writeFileSync(path, half);
      new RunFile(path, table({})).take();
      expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(process.pid);
    }
  });

  it('notes what runs, whole, and nothing beside it', () => {
    const file = new RunFile(path, table({}));
    file.take();
    const services = [{ pid: 7, main: '/apps/sandbox/dist/main.js' }];
    file.note(services);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ pid: process.pid, services });
    expect(readdirSync(directory)).toEqual(['run.json']);
  });

  it('leaves nothing when it is released', () => {
    const file = new RunFile(path, table({}));
    file.take();
    file.release();
    expect(existsSync(path)).toBe(false);
  });
});
