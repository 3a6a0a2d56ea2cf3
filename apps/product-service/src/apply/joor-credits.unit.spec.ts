import { JoorFailure, type Spending } from '@joor-bridge/joor';
import { Counted } from '../testing/counted.js';
import { isJoorsLimit, spendFor } from './joor-credits.js';
import { ApplyInterrupted } from './lease.js';

function stage(spending: Spending, lostAfter = Number.POSITIVE_INFINITY) {
  const spent: unknown[] = [];
  let checks = 0;
  const budget = {
    spend: async (...asked: unknown[]) => {
      spent.push(asked);
      return spending;
    },
    block: async () => {},
  };
  const lease = {
    check: () => {
      checks += 1;
      if (checks > lostAfter) throw new ApplyInterrupted('over');
    },
  };
  const metrics = new Counted();
  return { spent, metrics, spend: spendFor(budget, 'production:5001', lease, metrics) };
}
const REFUSED: Spending = { granted: false, waitMs: 1_234 };

describe('paying for a request', () => {
  it('takes from the lane of products', async () => {
    const { spent, metrics, spend } = stage({ granted: true });
    await spend(5);
    expect(spent).toEqual([['production:5001', 'products', 5]]);
    expect(metrics.credits).toBe(5);
  });

  it('that the lane has no room for says when to come back, and is not JOOR’s own word', async () => {
    const failure = await stage(REFUSED)
      .spend(5)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'throttled', retryAfterMs: 1_234 });
    expect(isJoorsLimit(failure as JoorFailure)).toBe(false);
  });

  it('costs nothing where the lease is over already', async () => {
    const { spent, spend } = stage({ granted: true }, 0);
    await expect(spend(5)).rejects.toThrow(ApplyInterrupted);
    expect(spent).toEqual([]);
  });

  it('stops the request where the lease ended while it was paid for', async () => {
    await expect(stage({ granted: true }, 1).spend(5)).rejects.toThrow(ApplyInterrupted);
  });
});

it('JOOR’s own limit blocks the account, other failures do not', () => {
  expect(isJoorsLimit(new JoorFailure('throttled', 'used up'))).toBe(true);
  expect(isJoorsLimit(new JoorFailure('unavailable', 'gone'))).toBe(false);
});
