import { createServer } from 'node:net';

/** Below the range that systems hand out for outgoing connections, so that none of those takes it meanwhile. */
const LOWEST = 20_000;
const SPAN = 12_000;
const TRIES = 200;

/** The wanted port of 127.0.0.1, or the next one that is free. */
export async function nextFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES && port < 65_536; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No port is free from ${wanted} to ${wanted + TRIES - 1}; end what holds them.`);
}

/** Any free port of 127.0.0.1. */
export const anyFreePort = (): Promise<number> => nextFreePort(LOWEST + Math.floor(Math.random() * SPAN));

/** The port to use for a server: any, or the wanted one; says so when it had to take another. */
export async function choosePort(
  name: string,
  wanted: number | undefined,
  say: (sentence: string) => void,
): Promise<number> {
  if (wanted === undefined) return anyFreePort();
  const port = await nextFreePort(wanted);
  if (port !== wanted) say(`Port ${wanted} is in use; ${name} takes ${port}.`);
  return port;
}

/** Free on every address: a port that is taken on 0.0.0.0 or by IPv6 counts as taken. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
