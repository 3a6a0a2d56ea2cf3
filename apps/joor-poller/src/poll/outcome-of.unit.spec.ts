import { JoorFailure } from '@joor-bridge/joor';
import { outcomeOf, wellDone } from './outcome-of.js';

const tally = { pages: 1, seen: 2, published: 1, unreadable: 0 };
const outcome = (error: unknown, failures = 0) => outcomeOf(error, failures, tally, 60_000);
const minutes = (ms: number | null) => Math.ceil((ms ?? Number.NaN) / 60_000);

test('all is well', () => {
  expect(wellDone(tally)).toEqual({ health: 'ok', sentence: '', failures: 0, nextAfterMs: null, tally });
});

test('being throttled is no failure and waits as long as is said, else a minute', () => {
  const said = new JoorFailure('throttled', 'Used up.', { retryAfterMs: 7_000 });
  expect(outcome(said, 3)).toMatchObject({ health: 'throttled', failures: 3, nextAfterMs: 7_000 });
  expect(outcome(new JoorFailure('throttled', 'Used up.')).nextAfterMs).toBe(60_000);
});

test.each(['unavailable', 'malformed', 'refused'] as const)('%s is tried again by itself', (kind) => {
  const result = outcome(new JoorFailure(kind, 'JOOR said so.'), 2);
  expect(result).toMatchObject({
    health: kind,
    failures: 3,
    sentence: 'JOOR said so. The poll is tried again by itself.',
  });
  expect(minutes(result.nextAfterMs)).toBe(4);
});

test('refused credentials say what to do and nothing else', () => {
  const result = outcome(new JoorFailure('unauthorized', 'Enter another token.'));
  expect(result).toMatchObject({ health: 'unauthorized', failures: 1, sentence: 'Enter another token.' });
  expect(minutes(result.nextAfterMs)).toBe(15);
});

test('what went wrong within is not told to people who cannot help it', () => {
  const result = outcome(new TypeError("cannot read 'x' of undefined"));
  expect(result.health).toBe('internal');
  expect(result.sentence).not.toContain('undefined');
  expect(minutes(result.nextAfterMs)).toBe(1);
});
