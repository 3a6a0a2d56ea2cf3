import { createServer } from 'node:http';
import { whenAllReady, withoutSecrets } from './services.mjs';
import { SERVICES } from './stack.mjs';

describe('the environment of the outside world', () => {
  it('has neither the key nor the database, and the rest', () => {
    expect(
      withoutSecrets({ PATH: '/bin', BRIDGE_KEK: 'k', BRIDGE_KEK_FILE: '/k', DATABASE_URL: 'postgres://d' }),
    ).toEqual({ PATH: '/bin' });
  });
});

describe('whenAllReady', () => {
  it('asks each service at its own port, and needs every one to be up', async () => {
    /** @type {string[]} */
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ports = {
      services: {
        'settings-service': port,
        'joor-poller': port,
        'order-router': port,
        'inventory-service': port,
        'product-service': port,
      },
      sandbox: [port],
    };
    const names = ['sandbox', ...SERVICES];
    let up = false;
    const services = names.map((name) => ({
      name,
      get isUp() {
        return up || name !== 'order-router';
      },
    }));
    let ready = false;
    const waiting = whenAllReady({ ports, signal: new AbortController().signal }, services).then(() => {
      ready = true;
    });
    while (asked.length <= names.length) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ready).toBe(false);
    up = true;
    await waiting;
    expect(asked.slice(0, names.length).sort()).toEqual([
      '/control/status',
      ...SERVICES.map(() => '/health/ready'),
    ]);
    await new Promise((resolve) => server.close(resolve));
  });
});
