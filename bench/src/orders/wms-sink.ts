import { createServer } from 'node:http';

/**
 * The loopback WMS of the order benchmark, a process of its own: answers every order after a fixed time and
 * counts effects by external id, without honouring idempotency keys.
 * Arguments: milliseconds an answer takes. `GET /report` tells; `GET /arrivals` gives first arrivals by order id.
 */
const latencyMs = Number(process.argv[2] ?? 5);
const counts = new Map<string, number>();
const arrivals = new Map<string, number>();
let requests = 0;
let firstAt = 0;
let lastAt = 0;

const ID = /"externalId":"([^"]+)"/;

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const duplicates = [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
    const report = { effects: counts.size, duplicates, requests, firstAt, lastAt };
    const body = request.url === '/arrivals' ? Object.fromEntries(arrivals) : report;
    if (request.url === '/arrivals') arrivals.clear();
    response.end(JSON.stringify(body));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const now = performance.timeOrigin + performance.now();
    const id = ID.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 'unreadable';
    requests += 1;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (!arrivals.has(id)) arrivals.set(id, now);
    if (firstAt === 0) firstAt = now;
    lastAt = now;
    const answer = () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"id":"W-${requests}"}`);
    };
    if (latencyMs > 0) setTimeout(answer, latencyMs);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening ${typeof address === 'object' ? address?.port : ''}\n`);
});
