import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeService } from './testing/fake-service.js';

const BIN = fileURLToPath(new URL('../bin/joorctl.mjs', import.meta.url));
/** A folder without an installation, so that only what is given counts. */
const nowhere = mkdtempSync(join(tmpdir(), 'joorctl-'));
afterAll(() => rmSync(nowhere, { recursive: true }));

const start = (...args: string[]) =>
  spawn(process.execPath, [BIN, ...args], { cwd: nowhere, env: { PATH: process.env.PATH } });

async function joorctl(...args: string[]) {
  const child = start(...args);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

it('helps', async () => {
  const { code, out } = await joorctl('--help');
  expect([code, out]).toEqual([0, expect.stringContaining('Usage: joorctl')]);
});

it('tells the shell that nobody answers, in one sentence', async () => {
  const { code, out, err } = await joorctl('orders', 'list', '--router-url', 'http://127.0.0.1:1');
  expect([code, out]).toEqual([4, '']);
  expect(err).toMatch(/^order-router cannot be reached [^\n]+\n$/);
});

it('tells the shell that it was not understood', async () => {
  expect(await joorctl('orders', 'lost')).toMatchObject({ code: 2, out: '' });
});

it('tells the shell that a service said no', async () => {
  const service = await fakeService({});
  expect(await joorctl('orders', 'list', '--router-url', service.url)).toMatchObject({ code: 3, out: '' });
  await service.close();
});

it('ends without a word when its reader has seen enough', async () => {
  const items = Array.from({ length: 20_000 }, (_, at) => ({
    orderId: String(at),
    customerName: 'x'.repeat(100),
  }));
  const service = await fakeService({ 'GET /v1/orders': { body: { items } } });
  const child = start('orders', 'list', '--json', '--router-url', service.url);
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code, signal] = await once(child, 'close');
  expect({ code, signal, err }).toEqual({ code: 0, signal: null, err: '' });
  await service.close();
});
