import { createServer } from 'node:http';
import { connect } from 'node:net';
import { eventually } from '@joor-bridge/testing';
import { FaultSet } from '../faults/fault-set.js';
import { RequestBook } from '../requests/request-book.js';
import { call } from '../testing/http-call.js';
import { type Call, json } from './exchange.js';
import { SimulatedServer, type Target } from './simulated-server.js';

const plain = () => json(503, {});

/** A target that answers with what it was asked. */
function echo(name: string): Target {
  return {
    name,
    faults: new FaultSet(name, { throttled: plain, unauthorised: plain }),
    route: ({ method, path }) => `${method} ${path}`,
    handle: ({ method, path, query, body }: Call) => ({
      ...json(200, { method, path, query: [...query], length: body.length, start: body.slice(0, 20) }),
      account: 'acme',
    }),
  };
}

const opened: SimulatedServer[] = [];
async function open(target: Target, requests = new RequestBook()) {
  const server = await SimulatedServer.open({
    host: '127.0.0.1',
    port: 0,
    requests,
    faults: target.faults,
    targetOf: (path) => (path.startsWith('/here') ? target : json(404, { message: 'elsewhere' })),
  });
  opened.push(server);
  return { server, requests };
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

describe('SimulatedServer', () => {
  it('hands method, path, query and body to the target', async () => {
    const { server } = await open(echo('t'));
    const answer = await call(`${server.url}/here/x?a=1&a=%20b`, { method: 'PUT', body: 'Écru' });
    expect(answer.json).toEqual({
      method: 'PUT',
      path: '/here/x',
      query: [
        ['a', '1'],
        ['a', ' b'],
      ],
      length: 4,
      start: 'Écru',
    });
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it('takes bodies of many megabytes', async () => {
    const { server } = await open(echo('t'));
    const answer = await call(`${server.url}/here`, { method: 'POST', body: 'ü'.repeat(5_000_000) });
    expect(answer.json).toMatchObject({ length: 5_000_000 });
  });

  it('counts what reached a target, by answer, route and account', async () => {
    const { server, requests } = await open(echo('t'));
    await call(`${server.url}/here`);
    await call(`${server.url}/elsewhere`);
    expect(requests.all()).toEqual({
      t: { total: 1, byStatus: { 200: 1 }, byAccount: { acme: 1 }, byRoute: { 'GET /here': 1 } },
    });
  });

  it('answers 500 when a target fails, and lives on', async () => {
    const target = echo('t');
    const failing = {
      ...target,
      handle: (asked: Call) => {
        if (asked.path === '/here/bad') throw new Error('boom');
        return target.handle(asked);
      },
    };
    const { server } = await open(failing);
    expect(await call(`${server.url}/here/bad`)).toMatchObject({
      status: 500,
      json: { message: expect.stringContaining('boom') },
    });
    expect((await call(`${server.url}/here`)).status).toBe(200);
  });

  it('lives on when a client breaks off in the middle of its body', async () => {
    const { server, requests } = await open(echo('t'));
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /here HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    expect((await call(`${server.url}/here`)).status).toBe(200);
    expect(requests.of('t').total).toBe(1);
  });

  it('serves many requests at once', async () => {
    const { server, requests } = await open(echo('t'));
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => call<{ path: string }>(`${server.url}/here/${i}`)),
    );
    expect(new Set(answers.map(({ json: { path } }) => path)).size).toBe(300);
    expect(requests.of('t').total).toBe(300);
  });

  it('lets a call in at once and works later, when its effect is to be late', async () => {
    const done: string[] = [];
    const target: Target = {
      ...echo('t'),
      admit: ({ body }) => {
        done.push(`let in ${body}`);
        return () => {
          done.push(`worked ${body}`);
          return json(200, {});
        };
      },
    };
    const { server, requests } = await open(target);
    target.faults.set([{ kind: 'late-effect', ms: 60 }]);
    await expect(call(`${server.url}/here`, { method: 'POST', body: 'a' })).rejects.toThrow();
    expect(done).toEqual(['let in a']);
    expect(requests.of('t')).toMatchObject({ total: 1, byStatus: { reset: 1 } });
    await eventually(() => done.includes('worked a'));
    target.faults.set([{ kind: 'latency', ms: 60 }]);
    const slow = call(`${server.url}/here`, { method: 'POST', body: 'b' });
    await eventually(() => done.includes('let in b'));
    expect(done).not.toContain('worked b');
    expect((await slow).status).toBe(200);
  });

  it('works late where nobody has to be let in', async () => {
    const handled: string[] = [];
    const target: Target = {
      ...echo('t'),
      handle: ({ body }) => {
        handled.push(body);
        return json(200, {});
      },
    };
    const { server } = await open(target);
    target.faults.set([{ kind: 'late-effect', ms: 10, how: 'silence' }]);
    const unanswered = call(`${server.url}/here`, { method: 'POST', body: 'a', timeoutMs: 100 });
    await expect(unanswered).rejects.toThrow();
    expect(handled).toEqual(['a']);
  });

  it('closes and opens again as often as an outage comes and goes', async () => {
    const target = echo('t');
    const { server } = await open(target);
    for (let round = 0; round < 5; round++) {
      target.faults.set([{ kind: 'outage' }]);
      target.faults.clear();
    }
    target.faults.set([{ kind: 'outage' }]);
    await server.settled();
    await expect(call(`${server.url}/here`)).rejects.toThrow(/ECONNREFUSED/);
    target.faults.clear();
    await server.settled();
    expect((await call(`${server.url}/here`)).status).toBe(200);
  });

  it('stays away, and tries again, where its port is taken during an outage', async () => {
    const target = echo('t');
    const { server } = await open(target);
    target.faults.set([{ kind: 'outage' }]);
    await server.settled();
    const usurper = createServer((_, response) => void response.end('mine'));
    const port = Number(new URL(server.url).port);
    await new Promise<void>((resolve) => usurper.listen(port, '127.0.0.1', resolve));

    target.faults.clear();
    await expect(server.settled()).rejects.toThrow('EADDRINUSE');
    await new Promise((resolve) => usurper.close(resolve));
    target.faults.set([]);
    await server.settled();
    expect((await call(`${server.url}/here`)).status).toBe(200);
  });

  it('closes at once though answers hang', async () => {
    const target = echo('t');
    const { server } = await open(target);
    target.faults.set([{ kind: 'hang' }]);
    const hanging = expect(call(`${server.url}/here`)).rejects.toThrow();
    await call(`${server.url}/elsewhere`);
    await server.close();
    opened.length = 0;
    await hanging;
  });
});
