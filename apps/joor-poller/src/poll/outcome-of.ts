import { JoorFailure } from '@joor-bridge/joor';
import type { PollResult } from '../schedule/poll-results.js';
import { spread, type Trouble, waitMinutes } from '../schedule/waits.js';
import type { Tally } from './tally.js';

/** When a limit is used up and nobody says for how long. */
const THROTTLED_WAIT_MS = 60_000;

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
    const nextAfterMs = error.retryAfterMs ?? THROTTLED_WAIT_MS;
    return { health: 'throttled', sentence, failures, nextAfterMs, tally };
  }
  const trouble: Trouble = error instanceof JoorFailure ? (error.kind as Trouble) : 'internal';
  const count = failures + 1;
  const nextAfterMs = spread(waitMinutes(trouble, count) * minuteMs);
  return { health: trouble, sentence: sentenceOf(error, trouble), failures: count, nextAfterMs, tally };
}

function sentenceOf(error: unknown, trouble: Trouble): string {
  const message = error instanceof Error ? error.message : String(error);
  if (trouble === 'unauthorized') return message;
  if (trouble === 'internal') return 'The poll failed within joor-bridge; the log of joor-poller says why.';
  return `${message} The poll is tried again by itself.`;
}
