import { JoorFailure } from '@joor-bridge/joor';
import { OutboundRefused } from '@joor-bridge/service-kit';
import type { PollResult } from '../schedule/poll-results.js';
import { spreadLater, type Trouble, waitMinutes } from '../schedule/waits.js';
import type { Tally } from './tally.js';

/** When a limit is used up: unless somebody says for how long, and at least. */
const THROTTLED_WAIT_MS = 60_000;
const SHORTEST_WAIT_MS = 5_000;

export const wellDone = (tally: Tally): PollResult => ({
  health: 'ok',
  sentence: '',
  failures: 0,
  nextAfterMs: null,
  tally,
});

/** What a failed poll means for the next one. @param failures how many there were before */
export function outcomeOf(error: unknown, failures: number, tally: Tally, minuteMs: number): PollResult {
  if (error instanceof JoorFailure && error.kind === 'throttled') {
    const sentence = `${error.message} The connection goes on by itself.`;
    const nextAfterMs = Math.max(SHORTEST_WAIT_MS, error.retryAfterMs ?? THROTTLED_WAIT_MS);
    return { health: 'throttled', sentence, failures, nextAfterMs, tally };
  }
  const trouble: Trouble = error instanceof JoorFailure ? (error.kind as Trouble) : 'internal';
  const count = failures + 1;
  const nextAfterMs = spreadLater(waitMinutes(trouble, count) * minuteMs);
  return { health: trouble, sentence: sentenceOf(error, trouble), failures: count, nextAfterMs, tally };
}

function sentenceOf(error: unknown, trouble: Trouble): string {
  const message = error instanceof Error ? error.message : String(error);
  if (trouble === 'unauthorized') return message;
  const refusal = outboundRefusal(error);
  if (refusal) return refusal.message;
  if (trouble === 'internal') return 'The poll failed within joor-bridge; the log of joor-poller says why.';
  return `${message} The poll is tried again by itself.`;
}

/** The operator's outbound policy speaks through whatever was under way. */
function outboundRefusal(error: unknown): OutboundRefused | null {
  const reasons = error instanceof Error ? [error, error.cause] : [];
  return reasons.find((reason) => reason instanceof OutboundRefused) ?? null;
}
