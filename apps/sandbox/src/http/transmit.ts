import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './exchange.js';

/** How an answer goes over the wire. */
export interface Transmission {
  readonly answer: Answer;
  /** Spread over this long, in small pieces. */
  readonly dripMs?: number;
  /** Announces the whole body, sends half of it and drops the connection. */
  readonly breakOff?: boolean;
}

const PIECES = 20;

/** Sends an answer. Resolves when it is handed over or the client has gone. */
export async function transmit(response: ServerResponse, transmission: Transmission): Promise<void> {
  const { answer, dripMs, breakOff } = transmission;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    ...answer.headers,
    'content-length': body.length,
  });
  if (breakOff) {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  } else if (dripMs === undefined) {
    response.end(body);
  } else {
    await drip(response, body, dripMs);
  }
}

async function drip(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  const pieces = Math.ceil(body.length / size);
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await wait(ms / pieces, undefined, { ref: false });
  }
  response.end();
}
