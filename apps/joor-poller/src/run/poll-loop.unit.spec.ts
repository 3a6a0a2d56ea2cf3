import { eventually } from '@joor-bridge/testing';
import type { Lease } from '../schedule/lease.js';
import { PollLoop, type PollLoopParts } from './poll-loop.js';

interface FakeClaim {
  readonly leaseId: string;
}

function rig() {
  const due: FakeClaim[] = [];
  const dueBackfills: FakeClaim[] = [];
  const started: string[] = [];
  const held = new Set<string>();
  const reports: { ready: boolean; detail?: string }[] = [];
  const endings = new Map<string, (error?: Error) => void>();
  let broken: Error | null = null;
  const run = (claim: FakeClaim) =>
    new Promise<void>((resolve, reject) => {
      started.push(claim.leaseId);
      endings.set(claim.leaseId, (error) => (error ? reject(error) : resolve()));
    });
  const claim = (from: FakeClaim[]) => async (limit: number) => {
    if (broken) throw broken;
    return from.splice(0, limit);
  };
  const parts = {
    sync: { flush: async () => {} },
    schedules: { claim: claim(due) },
    backfills: { claim: claim(dueBackfills) },
    leases: {
      leaseMs: 1_000,
      start: () => {},
      stop: () => {},
      hold: (id: string) => {
        held.add(id);
        return { id } as Lease;
      },
      release: ({ id }: Lease) => held.delete(id),
    },
    livePoll: { run },
    backfillPart: { run },
    readiness: { report: (report: { ready: boolean }) => reports.push(report) },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const loop = new PollLoop(parts as unknown as PollLoopParts);
  return {
    loop,
    due,
    dueBackfills,
    started,
    held,
    reports,
    end: (leaseId: string, error?: Error) => endings.get(leaseId)?.(error),
    breakDown: (error: Error | null) => {
      broken = error;
    },
  };
}
const claims = (count: number, name = 'poll') =>
  Array.from({ length: count }, (_, n) => ({ leaseId: `${name} ${n}` }));

test('what is due is begun, as much at a time as there is room for', async () => {
  const { loop, due, started, held, end } = rig();
  due.push(...claims(70));
  loop.start();
  await eventually(() => started.length === 64);
  expect(held.size).toBe(64);
  for (let n = 0; n < 6; n += 1) end(`poll ${n}`);
  await eventually(() => started.length === 70);
  expect(held.size).toBe(64);
  for (let n = 6; n < 70; n += 1) end(`poll ${n}`);
  await loop.stop();
  expect(held.size).toBe(0);
});

test('backfills never take the room of live polls', async () => {
  const { loop, due, dueBackfills, started, end } = rig();
  dueBackfills.push(...claims(20, 'backfill'));
  loop.start();
  await eventually(() => started.length === 8);
  due.push(...claims(3));
  await eventually(() => started.filter((id) => id.startsWith('poll')).length === 3);
  expect(started.filter((id) => id.startsWith('backfill'))).toHaveLength(8);
  dueBackfills.length = 0;
  for (const id of started) end(id);
  await loop.stop();
});

test('one poll that cannot be written down harms no other', async () => {
  const { loop, due, started, held, end } = rig();
  due.push(...claims(2));
  loop.start();
  await eventually(() => started.length === 2);
  end('poll 0', new Error('no database'));
  await eventually(() => held.size === 1);
  due.push({ leaseId: 'next' });
  await eventually(() => started.includes('next'));
  end('poll 1');
  end('next');
  await loop.stop();
});

test('while the schedule cannot be read the service is not ready; it goes on by itself', async () => {
  const { loop, due, started, reports, end, breakDown } = rig();
  breakDown(new Error('no database'));
  due.push(...claims(1));
  loop.start();
  await eventually(() => reports.at(-1)?.ready === false);
  expect(reports.at(-1)?.detail).toBe('no database');
  breakDown(null);
  await eventually(() => started.length === 1);
  await eventually(() => reports.at(-1)?.ready === true);
  end('poll 0');
  await loop.stop();
});

test('a stop waits for the polls under way and begins no other', async () => {
  const { loop, due, started, end } = rig();
  due.push(...claims(1));
  loop.start();
  await eventually(() => started.length === 1);
  let stopped = false;
  const stopping = loop.stop().then(() => {
    stopped = true;
  });
  due.push({ leaseId: 'late' });
  await new Promise(setImmediate);
  expect(stopped).toBe(false);
  end('poll 0');
  await stopping;
  expect(started).toEqual(['poll 0']);
});
