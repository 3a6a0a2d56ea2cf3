import { createServer } from 'node:http';
import { followFlowsBack } from './flows-back.mjs';

/**
 * Both services and the sandbox on one port: runs wait until they are approved, and then JOOR has something.
 *
 * @param {{ refuseFirst?: boolean, failFirst?: boolean }} [options]
 */
async function installation({ refuseFirst = false, failFirst = false } = {}) {
  /** @type {string[]} */
  const asked = [];
  const approved = new Set();
  let refusals = refuseFirst ? 1 : 0;
  let failures = failFirst ? 2 : 0;
  const run = (/** @type {string} */ id, /** @type {string} */ connectionId) => ({
    id,
    connectionId,
    state: approved.has(id) ? 'done' : 'waiting-for-approval',
  });
  /** @type {Record<string, () => unknown>} */
  const answers = {
    '/v1/inventory/runs': () => ({ items: [run('i1', 'con_1'), run('other', 'con_of_somebody')] }),
    '/v1/products/runs': () => ({ items: [run('p1', 'con_1')] }),
    '/control/joor/production/demo/inventory': () => ({ writes: approved.has('i1') ? 7 : 0 }),
    '/control/joor/production/demo/catalogue': () => ({ entries: { total: approved.has('p1') ? 9 : 0 } }),
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    asked.push(`${request.method} ${path} ${request.headers.authorization}`);
    const decided = /\/runs\/(\w+)\/approve$/.exec(path)?.[1];
    if (failures-- > 0) response.writeHead(503);
    else if (decided && refusals-- > 0) response.writeHead(409);
    else if (decided) approved.add(decided);
    response.end(JSON.stringify(decided ? {} : (answers[path]?.() ?? {})));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return { asked, url, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** @param {Awaited<ReturnType<typeof installation>>} there @param {AbortSignal} [signal] */
async function follow({ url }, signal = new AbortController().signal) {
  /** @type {string[]} */
  const said = [];
  const places = { inventory: url, products: url, control: url };
  const accounts = new Map([['con_1', 'demo']]);
  await followFlowsBack({ places, apiKey: 'k', accounts, say: (line) => void said.push(line), signal });
  return said;
}

describe('the flows back to JOOR', () => {
  it("approves the demo's own first runs and says when both have arrived", async () => {
    const there = await installation();
    const said = await follow(there);
    await there.close();
    expect(said).toEqual([
      'approved the first run of styles for con_1 (joorctl products approve p1)',
      'approved the first run of stock figures for con_1 (joorctl inventory approve i1)',
      'first styles are in JOOR (account demo)',
      'first stock figures are in JOOR (account demo)',
    ]);
    expect(there.asked.filter((call) => call.startsWith('POST'))).toEqual([
      'POST /v1/products/runs/p1/approve Bearer k',
      'POST /v1/inventory/runs/i1/approve Bearer k',
    ]);
  });

  it('goes on where a run was decided by somebody else in between', async () => {
    const there = await installation({ refuseFirst: true });
    const said = await follow(there);
    await there.close();
    expect(said.at(-1)).toMatch(/are in JOOR/);
    expect(said.filter((line) => line.startsWith('approved'))).toHaveLength(2);
  });

  it('bears that a service is away, and says so once', async () => {
    const there = await installation({ failFirst: true });
    const said = await follow(there);
    await there.close();
    expect(said.filter((line) => line.includes('trying again'))).toHaveLength(1);
    expect(said.at(-1)).toMatch(/are in JOOR/);
  });

  it('ends when it is told to', async () => {
    const there = await installation();
    await expect(follow(there, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    await there.close();
  });
});
