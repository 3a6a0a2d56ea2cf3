import { aConnectionSnapshot } from '@joor-bridge/testing';
import { PullFailed } from '@joor-bridge/wms';
import { settingsOf } from '../testing/details.js';
import { changedSince, FULL_EVERY_MS, OVERLAP_MS } from './changed-since.js';
import { pullPlanOf } from './pull-plan.js';
import { pullWaitMinutes, waitAfter } from './pull-waits.js';

const NOW = new Date('2026-11-27T10:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

describe('from when on changes are asked for', () => {
  const marks = { completeFrom: ago(3_600_000), fullFrom: ago(7_200_000) };

  it('is somewhat before the last complete pull began', () => {
    expect(changedSince(marks, false, NOW)).toEqual(ago(3_600_000 + OVERLAP_MS));
  });

  it('is the beginning where a person asks, nothing was read yet, or a day has gone', () => {
    expect(changedSince(marks, true, NOW)).toBeNull();
    expect(changedSince({ completeFrom: null, fullFrom: null }, false, NOW)).toBeNull();
    expect(changedSince({ ...marks, fullFrom: null }, false, NOW)).toBeNull();
    expect(changedSince({ ...marks, fullFrom: ago(FULL_EVERY_MS) }, false, NOW)).toBeNull();
    expect(changedSince({ ...marks, fullFrom: ago(FULL_EVERY_MS - 1) }, false, NOW)).not.toBeNull();
  });
});

describe('the wait after a failure', () => {
  it.each([
    ['unavailable', 1, 1],
    ['unavailable', 3, 4],
    ['malformed', 99, 30],
    ['internal', 0, 1],
    ['unauthorized', 1, 15],
    ['refused', 9, 240],
  ] as const)('%s, %i in a row: %i minutes', (kind, failures, minutes) => {
    expect(pullWaitMinutes(kind, failures)).toBe(minutes);
  });

  it('is never shorter than the WMS asks for', () => {
    expect(waitAfter(new PullFailed('unavailable', 'busy', 90_000), 1, 60_000)).toBe(90_000);
    expect(waitAfter(new PullFailed('unavailable', 'busy', 1_000), 1, 60_000)).toBe(60_000);
    expect(waitAfter(new PullFailed('unavailable', 'busy'), 2, 60_000)).toBe(120_000);
  });
});

describe("a connection's pulls", () => {
  const plan = (settings: Parameters<typeof settingsOf>[0], more: object = {}) =>
    pullPlanOf(aConnectionSnapshot({ settings: settingsOf(settings), ...more }), 60_000, () => 0.5);
  const ON = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Hourly' } as const;

  it('come with the inventory schedule', () => {
    expect(plan(ON)).toEqual({
      connectionId: 'con_1',
      workspaceId: 'wsp_1',
      world: 'production',
      version: 1,
      active: true,
      intervalMs: 3_600_000,
      firstAfterMs: 2_500,
    });
  });

  it('are on request only where that is off', () => {
    expect(plan({ ...ON, 'inventory.schedule': 'Off' })).toMatchObject({
      active: true,
      intervalMs: null,
      firstAfterMs: 0,
    });
  });

  it('rest without Sync Product Details, and while the connection is disabled', () => {
    expect(plan({ ...ON, 'joor.syncProductDetails': 'No' }).active).toBe(false);
    expect(plan(ON, { enabled: false }).active).toBe(false);
  });

  it('are of the sandbox in test mode', () => {
    expect(plan({ ...ON, 'joor.testMode': 'Enabled' }).world).toBe('sandbox');
  });
});
