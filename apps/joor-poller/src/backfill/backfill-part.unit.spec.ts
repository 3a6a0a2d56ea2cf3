import { JoorFailure, type ModifiedWindow } from '@joor-bridge/joor';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import type { Reading, WindowReader } from '../poll/window-reader.js';
import { Lease } from '../schedule/lease.js';
import { BackfillPart } from './backfill-part.js';
import type { BackfillClaim, Backfills } from './backfills.js';

const tally = { pages: 2, seen: 60, published: 5, unreadable: 0 };
const addresses = {
  joorApiUrl: 'https://api.joor.example',
  joorTokenUrl: 'https://token.joor.example',
  joorSandboxApiUrl: 'https://sandbox.joor.example',
  joorSandboxTokenUrl: 'https://sandbox-token.joor.example',
};

function rig(
  read: (reading: Reading) => Promise<typeof tally>,
  snapshot = aConnectionSnapshot({ version: 9 }),
) {
  const log: string[] = [];
  const backfills = {
    progress: async (_claim: BackfillClaim, doneTo: Date) => void log.push(`done to ${doneTo.toISOString()}`),
    postpone: async (_claim: BackfillClaim, ms: number, failures: number, sentence: string) =>
      void log.push(`wait ${Math.round(ms / 1_000)} s, ${failures} failures: ${sentence}`),
  };
  const reader = {
    read: (reading: Reading, { from, to }: ModifiedWindow) => {
      log.push(`read ${from.toISOString()} ${to.toISOString()} ${reading.lane}`);
      return read(reading);
    },
  };
  const part = new BackfillPart({
    connections: { get: () => snapshot },
    addresses,
    reader: reader as unknown as WindowReader,
    minuteMs: 60_000,
    stopped: new AbortController().signal,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    backfills: backfills as unknown as Backfills,
  });
  const claim = (from: string, to: string) => ({
    connectionId: 'con_1',
    world: 'production',
    doneTo: new Date(from),
    to: new Date(to),
    failures: 2,
  });
  return {
    log,
    run: (from: string, to: string, lease = new Lease('lease', Date.now() + 60_000)) =>
      part.run(claim(from, to) as BackfillClaim, lease),
  };
}

test('one part is fetched in the backfill lane, a week at most', async () => {
  const { run, log } = rig(async () => tally);
  await run('2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z');
  expect(log).toEqual([
    'read 2026-01-01T00:00:00.000Z 2026-01-08T00:00:00.000Z backfill',
    'done to 2026-01-08T00:00:00.000Z',
  ]);
});

test('the last part ends where the range ends', async () => {
  const { run, log } = rig(async () => tally);
  await run('2026-05-30T00:00:00Z', '2026-06-01T00:00:00Z');
  expect(log.at(-1)).toBe('done to 2026-06-01T00:00:00.000Z');
});

test('without credits it waits as long as it takes, which is no failure', async () => {
  const { run, log } = rig(async () => {
    throw new JoorFailure('throttled', 'Used up.', { retryAfterMs: 120_000 });
  });
  await run('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');
  expect(log[1]).toMatch(/^wait 120 s, 2 failures: Used up\./);
});

test('after a failure the same part is fetched again, later and later', async () => {
  const { run, log } = rig(async () => {
    throw new JoorFailure('unavailable', 'JOOR answered 503.');
  });
  await run('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');
  expect(log[1]).toMatch(/^wait 2[4-6]\d s, 3 failures: JOOR answered 503\./);
});

test.each([
  ['switched off', aConnectionSnapshot({ enabled: false })],
  ['in test mode', aConnectionSnapshot({ settings: { 'joor.testMode': 'Enabled' } })],
])('a connection that is %s is not asked; the backfill waits', async (_what, snapshot) => {
  const { run, log } = rig(async () => tally, snapshot);
  await run('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');
  expect(log).toEqual([expect.stringMatching(/^wait 1 s, 2 failures: The connection was switched off/)]);
});

test('a cancelled backfill, whose lease is lost, ends before its next request', async () => {
  const lease = new Lease('lease', Date.now() + 60_000);
  const { run, log } = rig(async ({ check }) => {
    lease.lose();
    check();
    return tally;
  });
  await run('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', lease);
  expect(log.some((line) => line.startsWith('done'))).toBe(false);
});
