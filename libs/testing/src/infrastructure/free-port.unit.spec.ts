import { createServer, type Server } from 'node:net';
import { anyFreePort, choosePort, nextFreePort } from './free-port.js';

const listening: Server[] = [];

const occupy = (port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    const server = createServer().once('error', reject);
    listening.push(server);
    server.listen(port, host, resolve);
  });

afterEach(async () => {
  await Promise.all(listening.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

describe('free ports', () => {
  it('gives the wanted port when it is free, and says nothing', async () => {
    const said: string[] = [];
    const port = await anyFreePort();
    await expect(choosePort('Kafka', port, (line) => said.push(line))).resolves.toBe(port);
    expect(said).toEqual([]);
  });

  it.each(['127.0.0.1', '0.0.0.0', '::'])(
    'passes over a port that is taken on %s, and says which',
    async (host) => {
      const port = await anyFreePort();
      await occupy(port, host);
      const said: string[] = [];
      const chosen = await choosePort('Kafka', port, (line) => said.push(line));
      expect(chosen).toBeGreaterThan(port);
      expect(said).toEqual([`Port ${port} is in use; Kafka takes ${chosen}.`]);
    },
  );

  it('stays within the ports there are', async () => {
    await occupy(65_535, '0.0.0.0');
    await expect(nextFreePort(65_535)).rejects.toThrow('No port is free from 65535');
  });
});
