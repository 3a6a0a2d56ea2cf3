import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { run } from '../../apps/joorctl/src/program/run.js';
import { STYLE_FAULTS, VARIANT_FAULTS } from '../../apps/product-service/src/map/refusal.js';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');
const markdownIn = (/** @type {string} */ folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`);
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'apps/sandbox/README.md',
  ...markdownIn('docs/'),
];
/** Commands of joorctl that have commands of their own. */
const GROUPS = new Set(['topics', 'connections', 'orders', 'inventory', 'products', 'dlq', 'reviews']);
/** What people type: the code blocks, and code spans of one command. */
const commands = documents.map(read).join('\n');

/** The anchor that a heading gets. */
const anchorOf = (/** @type {string} */ heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe.each(documents)('%s', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link));

  it('links to what is there', () => {
    const missing = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = new URL(path === '' ? document : path, new URL(path === '' ? '.' : document, root));
      if (!existsSync(target)) return true;
      if (anchor === undefined) return false;
      const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
        anchorOf(text),
      );
      return !headings.includes(anchor);
    });
    expect(missing).toEqual([]);
  });
});

test('every npm script that is named is there', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...commands.matchAll(/npm run ([a-z][a-z:-]*)(?! -w| .*-w )/g)].map(
    ([, script = '']) => script,
  );
  expect([...new Set(named)].filter((script) => !(script in scripts))).toEqual([]);
});

test('every variable of a service is in docs/operations.md', () => {
  const operations = read('docs/operations.md');
  const shapes = [
    'libs/service-kit/src/config/common-shape.ts',
    'libs/service-kit/src/config/kafka-session-shape.ts',
    'libs/service-kit/src/joor/joor-address-shape.ts',
    'libs/service-kit/src/wms/wms-address-shape.ts',
    'apps/settings-service/src/settings-service.ts',
    'apps/joor-poller/src/poller-config.ts',
    'apps/order-router/src/config.ts',
    'apps/inventory-service/src/config.ts',
    'apps/inventory-service/src/publish/publish-shape.ts',
    'apps/product-service/src/product-config.ts',
  ];
  const variables = shapes.flatMap((path) =>
    [...read(path).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name),
  );
  expect(variables.length).toBeGreaterThan(40);
  expect(variables.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
});

/** What a service reads besides the variables of every service, with the name of its table in docs/operations.md. */
describe.each([
  [
    'inventory-service',
    ['apps/inventory-service/src/config.ts', 'apps/inventory-service/src/publish/publish-shape.ts'],
  ],
  ['product-service', ['apps/product-service/src/product-config.ts']],
])('docs/operations.md on %s', (service, paths) => {
  const [, table = ''] =
    new RegExp(`\n${service}:\n\n(\\|[\\s\\S]*?)\n\n`).exec(read('docs/operations.md')) ?? [];
  const defaults = paths
    .map(read)
    .flatMap((source) => [...source.matchAll(/^ {2}([A-Z_]+): (?:milliseconds|port)\(([\d_]+)/gm)])
    .map(([, name = '', value = '']) => `| \`${name}\` | ${value.replaceAll('_', '')} |`);

  it('has the defaults as they are', () => {
    expect(defaults.length).toBeGreaterThan(3);
    expect(defaults.filter((row) => !table.includes(row))).toEqual([]);
  });
});

test('docs/products.md knows every reason why a style or a variant is refused', () => {
  const guide = read('docs/products.md');
  const codes = [...STYLE_FAULTS, ...VARIANT_FAULTS];
  expect(codes.filter((code) => !guide.includes(`| \`${code}\` |`))).toEqual([]);
});

/** What a sentence is about: in the code it comes in as `${…}`. */
const BETWEEN = /…|"|\d+|\.$|\b(?:it has|sku|available|asOf|future\.on|in East|The stock)\b/;

test('the sentences of docs/inventory.md are those of the code', () => {
  const [, section = ''] =
    /## Why something is not sent\n([\s\S]*?)\n## /.exec(read('docs/inventory.md')) ?? [];
  const sources = ['apps/inventory-service/src/', 'libs/wms/src/', 'libs/joor/src/']
    .flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.includes('.spec.'))
        .map((name) => read(`${folder}${name}`)),
    )
    .join('\n')
    .replaceAll("\\'", "'");
  const sentences = [...section.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) => cell.split('`'));
  const parts = sentences
    .flatMap((sentence) => sentence.split(BETWEEN))
    .filter((part) => part.trim().length > 6);
  expect(parts.length).toBeGreaterThan(40);
  expect(parts.filter((part) => !sources.includes(part.trim()))).toEqual([]);
});

describe('every joorctl command that is named is understood', () => {
  const lines = [...commands.matchAll(/(?:npx|--rm|`)\s*joorctl ([a-z][^\n`#|]*)/g)].map(([, line = '']) =>
    line.trim(),
  );

  /** @param {readonly string[]} words */
  async function helpFor(words) {
    let said = '';
    const write = (/** @type {string} */ text) => {
      said += text;
    };
    expect(await run([...words, '--help'], { write, writeError: write, now: Date.now })).toBe(0);
    return said;
  }

  it('is tried with more than a few', () => {
    expect(lines.length).toBeGreaterThan(20);
  });

  it.each([...new Set(lines)])('joorctl %s', async (line) => {
    const words = line.split(' ').filter((word) => /^[a-z][a-z-]*$/.test(word));
    const [first = '', second = ''] = words;
    // "replay" alone is "replay start"
    const name = first === 'replay' ? [first, second || 'start'] : words.slice(0, GROUPS.has(first) ? 2 : 1);
    const help = await helpFor(name);
    expect(help).toContain(`Usage: joorctl ${name.join(' ')}`);
    const options = line.match(/--[a-z-]+/g) ?? [];
    expect(options.filter((option) => !help.includes(option))).toEqual([]);
  });
});
