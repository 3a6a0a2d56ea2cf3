import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readStockDelivery, stockRowsIn, verifySigned } from '@joor-bridge/wms';

const guide = readFileSync(new URL('../../docs/inventory.md', import.meta.url), 'utf8');
const [, program = '', answer = ''] =
  /<!-- push-example -->\n```js\n([\s\S]*?)```[\s\S]*?```json\n([\s\S]*?)```/.exec(guide) ?? [];
const secret = `whsec_${Buffer.from('of no use anywhere else').toString('base64')}`;

/** @typedef {{ sku: string, reason?: string }} Answer */
const briefly = (/** @type {Answer} */ { sku, reason }) => `${sku} ${reason ?? 'taken'}`;

/** Takes one push as inventory-service does: the signature over the very bytes, then row by row. */
async function receiver() {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const header = (/** @type {string} */ name) => request.headers[`webhook-${name}`];
    const signed = { id: header('id'), timestamp: header('timestamp'), signature: header('signature') };
    verifySigned({ ...signed, secret, body, now: Date.now() });
    const rows = stockRowsIn(JSON.parse(body.toString('utf8'))) ?? [];
    const { answers } = readStockDelivery(rows, Date.now());
    const path = request.url;
    response.end(JSON.stringify({ path, answers }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

test('the push that docs/inventory.md shows is signed as it has to be, and answered as it says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'push-example-'));
  const file = join(folder, 'push.mjs');
  writeFileSync(file, program);
  const { url, close } = await receiver();
  try {
    const env = { ...process.env, INVENTORY: url, CONNECTION: 'con_1', SECRET: secret };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    const [status = '', said = ''] = stdout.split(/ (.*)/s);
    /** @type {{ path: string, answers: Answer[] }} */
    const { path, answers } = JSON.parse(said);
    /** @type {{ results: Answer[] }} */
    const { results } = JSON.parse(answer);
    expect([status, path]).toEqual(['200', '/v1/stock?connection=con_1']);
    expect(answers.map(briefly)).toEqual(results.map(briefly));
    expect(results).toHaveLength(2);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
});
