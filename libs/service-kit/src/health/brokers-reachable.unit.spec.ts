import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { brokersReachable } from './brokers-reachable.js';

describe('brokersReachable', () => {
  let server: Server;
  let address: string;
  beforeEach(async () => {
    server = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is enough with one of several', async () => {
    expect(await brokersReachable(['127.0.0.1:9', address])).toEqual({ ready: true });
  });

  it('names those that do not answer', async () => {
    expect(await brokersReachable(['127.0.0.1:9', '[::1]:9'])).toEqual({
      ready: false,
      detail: 'no broker of 127.0.0.1:9, [::1]:9 takes connections',
    });
  });

  it('leaves no connection behind', async () => {
    await brokersReachable([address]);
    const open = await new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    expect(open).toBeLessThanOrEqual(1);
    await new Promise((resolve) => setImmediate(resolve));
  });
});
