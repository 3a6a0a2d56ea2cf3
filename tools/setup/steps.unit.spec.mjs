import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { run, seconds, step } from './steps.mjs';

const STEPS = fileURLToPath(new URL('./steps.mjs', import.meta.url));
const cwd = process.cwd();
const node = (/** @type {string} */ script) => /** @type {const} */ ([process.execPath, ['-e', script]]);
const FOREVER = 'setInterval(() => {}, 1e6);';

/**
 * What comes to the terminal of a program that runs a script by `run`.
 *
 * @param {string} script
 * @param {object} options
 */
function terminalOf(script, options) {
  const program = `
    import { run } from ${JSON.stringify(STEPS)};
    const well = await run(process.execPath, ['-e', ${JSON.stringify(script)}], ${JSON.stringify({ cwd, ...options })});
    process.exitCode = well ? 0 : 9;`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('run', () => {
  it.each([
    ['process.exit(0)', true],
    ['process.exit(1)', false],
  ])('%s ended well: %p', async (script, well) => {
    expect(await run(...node(script), { cwd, quiet: true })).toBe(well);
  });

  it('shows the output as it comes', () => {
    expect(terminalOf("console.log('out'); console.error('err');", {})).toEqual({
      status: 0,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('keeps a quiet program quiet while all is well', () => {
    expect(terminalOf("console.log('out');", { quiet: true })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('shows all that a quiet program said when it fails', () => {
    const { status, stdout, stderr } = terminalOf(
      "console.log('out'); console.error('why'); process.exit(1);",
      {
        quiet: true,
      },
    );
    expect([status, stdout]).toEqual([9, '']);
    expect(stderr).toContain('out\n');
    expect(stderr).toContain('why\n');
  });

  it('ends what takes longer than it may, and says so', () => {
    const { status, stderr } = terminalOf(FOREVER, { quiet: true, limitMs: 200 });
    expect([status, stderr]).toEqual([9, `${process.execPath} was ended by SIGKILL\n`]);
  });

  it('says that there is no such program', () => {
    const program = `
      import { run } from ${JSON.stringify(STEPS)};
      process.exitCode = (await run('no-such-program', [], { cwd: '.', quiet: true })) ? 0 : 9;`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([9, expect.stringMatching(/^no-such-program: .*ENOENT/)]);
  });

  it('ends when it is told to stop', async () => {
    const abort = new AbortController();
    const running = run(...node(FOREVER), { cwd, signal: abort.signal });
    abort.abort();
    expect(await running).toBe(false);
  });
});

describe('step', () => {
  it('gives what was made, and says how long it took', async () => {
    /** @type {string[]} */
    const said = [];
    expect(
      await step(
        'made',
        async () => 7,
        (line) => said.push(line),
      ),
    ).toBe(7);
    expect(said).toEqual([expect.stringMatching(/^made \(\d+\.\d s\)$/)]);
  });

  it('says nothing of what failed', async () => {
    /** @type {string[]} */
    const said = [];
    const failing = step(
      'made',
      () => Promise.reject(new Error('no')),
      (line) => said.push(line),
    );
    await expect(failing).rejects.toThrow('no');
    expect(said).toEqual([]);
  });
});

it('tells seconds to a tenth', () => expect(seconds(1_250)).toBe('1.3 s'));
