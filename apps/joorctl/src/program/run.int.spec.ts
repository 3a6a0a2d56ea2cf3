import { commandLine } from '../testing/command-line.js';
import { fakeInstallation } from '../testing/fake-installation.js';

it.each([
  'doctor',
  'topics',
  'connections',
  'orders',
  'backfill',
  'poll',
  'dlq',
  'replay',
  'reviews',
  'inventory',
  'products',
])('knows the command %s', async (command) => {
  expect((await commandLine('--help')).out).toContain(command);
  const { code, out } = await commandLine(command, '--help');
  expect([code, out]).toEqual([0, expect.stringContaining(`joorctl ${command}`)]);
});

it.each([[['nope']], [['orders', 'list', '--colour']], [['orders', 'show']], [['poll', 'a', 'b']]])(
  'says how to go on when %j is not understood',
  async (args) => {
    const { code, err } = await commandLine(...args);
    expect([code, err]).toEqual([2, expect.stringContaining('joorctl --help')]);
  },
);

it('takes the common options before and after the command', async () => {
  const installation = await fakeInstallation({ router: { 'GET /v1/orders': { body: { items: [] } } } });
  const { url } = installation.router;
  const before = await commandLine('--router-url', url, '--json', 'orders', 'list');
  const after = await commandLine('orders', 'list', '--json', '--router-url', url);
  expect(before).toEqual(after);
  expect(JSON.parse(after.out)).toEqual({ items: [], nextCursor: null });
  await installation.close();
});

it.each([
  [{ status: 401, body: {} }, 3, 'refuses the API key: give a valid one by --api-key or JOORCTL_API_KEY'],
  [{ status: 500, body: '<html>' }, 3, 'answered 500: no explanation given.'],
  [{ status: 200, body: '<html>' }, 3, 'without JSON: is --router-url its address?'],
  [{ status: 200, body: { rows: [] } }, 3, 'came in a shape that this joorctl does not know'],
])('makes a sentence of %j', async (reply, exitCode, words) => {
  const installation = await fakeInstallation({ router: { 'GET /v1/orders': reply } });
  const { code, err } = await installation.joorctl('orders', 'list');
  expect([code, err]).toEqual([exitCode, expect.stringContaining(words)]);
  expect(err.trim().split('\n')).toHaveLength(1);
  await installation.close();
});

it('says how to give an address when nobody is there', async () => {
  const { code, err } = await commandLine('orders', 'list', '--router-url', 'http://127.0.0.1:1');
  expect([code, err]).toEqual([
    4,
    'order-router cannot be reached at http://127.0.0.1:1 (ECONNREFUSED): start it, or give its address by --router-url.\n',
  ]);
});

it('never prints the API key', async () => {
  const { out, err } = await commandLine(
    'orders',
    'list',
    '--api-key',
    'jb_1_sesame',
    '--router-url',
    'http://127.0.0.1:1',
  );
  expect(out + err).not.toContain('sesame');
});
