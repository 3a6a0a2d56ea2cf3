import fc from 'fast-check';
import { CreditWindow, JOOR_CREDITS } from './credit-window.js';

const START = 1_000_000;

describe('CreditWindow', () => {
  it('lets 300 reads through in 300 seconds and refuses the next until the window ends', () => {
    const window = new CreditWindow();
    for (let i = 0; i < 300; i++) expect(window.take(1, JOOR_CREDITS, START + i)).toBeNull();
    expect(window.take(1, JOOR_CREDITS, START + 10_000)).toBe(290_000);
  });

  it('lets 60 writes through', () => {
    const window = new CreditWindow();
    const taken = Array.from({ length: 61 }, () => window.take(5, JOOR_CREDITS, START));
    expect(taken.filter((wait) => wait === null)).toHaveLength(60);
  });

  it('starts with the first request, not with the clock', () => {
    const window = new CreditWindow();
    const limit = { ...JOOR_CREDITS, credits: 1 };
    expect(window.take(1, limit, START + 299_000)).toBeNull();
    expect(window.take(1, limit, START + 300_000)).toBe(299_000);
  });

  it('starts anew with the first request after its end', () => {
    const window = new CreditWindow();
    const limit = { ...JOOR_CREDITS, credits: 1 };
    window.take(1, limit, START);
    expect(window.take(1, limit, START + 299_999)).toBe(1);
    expect(window.take(1, limit, START + 300_000)).toBeNull();
    expect(window.take(1, limit, START + 300_001)).toBe(299_999);
  });

  it('charges nothing for a refusal', () => {
    const window = new CreditWindow();
    const limit = { ...JOOR_CREDITS, credits: 6 };
    window.take(5, limit, START);
    expect(window.take(5, limit, START)).not.toBeNull();
    expect(window.take(1, limit, START)).toBeNull();
  });

  it('never spends more than its credits in a window', () => {
    const calls = fc.array(fc.record({ cost: fc.constantFrom(1, 5), after: fc.nat(20_000) }), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(calls, fc.integer({ min: 5, max: 40 }), (asked, credits) => {
        const window = new CreditWindow();
        const limit = { credits, windowSeconds: 60, retryAfter: true };
        let now = START;
        let startedAt = Number.NaN;
        let spent = 0;
        for (const { cost, after } of asked) {
          now += after;
          if (!(now < startedAt + 60_000)) [startedAt, spent] = [now, 0];
          const wait = window.take(cost, limit, now);
          if (wait === null) spent += cost;
          else expect(wait).toBe(startedAt + 60_000 - now);
          expect(spent).toBeLessThanOrEqual(credits);
        }
      }),
    );
  });
});
