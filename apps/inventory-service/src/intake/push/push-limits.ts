import { ProblemException } from '@joor-bridge/service-kit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where a WMS pushes its stock. */
export const PUSH_PATH = 'v1/stock';

/** Rows in one delivery, and its bytes: a row with every field and some days of future stock is below 1,000. */
export const MOST_ROWS = 5_000;
const MOST_BYTES = 5_000_000;

export const tooManyRows = (rows: number): ProblemException =>
  tooMuch(
    `The delivery has ${rows} rows. Send at most ${MOST_ROWS} at once, the rest in further deliveries.`,
  );

const tooManyBytes = (): ProblemException =>
  tooMuch(
    `The delivery has more than ${MOST_BYTES} bytes. Nothing of it was taken: send its rows in several deliveries.`,
  );

const tooMuch = (detail: string): ProblemException =>
  new ProblemException(413, { title: 'Too much at once', detail });

/** Gives the push more room than other routes have. Before routes are made: with the module. */
export function makeRoom(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || route.url !== `/${PUSH_PATH}`) return;
    route.bodyLimit = MOST_BYTES;
    route.errorHandler = sayWhatToDo;
  });
}

/** Fastify counts the bytes before anybody else sees the request; all else is told as everywhere. */
function sayWhatToDo(error: FastifyError, _request: FastifyRequest, _reply: FastifyReply): void {
  throw error.statusCode === 413 ? tooManyBytes() : error;
}
