import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { parseAllowList } from './allow-list.js';
import type { Resolve } from './checked-lookup.js';
import { OutboundHttp } from './outbound-http.js';

/** Real sockets against a server that plays the inside service nobody may reach. */
describe('OutboundHttp at connect', () => {
  let server: Server;
  let port: number;
  let reached: string[];
  let open: OutboundHttp[];

  beforeEach(async () => {
    reached = [];
    open = [];
    server = createServer((message, answer) => {
      reached.push(message.url ?? '');
      if (message.url === '/redirect') answer.writeHead(307, { location: `http://127.0.0.1:${port}/secret` });
      answer.end('inside');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    await Promise.all(open.map((one) => one.close()));
    await new Promise((resolve) => server.close(resolve));
  });

  const outbound = (allow: string, resolve: Resolve) => {
    const http = new OutboundHttp(parseAllowList(allow).entries, { resolve });
    open.push(http);
    return http;
  };
  const get = (http: OutboundHttp, url: string) =>
    request(url, { dispatcher: http.dispatcherFor(url, { connections: 1 }) });
  const loopback: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

  it('refuses a name that was public when it was saved and is private when it is used', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const http = outbound('', async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]);
    await http.check('https://wms.example.com');

    await expect(get(http, 'https://wms.example.com/orders')).rejects.toMatchObject({
      code: 'OUTBOUND_REFUSED',
    });
    expect(reached).toEqual([]);
  });

  it('connects to the address that was checked, not to a second answer of the resolver', async () => {
    let asked = 0;
    const http = outbound('127.0.0.1', async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    });

    const answer = await get(http, `http://wms.example.com:${port}/orders`);
    expect(await answer.body.text()).toBe('inside');
    expect(asked).toBe(1);
  });

  it('asks the resolver once per connection, not per request', async () => {
    let asked = 0;
    const http = outbound('127.0.0.1', async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    });
    for (let n = 0; n < 50; n += 1) {
      const answer = await get(http, `http://wms.example.com:${port}/${n}`);
      await answer.body.dump();
    }

    expect(reached).toHaveLength(50);
    expect(asked).toBe(1);
  });

  it('does not follow redirects', async () => {
    const answer = await get(
      outbound('wms.example.com', loopback),
      `http://wms.example.com:${port}/redirect`,
    );

    expect(answer.statusCode).toBe(307);
    await answer.body.dump();
    expect(reached).toEqual(['/redirect']);
  });

  it('checks again after the connection is gone', async () => {
    const answers = ['127.0.0.1', '10.0.0.1'];
    const http = outbound('127.0.0.1', async () => [{ address: answers.shift() ?? '10.0.0.1', family: 4 }]);
    await (await get(http, `http://wms.example.com:${port}/first`)).body.dump();
    server.closeAllConnections();

    await expect(
      (async () => {
        for (;;) await (await get(http, `http://wms.example.com:${port}/again`)).body.dump();
      })(),
    ).rejects.toThrow();
    expect(answers).toEqual([]);
    expect(reached).not.toContain('/secret');
  });
});
