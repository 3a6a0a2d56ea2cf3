import { setTimeout as wait } from 'node:timers/promises';
import type { Endpoint } from '../http/endpoint.js';
import { readJson } from '../http/json-body.js';
import type { Answered, Reply } from '../http/reply.js';
import { PullFailed } from '../pull-failed.js';
import type { Spacing } from '../spacing.js';
import { pullFailure } from './pull-failure.js';

/** Longest that one reading waits in all because it was asked to, in milliseconds; then it is given up. */
const LONGEST_WAIT_MS = 60_000;
/** Shortest wait: "try again in 0 seconds" must not become a storm. */
const SHORTEST_WAIT_MS = 100;
/** Pauses before a page that failed is asked for again, in milliseconds. A page is only read, so it may be. */
const AGAIN_AFTER_MS = [250, 1_000];

/** Largest page that is read, in bytes. */
export const MAX_PAGE_BYTES = 10 * 1024 * 1024;

export interface PullReaderSettings {
  readonly endpoint: Endpoint;
  /** What is read, for messages: "The stock". */
  readonly what: string;
  /** Headers of one request, name, value, name, value …: made anew for each, since a signature ages. */
  readonly headers: () => string[];
  /** How long a throttled answer asks to wait, in milliseconds; null when it doesn't say. */
  readonly pauseOf: (reply: Answered) => number | null;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** Reads the pages of one pull: obeys a throttle within reason, and asks again for a page that failed. */
export class PullReader {
  private waitedMs = 0;

  constructor(private readonly settings: PullReaderSettings) {}

  /** The answer to `GET path` as JSON. @throws PullFailed */
  async json(path: string, spacing: Spacing | null): Promise<unknown> {
    const { what } = this.settings;
    const reply = await this.answered(path, spacing);
    if (reply.oversized) {
      throw new PullFailed(
        'malformed',
        `${what} cannot be read: a page is larger than 10 MB. Make pages smaller.`,
      );
    }
    const value = readJson(reply.body);
    if (value !== undefined) return value;
    throw new PullFailed(
      'malformed',
      `${what} cannot be read: answered ${reply.status} with a body that is no JSON.`,
    );
  }

  private async answered(path: string, spacing: Spacing | null): Promise<Answered> {
    const { endpoint, headers, pauseOf, what, sleep = wait } = this.settings;
    let failures = 0;
    for (;;) {
      await spacing?.turn();
      const reply = await endpoint.send({ method: 'GET', path, headers: headers(), body: null });
      if (reply.kind === 'answered' && reply.status >= 200 && reply.status < 300) return reply;
      const pause = isThrottled(reply) ? pauseOf(reply) : null;
      const again = pause === null ? AGAIN_AFTER_MS[failures++] : this.allowed(pause);
      const failure = pullFailure(reply, what, pause);
      if (failure.kind !== 'unavailable' || again === undefined) throw failure;
      await sleep(again);
    }
  }

  private allowed(pause: number): number | undefined {
    const ms = Math.max(pause, SHORTEST_WAIT_MS);
    if (this.waitedMs + ms > LONGEST_WAIT_MS) return undefined;
    this.waitedMs += ms;
    return ms;
  }
}

const isThrottled = (reply: Reply): reply is Answered =>
  reply.kind === 'answered' && (reply.status === 429 || reply.status === 503);
