import { allOf, failureOf } from '../testing/pulled.js';
import { type Reading, rehearseReading, someLevels, someStyles } from './pulled.js';
import { TIMEOUT_MS } from './rehearsal.js';
import type { Fault, Subject } from './stage.js';

const READINGS: readonly (readonly [string, (reading: Reading) => AsyncIterable<unknown>])[] = [
  ['stock', ({ stock }) => stock()],
  ['all products', ({ products }) => products(null)],
  ['changed products', ({ products }) => products(new Date('2026-01-01T00:00:00Z'))],
];

const FAILURES: readonly (readonly [string, Fault, string])[] = [
  ['a 500', { kind: 'error', status: 500 }, 'unavailable'],
  ['a 503', { kind: 'outage', how: 'unavailable' }, 'unavailable'],
  ['a hanging answer', { kind: 'hang' }, 'unavailable'],
  ['a dripping body', { kind: 'slow-body', ms: 5_000 }, 'unavailable'],
  ['a lost answer', { kind: 'lost-answer', how: 'reset' }, 'unavailable'],
  ['a body that breaks off', { kind: 'malformed-body', how: 'broken-off' }, 'unavailable'],
  ['a cut body', { kind: 'malformed-body', how: 'cut' }, 'malformed'],
  ['an empty body', { kind: 'malformed-body', how: 'empty' }, 'malformed'],
  ['a web page', { kind: 'malformed-body', how: 'html' }, 'malformed'],
  ['a huge body', { kind: 'oversized-body', bytes: 11 * 1024 * 1024 }, 'malformed'],
  ['an expired token', { kind: 'refused-token' }, 'unauthorized'],
  ['a 404', { kind: 'error', status: 404 }, 'refused'],
  ['a 400', { kind: 'error', status: 400 }, 'refused'],
];

/**
 * What holds of every reading that does not come to its end: it fails, and never looks as if it had. The pauses
 * before a page is asked for again are the real ones, so the cases wait side by side.
 */
export function readings(subject: Subject): void {
  describe.each(READINGS)('of %s', (name, readingOf) => {
    const stocked = (act: (reading: Reading) => Promise<void>) =>
      rehearseReading(subject, async (reading) => {
        reading.goods.stock(someLevels(15));
        reading.goods.styles(someStyles(15));
        await act(reading);
      });

    // what changed is read by the same requests as all, and one more
    const failures = name === 'changed products' ? FAILURES.slice(0, 1) : FAILURES;
    it.concurrent.each(failures)('fails at %s', (_name, fault, kind) =>
      stocked(async (reading) => {
        await reading.stage.befall(fault);
        const startedAt = performance.now();
        const failure = await failureOf(readingOf(reading));
        expect(failure).toMatchObject({ kind, message: expect.stringMatching(/cannot be read.*\.$/) });
        expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS * 3 + 3_000);
        await reading.stage.befall();
        expect((await allOf(readingOf(reading))).length).toBeGreaterThan(0);
      }),
    );

    it.concurrent('fails when connections are refused', () =>
      stocked(async (reading) => {
        await reading.stage.refuseConnections();
        expect(await failureOf(readingOf(reading))).toMatchObject({ kind: 'unavailable' });
      }));

    it.concurrent("fails at a 429 that asks for a long pause, and passes on how long the 429's own header says", () =>
      stocked(async (reading) => {
        await reading.stage.befall({ kind: 'throttle', retryAfterMs: 120_000 });
        expect(await failureOf(readingOf(reading))).toMatchObject({
          kind: 'unavailable',
          retryAfterMs: 120_000,
        });
        expect(reading.dispatcher.asked).toHaveLength(1);
      }));

    it.concurrent('waits a short pause out', () =>
      stocked(async (reading) => {
        await reading.stage.befall({ kind: 'throttle', retryAfterMs: 300, seconds: 0.2 });
        const startedAt = performance.now();
        expect((await allOf(readingOf(reading))).length).toBeGreaterThan(0);
        expect(performance.now() - startedAt).toBeGreaterThan(290);
      }));

    it.concurrent('asks again for a page that failed once', () =>
      stocked(async (reading) => {
        const { stage, dispatcher } = reading;
        dispatcher.beforeAsk = (count) => {
          if (count === 1) void stage.befall({ kind: 'error', status: 502, seconds: 0.1 });
        };
        expect((await allOf(readingOf(reading))).length).toBeGreaterThan(0);
      }));

    it.concurrent('fails at whichever page it dies, and never ends normally', () =>
      stocked(async (reading) => {
        await allOf(readingOf(reading));
        const requests = reading.dispatcher.asked.length;
        expect(requests).toBeGreaterThan(1);
        for (let last = 0; last < requests; last += 1) {
          const before = reading.dispatcher.asked.length;
          await reading.stage.befall();
          reading.dispatcher.beforeAsk = (count) => {
            if (count - before === last) void reading.stage.befall({ kind: 'refused-token' });
          };
          expect(await failureOf(readingOf(reading))).toMatchObject({ kind: 'unauthorized' });
        }
      }));

    it.concurrent('fails where the pages go in a circle', () =>
      stocked(async (reading) => {
        reading.goods.repeatPages();
        expect(await failureOf(readingOf(reading))).toMatchObject({
          kind: 'malformed',
          message: expect.stringMatching(/twice/),
        });
      }));

    it.concurrent('never says a secret', () =>
      stocked(async (reading) => {
        const message = JSON.stringify({ message: `you sent ${subject.secrets.join(' and ')}` });
        await reading.stage.befall({ kind: 'error', status: 400, message });
        const failure = await failureOf(readingOf(reading));
        expect(failure.message).toContain('you sent ***');
        for (const secret of subject.secrets) {
          expect(JSON.stringify([failure.message, String(failure.cause), failure.stack])).not.toContain(
            secret,
          );
        }
      }));
  });
}
