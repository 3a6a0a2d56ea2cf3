import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hasSpecs, runCheck, runJest } from './levels.mjs';

/** A house whose Jest does as it is told. */
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'levels-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} script */
function jest(script) {
  const path = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, script);
}
const RESULTS = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};
/** Writes these results where they are wanted, and ends. */
const writing = (/** @type {object} */ results, /** @type {number} */ code) => `
  const to = process.argv.find((arg) => arg.startsWith('--outputFile=')).slice('--outputFile='.length);
  require('node:fs').writeFileSync(to, ${JSON.stringify(JSON.stringify(results))});
  process.exitCode = ${code};`;
const surroundings = (more = {}) => ({
  root,
  env: process.env,
  signal: new AbortController().signal,
  ...more,
});

describe('runJest', () => {
  it("gives Jest's own count", async () => {
    jest(writing(RESULTS, 0));
    expect(await runJest('unit', [], surroundings())).toEqual({ passed: 3, failed: 0, skipped: 0 });
  });

  it('counts no tests as none', async () => {
    jest(writing({ ...RESULTS, numPassedTests: 0 }, 0));
    expect(await runJest('unit', [], surroundings())).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it('fails when Jest fails although every case passed, as in a teardown', async () => {
    jest(writing(RESULTS, 1));
    expect(await runJest('unit', [], surroundings())).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('fails when Jest leaves no results', async () => {
    jest('');
    expect(await runJest('unit', [], surroundings())).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('fails when Jest takes longer than it may', async () => {
    jest('setInterval(() => {}, 1e6);');
    expect(await runJest('unit', [], surroundings({ limitMs: 300 }))).toMatchObject({ failed: 1 });
  });

  it.each(
    /** @type {const} */ ([
      ['unit', '2'],
      ['int', '3'],
      ['e2e', '2'],
      ['timed', '1'],
    ]),
  )('runs %s specs with %s workers, of the paths that are named', async (level, workers) => {
    const told = join(root, 'told.json');
    jest(
      `require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.argv.slice(2)));${writing(RESULTS, 0)}`,
    );
    await runJest(level, ['libs/joor'], surroundings());
    const { default: args } = await import(told, { with: { type: 'json' } });
    expect(args.slice(0, 4)).toEqual(['--selectProjects', level, '--maxWorkers', workers]);
    expect(args.slice(-2)).toEqual(['--', 'libs/joor']);
  });
});

describe('hasSpecs', () => {
  const looks = (path = 'libs/x') => hasSpecs(path, ['unit', 'int'], { root, env: process.env });
  beforeEach(() => mkdirSync(join(root, 'libs', 'xylophone'), { recursive: true }));

  it('asks Jest', () => {
    jest("console.log(process.argv.slice(2).join(' ') + '/a.unit.spec.ts');");
    expect(looks()).toBe(true);
    jest("console.log('/libs/x/a.unit.spec.mjs');");
    expect(looks()).toBe(true);
  });

  it('takes no part of a path from its middle, as Jest would', () => {
    jest("console.log('/libs/xylophone/a.unit.spec.ts');");
    expect(
      ['libs/x', 'libs/xylophone', 'libs', 'xylo', 'libs/y', 'lib/x', 'ib'].map((path) => looks(path)),
    ).toEqual([...[true, true, true], ...[false, false, false, false]]);
  });

  it('is not fooled by other words', () => {
    jest("console.log('No tests found, exiting with code 0');");
    expect(looks()).toBe(false);
    jest('');
    expect(looks()).toBe(false);
  });
});

describe('runCheck', () => {
  it.each([
    ['exit 0', { passed: 1, failed: 0, skipped: 0 }],
    ['exit 3', { passed: 0, failed: 1, skipped: 0 }],
  ])('of a script that does %j', async (lint, tally) => {
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { lint } }));
    expect(await runCheck('lint', surroundings())).toEqual(tally);
  });
});
