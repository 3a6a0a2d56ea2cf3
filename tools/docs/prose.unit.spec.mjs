import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { run } from '../../apps/joorctl/src/program/run.js';

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
const GROUPS = new Set(['topics', 'connections', 'orders', 'dlq', 'reviews']);
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
    'apps/settings-service/src/settings-service.ts',
    'apps/joor-poller/src/poller-config.ts',
    'apps/order-router/src/config.ts',
  ];
  const variables = shapes.flatMap((path) =>
    [...read(path).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name),
  );
  expect(variables.length).toBeGreaterThan(20);
  expect(variables.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
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
