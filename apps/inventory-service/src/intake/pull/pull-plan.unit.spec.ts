import { aConnectionSnapshot } from '@joor-bridge/testing';
import { pullPlanOf } from './pull-plan.js';

const MINUTE = 60_000;
type Overrides = Parameters<typeof aConnectionSnapshot>[0];
const plan = (more: Overrides = {}, random = 0) =>
  pullPlanOf(
    aConnectionSnapshot({
      destination: { system: 'generic', url: null, sandboxUrl: null, options: { stock: 'pull' } },
      ...more,
      settings: { 'inventory.schedule': 'Hourly', ...more?.settings },
    }),
    MINUTE,
    () => random,
  );

describe('the plan of pulls', () => {
  it.each([
    ['5 minutes', 5],
    ['15 minutes', 15],
    ['30 minutes', 30],
    ['Hourly', 60],
    ['Every 2 hours', 120],
    ['Every 6 hours', 360],
    ['Every 12 hours', 720],
    ['Daily', 1440],
  ] as const)('%s', (schedule, minutes) => {
    expect(plan({ settings: { 'inventory.schedule': schedule } })).toMatchObject({
      active: true,
      intervalMs: minutes * MINUTE,
    });
  });

  it('is none where inventory is off, the connection is, or the WMS has no stock to tell of', () => {
    expect(plan({ settings: { 'inventory.schedule': 'Off' } })).toMatchObject({
      active: false,
      intervalMs: null,
    });
    expect(plan({ enabled: false }).active).toBe(false);
    const destination = { system: 'generic', url: null, sandboxUrl: null, options: {} } as const;
    expect(plan({ destination }).active).toBe(false);
    expect(plan({ destination: { ...destination, options: { stock: 'push' } } }).active).toBe(false);
  });

  it('is of the world that the connection lives in, under its version', () => {
    expect(plan({ version: 7 })).toMatchObject({ world: 'production', version: 7, workspaceId: 'wsp_1' });
    expect(plan({ settings: { 'joor.testMode': 'Enabled' } }).world).toBe('sandbox');
  });

  it('spreads the first pulls over a few seconds', () => {
    expect(plan({}, 0).firstAfterMs).toBe(0);
    expect(plan({}, 1).firstAfterMs).toBe(5_000);
  });
});
