import { JoorFailure, type OrderPage, type Spending } from '@joor-bridge/joor';
import { aConnectionSnapshot, anOrder } from '@joor-bridge/testing';
import type { OrderLists } from '../account/order-lists.js';
import { PollInterrupted } from '../schedule/lease.js';
import type { PageIntake } from './page-intake.js';
import { WindowReader } from './window-reader.js';

const window = { from: new Date(0), to: new Date(1_000) };
const world = {
  name: 'production',
  apiUrl: 'https://api.joor.example',
  tokenUrl: 'https://token.joor.example',
  slot: 'joor.production',
} as const;
const GRANTED: Spending = { granted: true };
const refused = (waitMs: number): Spending => ({ granted: false, waitMs });

/** A list of `total` orders; `answers` come first, a failure or null for the page itself. */
function rig(total: number, answers: (JoorFailure | null)[] = [], credits: Spending[] = []) {
  const log: string[] = [];
  let interrupted = false;
  const list = (startFrom: number, count: number): OrderPage => {
    const ids = Array.from(
      { length: Math.max(0, Math.min(count, total - startFrom)) },
      (_, n) => startFrom + n,
    );
    return { orders: ids.map((id) => anOrder({ orderId: String(id) })), unreadable: [] };
  };
  const clientFor = (_snapshot: unknown, _world: unknown, spend: () => Promise<void>) => ({
    listOrders: async (_window: unknown, startFrom: number, count: number) => {
      await spend();
      log.push(`ask ${startFrom}`);
      const failure = answers.shift();
      if (failure) throw failure;
      return list(startFrom, count);
    },
  });
  const budget = {
    spend: async (account: string, lane: string) => {
      const spending = credits.shift() ?? GRANTED;
      if (!spending.granted) log.push(`no credits for ${account} ${lane}`);
      return spending;
    },
    block: async (account: string, ms: number | null) => void log.push(`block ${account} ${ms}`),
  };
  const intake = {
    take: async (_owner: unknown, page: { orders: readonly unknown[] }) => {
      log.push(`take ${page.orders.length}`);
      return { pages: 1, seen: page.orders.length, published: page.orders.length, unreadable: 0 };
    },
  };
  const reader = new WindowReader(
    { clientFor } as unknown as OrderLists,
    budget,
    intake as unknown as PageIntake,
    async (ms) => void log.push(`pause ${ms}`),
  );
  const check = () => {
    if (interrupted) throw new PollInterrupted('over');
  };
  const reading = { snapshot: aConnectionSnapshot(), world, lane: 'live', check } as const;
  return {
    read: () => reader.read(reading, window),
    log,
    interrupt: () => {
      interrupted = true;
    },
  };
}
const throttled = (retryAfterMs: number | null) => new JoorFailure('throttled', '429', { retryAfterMs });

test('each page is taken before the next is asked for', async () => {
  const { read, log } = rig(70);
  expect(await read()).toMatchObject({ pages: 2, seen: 70 });
  expect(log).toEqual(['ask 0', 'take 50', 'ask 45', 'take 20']);
});

test('without credits a reading that has not begun makes room', async () => {
  const { read, log } = rig(70, [], [refused(9_000)]);
  await expect(read()).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 9_000 });
  expect(log).toEqual(['no credits for production:5001 live']);
});

test('without credits a reading under way waits and goes on', async () => {
  const { read, log } = rig(70, [], [GRANTED, refused(9_000), refused(100)]);
  await read();
  expect(log.slice(2)).toEqual([
    'no credits for production:5001 live',
    'pause 9000',
    'no credits for production:5001 live',
    'pause 100',
    'ask 45',
    'take 20',
  ]);
});

test('a 429 blocks the account for all; under way the page is asked for again', async () => {
  const { read, log } = rig(70, [null, throttled(4_000)]);
  expect(await read()).toMatchObject({ seen: 70 });
  expect(log).toEqual(['ask 0', 'take 50', 'ask 45', 'block production:5001 4000', 'ask 45', 'take 20']);
});

test('a 429 on the first page ends the reading, having blocked the account', async () => {
  const { read, log } = rig(70, [throttled(null)]);
  await expect(read()).rejects.toMatchObject({ kind: 'throttled' });
  expect(log).toEqual(['ask 0', 'block production:5001 null']);
});

test('a JOOR that says 429 for ever is not asked for ever', async () => {
  const { read, log } = rig(70, [null, ...Array.from({ length: 10 }, () => throttled(1))]);
  await expect(read()).rejects.toMatchObject({ kind: 'throttled' });
  expect(log.filter((line) => line === 'ask 45')).toHaveLength(3);
});

test('our own lack of credits is no 429 and blocks nobody', async () => {
  const { read, log } = rig(5, [], [refused(1)]);
  await expect(read()).rejects.toThrow();
  expect(log.some((line) => line.startsWith('block'))).toBe(false);
});

test('another failure ends the reading', async () => {
  const { read, log } = rig(70, [null, new JoorFailure('unavailable', '503')]);
  await expect(read()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(log).toEqual(['ask 0', 'take 50', 'ask 45']);
});

test('an interruption is noticed before the next request, also while waiting', async () => {
  const { read, log, interrupt } = rig(70, [], [GRANTED, refused(10)]);
  const reading = read();
  const waiting = log.push.bind(log);
  log.push = (...lines: string[]) => {
    if (lines.some((line) => line.startsWith('pause'))) interrupt();
    return waiting(...lines);
  };
  await expect(reading).rejects.toThrow(PollInterrupted);
  expect(log).not.toContain('ask 45');
});
