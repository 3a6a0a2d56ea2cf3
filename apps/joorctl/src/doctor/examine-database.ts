import { connect } from 'node:net';
import { type Finding, ill, notAvailable, well } from './finding.js';

/** Longest wait for the connection, in milliseconds. */
const TIMEOUT_MS = 3_000;
const DEFAULT_PORT = 5432;
/** Asks whether TLS is spoken; only a PostgreSQL server answers with S or N (protocol 3.0, SSLRequest). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether a PostgreSQL server answers. Whether the services may use it is what they report themselves. */
export async function examineDatabase(url: string | null, timeoutMs = TIMEOUT_MS): Promise<Finding> {
  const what = 'PostgreSQL';
  if (url === null) return notAvailable(what, 'no address given; --database-url or DATABASE_URL');
  if (!URL.canParse(url))
    return ill(what, 'its address is none: write postgres://user:password@host:5432/database.');
  const { hostname, port } = new URL(url);
  const place = `${hostname}:${port || DEFAULT_PORT}`;
  // an address has brackets around IPv6, a socket has not
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const fault = await ask({ host, port: Number(port || DEFAULT_PORT) }, timeoutMs);
  return fault === null
    ? well(what, `answers at ${place}`)
    : ill(what, `${place} ${fault}: start it, or mend the address.`);
}

function ask(place: { host: string; port: number }, timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(place);
    const end = (fault: string | null) => {
      socket.destroy();
      resolve(fault);
    };
    socket.setTimeout(timeoutMs, () => end('does not answer'));
    socket.once('error', (error: Error & { code?: string }) =>
      end(`cannot be reached (${error.code ?? error.message})`),
    );
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.once('data', ([first]) =>
      end(first === 0x53 || first === 0x4e ? null : 'is no PostgreSQL server'),
    );
    socket.once('end', () => end('is no PostgreSQL server'));
  });
}
