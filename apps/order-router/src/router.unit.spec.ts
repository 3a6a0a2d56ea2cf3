import { jest } from '@jest/globals';
import { OutboxRelay } from '@joor-bridge/persistence';
import { Deliverer } from './deliver/deliverer.js';
import { DueTimer } from './deliver/due-timer.js';
import { SettingsFollower } from './intake/settings-follower.js';
import { ReplayRunner } from './replay/replay-runner.js';
import { Router, type RouterParts } from './router.js';

/** Nothing is started, so nothing is asked of its surroundings. */
const parts = {
  database: { pool: {} },
  bus: {},
  connections: {},
  outbound: {},
  config: { claimLeaseMs: 10_000, wmsTimeoutMs: 10_000 },
  log: {},
} as unknown as RouterParts;

describe('the stop of order-router', () => {
  afterEach(() => jest.restoreAllMocks());

  it('does not wait for replays before deliveries are ended and written', async () => {
    const steps: string[] = [];
    for (const Part of [SettingsFollower, DueTimer, Deliverer, OutboxRelay]) {
      jest.spyOn(Part.prototype, 'stop').mockImplementation(async () => void steps.push(Part.name));
    }
    let replayEnds: () => void = () => {};
    const replay = new Promise<void>((resolve) => {
      replayEnds = resolve;
    });
    jest.spyOn(ReplayRunner.prototype, 'stop').mockImplementation(() => {
      steps.push('replays are told');
      return replay;
    });
    const stopped = new Router(parts).stop().then(() => steps.push('stopped'));
    await new Promise(setImmediate);
    const before = ['replays are told', 'SettingsFollower', 'DueTimer', 'Deliverer', 'OutboxRelay'];
    expect(steps).toEqual(before);
    replayEnds();
    await stopped;
    expect(steps).toEqual([...before, 'stopped']);
  });
});
