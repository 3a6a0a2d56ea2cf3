import { createServer } from 'node:http';
import { anyFreePort } from '../../libs/testing/src/infrastructure/free-port.js';
import { whenReady } from './readiness.mjs';

let status = 200;
let url = '';
let asked = 0;
const server = createServer((_, response) => {
  asked++;
  response.writeHead(status).end('not yet');
});
beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  status = 200;
  asked = 0;
});
const isOurs = () => true;

describe('whenReady', () => {
  it('waits until the address answers 200', async () => {
    status = 503;
    const ready = whenReady('x', url, { isOurs });
    while (asked < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    status = 200;
    await expect(ready).resolves.toBeUndefined();
  });

  it('does not take the answer of another program for ours', async () => {
    await expect(whenReady('order-router', url, { isOurs: () => false, timeoutMs: 150 })).rejects.toThrow(
      `order-router did not become ready in 0.15 s; ${url} last said that it is ready, but it is another program`,
    );
  });

  it('tells the last answer when it takes too long', async () => {
    status = 503;
    await expect(whenReady('order-router', url, { isOurs, timeoutMs: 150 })).rejects.toThrow(
      `order-router did not become ready in 0.15 s; ${url} last said 503: not yet`,
    );
  });

  it('tells that nobody listens', async () => {
    const port = await anyFreePort();
    await expect(whenReady('x', `http://127.0.0.1:${port}`, { isOurs, timeoutMs: 50 })).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  it('ends at once when the run is stopped', async () => {
    status = 503;
    const abort = new AbortController();
    const ready = whenReady('x', url, { isOurs, signal: abort.signal });
    abort.abort(new Error('stopped'));
    await expect(ready).rejects.toThrow('stopped');
  });
});
