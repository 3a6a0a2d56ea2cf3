import { JoorFailure, type ModifiedWindow } from '@joor-bridge/joor';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { Lease, PollInterrupted } from '../schedule/lease.js';
import type { PollResult, PollResults } from '../schedule/poll-results.js';
import type { Claim } from '../schedule/schedules.js';
import { LivePoll } from './live-poll.js';
import type { Tally } from './tally.js';
import type { Reading, WindowReader } from './window-reader.js';

const DAY_MS = 86_400_000;
const addresses = {
  joorApiUrl: 'https://api.joor.example',
  joorTokenUrl: 'https://token.joor.example',
  joorSandboxApiUrl: 'https://sandbox.joor.example',
  joorSandboxTokenUrl: 'https://sandbox-token.joor.example',
};
const page: Tally = { pages: 1, seen: 10, published: 4, unreadable: 1 };
const silent = { info: () => {}, warn: () => {}, error: () => {} };

function rig(read: (reading: Reading, window: ModifiedWindow) => Promise<Tally>) {
  let snapshot = aConnectionSnapshot({ createdAt: new Date(Date.now() - 100 * DAY_MS).toISOString() });
  const cursors: Date[] = [];
  const finished: PollResult[] = [];
  let released = 0;
  const windows: ModifiedWindow[] = [];
  const results = {
    moveCursor: async (_claim: Claim, to: Date) => cursors.push(to) > 0,
    finish: async (_claim: Claim, result: PollResult) => finished.push(result) > 0,
    release: async () => {
      released += 1;
      return true;
    },
  };
  const reader = {
    read: (reading: Reading, window: ModifiedWindow) => {
      windows.push(window);
      return read(reading, window);
    },
  };
  const stopping = new AbortController();
  const poll = new LivePoll({
    connections: { get: () => snapshot },
    addresses,
    reader: reader as unknown as WindowReader,
    results: results as unknown as PollResults,
    metrics: { polled: () => {} },
    minuteMs: 60_000,
    stopped: stopping.signal,
    log: silent,
  });
  const claim = (more: Partial<Claim> = {}): Claim => ({
    connectionId: 'con_1',
    world: 'production',
    account: 'production:5001',
    version: 1,
    leaseId: 'lease',
    cursor: null,
    failures: 0,
    ...more,
  });
  return {
    run: (more: Partial<Claim> = {}, lease = new Lease('lease', Date.now() + 60_000)) =>
      poll.run(claim(more), lease),
    change: (overrides: Parameters<typeof aConnectionSnapshot>[0]) => {
      snapshot = aConnectionSnapshot(overrides);
    },
    stop: () => stopping.abort(),
    windows,
    cursors,
    finished,
    released: () => released,
  };
}

test('the cursor follows each part that is done, up to when the poll began', async () => {
  const { run, windows, cursors, finished } = rig(async () => page);
  const began = Date.now();
  await run();
  expect(windows).toHaveLength(4);
  expect(cursors).toEqual(windows.map(({ to }) => to));
  expect(Math.abs(Number(cursors.at(-1)) - began)).toBeLessThan(5_000);
  expect(finished).toMatchObject([
    { health: 'ok', tally: { pages: 4, seen: 40, published: 16, unreadable: 4 } },
  ]);
});

test('a part that fails in the middle leaves the cursor where it was', async () => {
  const { run, cursors, finished, windows } = rig(async (_reading, { from }) => {
    if (from.getTime() > Date.now() - 50 * DAY_MS) throw new JoorFailure('unavailable', 'JOOR answered 503.');
    return page;
  });
  await run({ failures: 1 });
  expect(windows).toHaveLength(3);
  expect(cursors).toEqual(windows.slice(0, 2).map(({ to }) => to));
  expect(finished).toMatchObject([{ health: 'unavailable', failures: 2, tally: { pages: 2 } }]);
});

test('a broker that does not take the orders leaves it too', async () => {
  const { run, cursors, finished } = rig(async () => Promise.reject(new Error('no leader')));
  await run();
  expect(cursors).toEqual([]);
  expect(finished).toMatchObject([{ health: 'internal' }]);
});

test.each([
  ['is switched off', { enabled: false }],
  ['goes into test mode', { settings: { 'joor.testMode': 'Enabled' as const } }],
])('a connection that %s is asked no more, in the middle of its poll', async (_what, overrides) => {
  const polls = rig(async ({ check }) => {
    check();
    polls.change(overrides);
    check();
    return page;
  });
  await polls.run();
  expect([polls.windows.length, polls.cursors, polls.finished, polls.released()]).toEqual([1, [], [], 1]);
});

test.each([
  ['the newest version has not arrived', { version: 2 }],
  ['the connection moved to the other world', { world: 'sandbox' as const }],
])('nothing is asked when %s', async (_what, more) => {
  const { run, windows, released } = rig(async () => page);
  await run(more);
  expect([windows.length, released()]).toEqual([0, 1]);
});

test('nothing is asked once the lease is over or the service stops', async () => {
  const first = rig(async () => page);
  await first.run({}, new Lease('lease', Date.now() - 1));
  const second = rig(async () => page);
  second.stop();
  await second.run();
  expect([first.windows.length, second.windows.length, first.released(), second.released()]).toEqual([
    0, 0, 1, 1,
  ]);
});

test('hosts and credentials are those of the world', async () => {
  const worlds: string[] = [];
  const { run, change } = rig(async ({ world }) => {
    worlds.push(`${world.apiUrl} ${world.slot}`);
    return page;
  });
  change({ settings: { 'joor.testMode': 'Enabled' } });
  await run({ world: 'sandbox' });
  expect(new Set(worlds)).toEqual(new Set(['https://sandbox.joor.example joor.sandbox']));
});

test('an interruption from within is no failure', async () => {
  const { run, finished, released } = rig(async () => Promise.reject(new PollInterrupted('over')));
  await run();
  expect([finished.length, released()]).toEqual([0, 1]);
});
