import { JoorFailure } from '@joor-bridge/joor';
import { OutboundRefused } from '@joor-bridge/service-kit';
import { outcomeOf, wellDone } from './outcome-of.js';

const tally = { pages: 1, seen: 2, published: 1, unreadable: 0 };
const outcome = (error: unknown, failures = 0) => outcomeOf(error, failures, tally, 60_000);
/** A wait of so many minutes, or up to a tenth more. */
function expectWait(ms: number | null, minutes: number): void {
  expect(ms).toBeGreaterThanOrEqual(minutes * 60_000);
  expect(ms).toBeLessThanOrEqual(minutes * 66_000);
}

test('all is well', () => {
  expect(wellDone(tally)).toEqual({ health: 'ok', sentence: '', failures: 0, nextAfterMs: null, tally });
});

test('being throttled is no failure and waits as long as is said, else a minute', () => {
  const said = new JoorFailure('throttled', 'Used up.', { retryAfterMs: 7_000 });
  expect(outcome(said, 3)).toMatchObject({ health: 'throttled', failures: 3, nextAfterMs: 7_000 });
  expect(outcome(new JoorFailure('throttled', 'Used up.')).nextAfterMs).toBe(60_000);
  const hasty = new JoorFailure('throttled', 'Used up.', { retryAfterMs: 0 });
  expect(outcome(hasty).nextAfterMs).toBe(5_000);
});

test.each(['unavailable', 'malformed', 'refused'] as const)('%s is tried again by itself', (kind) => {
  const result = outcome(new JoorFailure(kind, 'JOOR said so.'), 2);
  expect(result).toMatchObject({
    health: kind,
    failures: 3,
    sentence: 'JOOR said so. The poll is tried again by itself.',
  });
  expectWait(result.nextAfterMs, 4);
});

test('refused credentials say what to do and nothing else', () => {
  const result = outcome(new JoorFailure('unauthorized', 'Enter another token.'));
  expect(result).toMatchObject({ health: 'unauthorized', failures: 1, sentence: 'Enter another token.' });
  expectWait(result.nextAfterMs, 15);
});

test('an address that the operator does not allow is told as such', () => {
  const refusal = new OutboundRefused('10.0.0.1 is not a public address. Allow it by OUTBOUND_ALLOW.');
  expect(outcome(refusal).sentence).toBe(refusal.message);
  const atConnect = new JoorFailure('unavailable', 'no answer', { cause: refusal });
  expect(outcome(atConnect)).toMatchObject({ health: 'unavailable', sentence: refusal.message });
});

test('what went wrong within is not told to people who cannot help it', () => {
  const result = outcome(new TypeError("cannot read 'x' of undefined"));
  expect(result.health).toBe('internal');
  expect(result.sentence).not.toContain('undefined');
  expectWait(result.nextAfterMs, 1);
});
