import type { Settings } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import fc from 'fast-check';
import { SENDING } from '../testing/publish-stage.js';
import { reconcilePlanOf, untilItsNightMs } from './reconcile-plan.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const connection = (settings: Partial<Settings> = {}, enabled = true) =>
  aConnectionSnapshot({ enabled, settings: { ...SENDING, ...settings } });
const plan = (...given: Parameters<typeof connection>) =>
  reconcilePlanOf(connection(...given), 'production', MINUTE_MS, 0);

describe('the minute of the night', () => {
  it('is the same every night, between midnight and four UTC', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(4_000_000_000), (connectionId, now) => {
        const at = now + untilItsNightMs(connectionId, now, MINUTE_MS);
        expect(at).toBeGreaterThan(now);
        expect(at - now).toBeLessThanOrEqual(DAY_MS);
        expect(at % DAY_MS).toBeLessThan(4 * 60 * MINUTE_MS);
        expect(untilItsNightMs(connectionId, at, MINUTE_MS)).toBe(DAY_MS);
      }),
    );
  });

  it('is not the same for all', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `con_${index}`);
    expect(new Set(ids.map((id) => untilItsNightMs(id, 0, MINUTE_MS))).size).toBeGreaterThan(10);
  });
});

describe('the plan', () => {
  it('is nightly by default', () => {
    expect(plan()).toMatchObject({ active: true, intervalMs: DAY_MS, world: 'production', version: 1 });
  });

  it('is on demand only where that is chosen', () => {
    expect(plan({ 'inventory.reconciliation': 'Off' })).toMatchObject({ active: true, intervalMs: null });
  });

  it('is none where no inventory is sent', () => {
    expect(plan({ 'inventory.schedule': 'Off' }).active).toBe(false);
    expect(plan({}, false).active).toBe(false);
  });
});
