import { freshOrder, rehearse } from './rehearsal.js';
import type { Fault, Subject } from './stage.js';

const SITUATIONS: readonly (readonly [string, readonly Fault[]])[] = [
  ['an accepted order', []],
  ['an error', [{ kind: 'error', status: 500 }]],
  ['refused credentials', [{ kind: 'refused-token' }]],
  ['a lost answer', [{ kind: 'lost-answer' }]],
];

/** What the record of an exchange must hold, and must not. */
export function records(subject: Subject): void {
  it.each(SITUATIONS)('of %s: the exchange without a secret', (_, faults) =>
    rehearse(subject, async ({ deliver, stage }) => {
      await stage.befall(...faults);
      const { exchange } = await deliver(freshOrder());
      expect(exchange.url.startsWith(stage.url)).toBe(true);
      expect(exchange.durationMs).toBeGreaterThan(0);
      const written = JSON.stringify(exchange);
      expect(written).toContain('"requestHeaders":{"');
      for (const secret of subject.secrets) expect(written).not.toContain(secret);
    }),
  );

  it('cuts a long answer', () =>
    rehearse(subject, async ({ deliver, stage }) => {
      await stage.befall({ kind: 'error', status: 400, message: 'x'.repeat(50_000) });
      const { exchange } = await deliver(freshOrder());
      expect(exchange.responseBody.length).toBeLessThanOrEqual(4_096);
      expect(exchange.status).toBe(400);
    }));
}
