import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CONFIGURATION = [
  ...['biome.json', '.dependency-cruiser.cjs', '.gitignore', 'tsconfig.json', 'tsconfig.base.json'],
  'tools/lint/data-source.grit',
];

/** Two houses with the real configuration: in one every rule has something planted for it, in the other none. */
const bad = mkdtempSync(join(tmpdir(), 'joor-bridge-lint-'));
const good = mkdtempSync(join(tmpdir(), 'joor-bridge-lint-'));

beforeAll(() => {
  for (const house of [bad, good]) {
    for (const file of CONFIGURATION) cpSync(join(root, file), join(house, file), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  }
});
afterAll(() => {
  for (const house of [bad, good]) rmSync(house, { recursive: true, force: true });
});

/**
 * @param {string} house
 * @param {Record<string, string>} files
 */
function plant(house, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
}

/**
 * @param {string} house
 * @param {string} program
 * @param {...string} args
 */
function lint(house, program, ...args) {
  const path = join(root, 'node_modules', ...program.split('/'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: house,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const biome = (/** @type {string} */ house) =>
  lint(house, '@biomejs/biome/bin/biome', 'lint', '--colors=off', '--max-diagnostics=none', 'apps', 'libs');
const cruise = (/** @type {string} */ house) =>
  lint(
    house,
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'apps',
    'libs',
  );

const DATA_SOURCE =
  "import { DataSource } from 'typeorm';\nexport const source = new DataSource({ type: 'postgres' });\n";
const ENVIRONMENT = 'export const url = process.env.DATABASE_URL;\n';
const SOMETHING = 'export const b = 1;\n';

describe('biome', () => {
  /** What is planted, the words of the rule, the file, its text. */
  const planted = /** @type {const} */ ([
    ['an explicit any', 'noExplicitAny', 'any.ts', 'export const price: any = 1;\n'],
    [
      'a non-null assertion',
      'noNonNullAssertion',
      'bang.ts',
      'export const first = (list: string[]) => list[0]!.length;\n',
    ],
    [
      'a floating promise',
      'noFloatingPromises',
      'floating.ts',
      'async function send(): Promise<void> {}\nexport function go() {\n  send();\n}\n',
    ],
    ['the environment outside its rooms', 'noProcessEnv', 'env.ts', ENVIRONMENT],
    ['a file over the budget', 'noExcessiveLinesPerFile', 'long.ts', `${'export {};\n'.repeat(301)}`],
    ['a DataSource outside libs/persistence', 'plugin', 'source.ts', DATA_SOURCE],
  ]);
  let found = { status: /** @type {number | null} */ (0), output: '' };

  beforeAll(() => {
    plant(
      bad,
      Object.fromEntries(planted.map(([, , file, text]) => [`apps/order-router/src/${file}`, text])),
    );
    found = biome(bad);
  });

  it.each(planted)('finds %s', (_, rule, file) => {
    expect(found.output).toMatch(new RegExp(`${file}(:\\d+:\\d+)? .*${rule}`));
    expect(found.status).not.toBe(0);
  });

  it('finds nothing where each of them is allowed', () => {
    plant(good, {
      'libs/service-kit/src/config.ts': ENVIRONMENT,
      'libs/persistence/src/open.ts': DATA_SOURCE,
    });
    expect(biome(good)).toMatchObject({ status: 0 });
  });
});

describe('dependency-cruiser', () => {
  const planted = /** @type {const} */ ([
    [
      'kafkajs outside libs/messaging',
      'kafkajs-only-in-messaging',
      'apps/joor-poller/src/kafka.ts',
      'kafkajs',
    ],
    [
      'an app that imports an app',
      'apps-meet-only-through-contracts-and-kafka',
      'apps/joor-poller/src/app.ts',
      '../../sandbox/src/b.js',
    ],
    [
      'a library that imports its sibling',
      'leaf-libs-import-contracts-only',
      'libs/joor/src/sibling.ts',
      '../../wms/src/b.js',
    ],
    [
      'contracts that import anything of ours',
      'contracts-import-nothing-of-ours',
      'libs/contracts/src/ours.ts',
      '../../wms/src/b.js',
    ],
    [
      'test parts in production code',
      'testing-is-for-tests',
      'apps/joor-poller/src/builders.ts',
      '../../../libs/testing/src/b.js',
    ],
    [
      'a conformance suite in production code',
      'test-parts-are-for-tests',
      'libs/wms/src/suite.ts',
      './conformance/b.js',
    ],
    ['a cycle', 'no-cycles', 'libs/joor/src/cycle-back.ts', './cycle.js'],
    ['an import that leads nowhere', 'no-unknown-imports', 'libs/joor/src/lost.ts', './gone.js'],
  ]);
  let found = { status: /** @type {number | null} */ (0), output: '' };

  beforeAll(() => {
    plant(bad, Object.fromEntries(planted.map(([, , file, target]) => [file, `import '${target}';\n`])));
    const places = ['apps/sandbox/src', 'libs/wms/src', 'libs/wms/src/conformance', 'libs/testing/src'];
    plant(bad, Object.fromEntries(places.map((place) => [`${place}/b.ts`, SOMETHING])));
    plant(bad, { 'libs/joor/src/cycle.ts': "import './cycle-back.js';\n" });
    found = cruise(bad);
  });

  it.each(planted)('finds %s', (_, rule, file) => {
    expect(found.output).toContain(`${rule}: ${file}`);
    expect(found.status).not.toBe(0);
  });

  it('finds nothing where each of them is allowed', () => {
    plant(good, {
      'libs/messaging/src/a.ts': "import 'kafkajs';\nexport const a = 1;\n",
      'apps/joor-poller/src/a.ts': "import '../../../libs/messaging/src/a.js';\n",
      'libs/joor/src/a.unit.spec.ts': "import '../../testing/src/b.js';\n",
      'libs/testing/src/b.ts': SOMETHING,
    });
    expect(cruise(good)).toMatchObject({ status: 0 });
  });
});
