import { messageOf } from '../http/json-body.js';
import type { Reply } from '../http/reply.js';
import { PullFailed, type PullFailureKind } from '../pull-failed.js';

/*
 * What an answer that brings no page means.
 *
 * | answer                                | means        |
 * |---------------------------------------|--------------|
 * | not written; written, no whole answer | unavailable  |
 * | 401, 403                              | unauthorized |
 * | 408, 425, 429, 5xx                    | unavailable  |
 * | 3xx and every other 4xx               | refused      |
 */
const LATER = new Set([408, 425, 429]);

const ADVICE: Readonly<Record<PullFailureKind, string>> = {
  unauthorized: 'Enter credentials (token, signing secret) that may read it.',
  unavailable: 'It is tried again later.',
  malformed: "Tell the WMS's operator.",
  refused: 'Check the address and the path.',
};

/** @param what what is read, as the sentence begins: "The stock" */
export function pullFailure(reply: Reply, what: string, retryAfterMs: number | null): PullFailed {
  const kind = kindOf(reply);
  return new PullFailed(kind, `${what} cannot be read: ${reasonOf(reply)}. ${ADVICE[kind]}`, retryAfterMs);
}

function kindOf(reply: Reply): PullFailureKind {
  if (reply.kind !== 'answered') return 'unavailable';
  const { status } = reply;
  if (status === 401 || status === 403) return 'unauthorized';
  return status >= 500 || LATER.has(status) ? 'unavailable' : 'refused';
}

function reasonOf(reply: Reply): string {
  if (reply.kind !== 'answered') return reply.reason;
  const { status, body, clean } = reply;
  if (status >= 300 && status < 400) return `answered ${status}, and redirects are not followed`;
  return `answered ${status}: ${messageOf(body, clean)}`;
}
