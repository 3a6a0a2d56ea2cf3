import { createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@joor-bridge/testing';
import { Pool } from 'undici';
import { Endpoint } from './endpoint.js';
import type { Call } from './recorded-exchange.js';

const CALL: Call = {
  method: 'POST',
  path: '/orders',
  headers: ['authorization', 'Bearer sesame', 'x-id', '7'],
  body: '{"n":1}',
};
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Answer: yes\r\n\r\nok';
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that hands each request's text to `serve`. */
async function listen(serve: (request: string, socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      requests.push(chunk.toString());
      serve(chunk.toString(), socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests };
}

function endpointAt(url: string, { timeoutMs = 2_000, maxAnswerBytes = 1_000, connections = 4 } = {}) {
  const dispatcher = new Pool(new URL(url).origin, { connections });
  closers.push(() => dispatcher.destroy());
  return new Endpoint({ url, dispatcher, timeoutMs, maxAnswerBytes, secrets: ['sesame'] });
}

describe('an answer', () => {
  it('comes with status, body, headers and its record', async () => {
    const { url, requests } = await listen((_, socket) => socket.write(OK));
    const reply = await endpointAt(`${url}/base/`).send(CALL);
    expect(reply).toMatchObject({ kind: 'answered', status: 200, body: 'ok', oversized: false });
    expect(reply.kind === 'answered' && [reply.header('x-answer'), reply.header('absent')]).toEqual([
      'yes',
      null,
    ]);
    expect(requests.join('')).toMatch(/^POST \/base\/orders HTTP\/1\.1\r\n[\s\S]*\{"n":1\}$/);
    expect(JSON.parse(JSON.stringify(reply.exchange))).toEqual({
      method: 'POST',
      url: `${url}/base/orders`,
      requestHeaders: { authorization: '***', 'x-id': '7' },
      requestBody: '{"n":1}',
      status: 200,
      responseBody: 'ok',
      durationMs: expect.any(Number),
    });
  });

  it('that comes in pieces is put together, a character cut in two included', async () => {
    const body = Buffer.from('prêt');
    const { url } = await listen((_, socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.write(body.subarray(0, 3));
      setImmediate(() => socket.write(body.subarray(3)));
    });
    expect(await endpointAt(url).send(CALL)).toMatchObject({ body: 'prêt' });
  });

  it('longer than the cap is cut, and the connection dropped', async () => {
    let dropped = false;
    const { url } = await listen((_, socket) => {
      socket.on('close', () => (dropped = true));
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(2_000)}`);
    });
    const reply = await endpointAt(url).send(CALL);
    expect(reply).toMatchObject({ kind: 'answered', oversized: true, body: 'x'.repeat(1_000) });
    await eventually(() => dropped);
  });
});

describe('no effect is possible', () => {
  it('when the connection is refused', async () => {
    const { url } = await listen(() => {});
    await closers.pop()?.();
    const reply = await endpointAt(url).send(CALL);
    expect(reply).toMatchObject({ kind: 'unsent', reason: expect.stringContaining('ECONNREFUSED') });
    expect(reply.exchange.status).toBeNull();
  });

  it('when the name is unknown', async () => {
    expect(await endpointAt('http://no-such-host.invalid').send(CALL)).toMatchObject({ kind: 'unsent' });
  });

  it('when the time ends while the request waits for a connection; it is not written later', async () => {
    const { url, requests } = await listen(() => {});
    const endpoint = endpointAt(url, { connections: 1, timeoutMs: 150 });
    const first = endpoint.send({ ...CALL, body: 'first' });
    const second = endpoint.send({ ...CALL, body: 'second' });
    expect(await first).toMatchObject({ kind: 'lost' });
    expect(await second).toMatchObject({ kind: 'unsent' });
    const third = await endpoint.send({ ...CALL, body: 'third' });
    expect(third.kind).toBe('lost');
    expect(requests.join('')).toContain('third');
    expect(requests.join('')).not.toContain('second');
  });

  it('when a header cannot be written', async () => {
    const { url, requests } = await listen((_, socket) => socket.write(OK));
    const reply = await endpointAt(url).send({ ...CALL, headers: ['x-id', 'a\r\nb'] });
    expect(reply).toMatchObject({ kind: 'unsent', reason: expect.stringContaining('header') });
    expect(requests).toEqual([]);
  });
});

describe('the effect is unknown', () => {
  it('when the connection breaks after the request', async () => {
    const { url } = await listen((_, socket) => socket.resetAndDestroy());
    expect(await endpointAt(url).send(CALL)).toMatchObject({ kind: 'lost' });
  });

  it('when it breaks within the answer', async () => {
    const { url } = await listen((_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
    });
    const reply = await endpointAt(url).send(CALL);
    expect(reply.kind).toBe('lost');
    expect(reply.exchange).toMatchObject({ status: 200, responseBody: 'half' });
  });

  it('when what comes is not HTTP', async () => {
    const { url } = await listen((_, socket) => socket.write('SSH-2.0-OpenSSH\r\n\r\n'));
    expect(await endpointAt(url).send(CALL)).toMatchObject({ kind: 'lost' });
  });

  it('when nothing comes in time', async () => {
    const { url } = await listen(() => {});
    const reply = await endpointAt(url, { timeoutMs: 100 }).send(CALL);
    expect(reply).toMatchObject({ kind: 'lost', reason: 'no whole answer within 100 ms' });
    expect(reply.exchange.durationMs).toBeGreaterThanOrEqual(99);
    expect(reply.exchange.durationMs).toBeLessThan(1_000);
  });

  it('when the body drips past the time, however steadily', async () => {
    const { url } = await listen((_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const reply = await endpointAt(url, { timeoutMs: 150 }).send(CALL);
    expect(reply).toMatchObject({ kind: 'lost' });
    expect(reply.exchange.durationMs).toBeLessThan(1_000);
  });
});

describe('beforeSend', () => {
  it('is called once, before anything is written', async () => {
    const { url, requests } = await listen((_, socket) => socket.write(OK));
    const seen: number[] = [];
    await endpointAt(url).send(CALL, () => seen.push(requests.length));
    expect(seen).toEqual([0]);
  });

  it('stops the request by throwing, and its error comes back', async () => {
    const { url, requests } = await listen((_, socket) => socket.write(OK));
    const endpoint = endpointAt(url, { connections: 1 });
    const lost = new Error('the lease is over');
    await expect(
      endpoint.send({ ...CALL, body: 'stopped' }, () => {
        throw lost;
      }),
    ).rejects.toBe(lost);
    expect(await endpoint.send({ ...CALL, body: 'next' })).toMatchObject({ kind: 'answered' });
    expect(requests.join('')).not.toContain('stopped');
  });

  it('is not called for a connection that cannot be made', async () => {
    const { url } = await listen(() => {});
    await closers.pop()?.();
    let called = false;
    await endpointAt(url).send(CALL, () => (called = true));
    expect(called).toBe(false);
  });
});
