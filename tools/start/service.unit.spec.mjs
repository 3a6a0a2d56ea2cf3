import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service } from './service.mjs';

const directory = mkdtempSync(join(tmpdir(), 'a service-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** @type {Service[]} */
const started = [];
afterEach(() => {
  for (const service of started.splice(0)) service.kill();
});

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/**
 * @param {string} script
 * @param {Partial<import('./service.mjs').ServiceOptions>} [more]
 */
function service(script, more) {
  const main = join(directory, 'main.mjs');
  writeFileSync(main, script);
  /** @type {string[]} */
  const said = [];
  /** @type {((text: string) => void)[]} */
  const waiting = [];
  let printed = '';
  const heard = (/** @type {string} */ text) => {
    printed += text;
    for (const wait of waiting) wait(printed);
  };
  const made = new Service({
    name: 'order-router',
    main,
    cwd: directory,
    env: process.env,
    output: { push: heard, end: () => undefined },
    say: (line) => said.push(line),
    backoff: /** @type {any} */ ({ next: () => 10 }),
    ...more,
  });
  started.push(made);
  const prints = (/** @type {string} */ text) =>
    new Promise((resolve) => {
      waiting.push((all) => {
        if (all.includes(text)) resolve(true);
      });
      heard('');
    });
  return { made, said, prints };
}

describe('Service', () => {
  it('starts a crashed process again and says how it ended', async () => {
    const { made, said, prints } = service('console.log(process.pid); setInterval(() => {}, 1e6);');
    made.start();
    const first = made.pid;
    await prints(`${first}\n`);
    process.kill(first ?? 0, 'SIGKILL');
    await until(() => made.pid !== undefined && made.pid !== first);
    expect(said).toEqual(['order-router ended (SIGKILL); it is started again in 0.01 s']);
  });

  it('ends in good order when it is asked to, and stays down', async () => {
    const { made, said, prints } = service(
      "process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1e6);",
    );
    made.start();
    await prints('up');
    await made.stop();
    await prints('bye');
    expect(made.pid).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('can be stopped while it waits to be started again', async () => {
    const { made, said } = service('process.exit(3);');
    made.start();
    await until(() => said.length > 0);
    await made.stop();
    expect(said[0]).toBe('order-router ended (exit code 3); it is started again in 0.01 s');
  });

  it('kills what does not end in time', async () => {
    const stubborn =
      "process.on('SIGTERM', () => console.log('no')); console.log('up'); setInterval(() => {}, 1e6);";
    const { made, said, prints } = service(stubborn, { patienceMs: 200 });
    made.start();
    await prints('up');
    const { pid = 0 } = made;
    const stopped = made.stop();
    await prints('no');
    expect(() => process.kill(pid, 0)).not.toThrow();
    await stopped;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(said).toEqual([]);
  });

  it('stays down when it is killed while it waits to be started again', async () => {
    let starts = 0;
    const { made, said } = service('process.exit(3);', { onStart: () => void starts++ });
    made.start();
    await until(() => said.length > 0);
    made.kill();
    const before = starts;
    // longer than the wait before it would be started again
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([starts, made.pid]).toEqual([before, undefined]);
  });

  it('tells of every start, with the new process', async () => {
    /** @type {(number | undefined)[]} */
    const pids = [];
    const { made, prints } = service('console.log(process.pid); setInterval(() => {}, 1e6);', {
      onStart: () => pids.push(made.pid),
    });
    made.start();
    await prints(`${pids[0]}\n`);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until(() => pids.length === 2);
    expect(pids[1]).toBe(made.pid);
    expect(pids[1]).not.toBe(pids[0]);
  });

  it('is up once its own process has said so, however the line was cut, and no more after a crash', async () => {
    const script =
      "process.stdout.write('x listen'); setTimeout(() => console.log('s at http://h'), 30); process.stdin.resume(); setInterval(() => {}, 1e6);";
    const { made, prints } = service(script, {
      upLine: 'listens at',
      backoff: /** @type {any} */ ({ next: () => 60_000 }),
    });
    made.start();
    expect(made.isUp).toBe(false);
    await prints('http://h');
    expect(made.isUp).toBe(true);
    process.kill(made.pid ?? 0, 'SIGKILL');
    await until(() => made.pid === undefined);
    expect(made.isUp).toBe(false);
  });

  it('counts as up while it runs when it prints no such line', async () => {
    const { made } = service('setInterval(() => {}, 1e6);', { upLine: null });
    expect(made.isUp).toBe(false);
    made.start();
    expect(made.isUp).toBe(true);
  });

  it('does not hear the Ctrl-C of the terminal: it leads a process group of its own', async () => {
    const { made, prints } = service('console.log("up"); setInterval(() => {}, 1e6);');
    made.start();
    await prints('up');
    expect(() => process.kill(-(made.pid ?? 0), 0)).not.toThrow();
    await made.stop();
  });
});
