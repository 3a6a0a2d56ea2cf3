import { STATUS_CODES } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

const LARGEST_BODY_BYTES = 1_000_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP server of a service: limits, and headers that every answer carries. */
export function httpServer(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // What is refused before routing, e.g. an address that cannot be decoded, never meets the filter.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      const status = error.statusCode ?? 400;
      const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail: error.message };
      void reply.status(status).type('application/problem+json').send(JSON.stringify(problem));
    },
  });
  takeEmptyJson(adapter);
  adapter.getInstance().addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  endConnections(adapter);
  return adapter;
}

/** A connection that is kept open after its last answer would hold a stop up until it is cut. */
function endConnections(adapter: FastifyAdapter): void {
  let closing = false;
  const server = adapter.getInstance();
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

/** Clients that always name JSON also do so for a request without a body; that is no fault of theirs. */
function takeEmptyJson(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onRequest', async ({ headers }) => {
    const empty = (headers['content-length'] ?? '0') === '0' && headers['transfer-encoding'] === undefined;
    if (empty) delete headers['content-type'];
  });
}
