import { JoorFailure, type JoorV2Client, type Lane } from '@joor-bridge/joor';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { checkAccount } from './account-check.js';
import type { OrderLists } from './order-lists.js';

const addresses = {
  joorApiUrl: 'https://production.example',
  joorTokenUrl: 'https://token.example',
  joorSandboxApiUrl: 'https://sandbox.example',
  joorSandboxTokenUrl: 'https://sandbox-token.example',
};
const now = new Date('2026-11-03T10:00:00Z');

function check(options: { testMode?: 'Enabled' | 'Disabled'; answer?: Error; granted?: boolean } = {}) {
  const asked: { world: string; window: { from: Date; to: Date }; count: number }[] = [];
  const spent: [string, Lane, number][] = [];
  const accounts = {
    clientFor: (_: unknown, world: { name: string }, spend: () => Promise<void>) =>
      ({
        listOrders: async (window: { from: Date; to: Date }, _start: number, count: number) => {
          await spend();
          if (options.answer) throw options.answer;
          asked.push({ world: world.name, window, count });
        },
      }) as unknown as JoorV2Client,
  } as unknown as OrderLists;
  const budget = {
    spend: async (account: string, lane: Lane, credits: number) => {
      spent.push([account, lane, credits]);
      return options.granted === false ? { granted: false, waitMs: 41_200 } : { granted: true };
    },
    block: async () => undefined,
  } as unknown as Parameters<typeof checkAccount>[1]['budget'];
  const snapshot = aConnectionSnapshot({ settings: { 'joor.testMode': options.testMode ?? 'Disabled' } });
  const result = checkAccount(snapshot, { lists: accounts, budget, addresses, now });
  return { result, asked, spent };
}

it('asks for one order of the last minute and says whose account answered', async () => {
  const { result, asked, spent } = check();
  expect(await result).toEqual({ ok: true, message: "JOOR's production answers for account 5001." });
  expect(asked).toEqual([
    { world: 'production', window: { from: new Date('2026-11-03T09:59:00Z'), to: now }, count: 1 },
  ]);
  expect(spent).toEqual([['production:5001', 'live', 1]]);
});

it('asks the sandbox only in test mode', async () => {
  const { result, asked } = check({ testMode: 'Enabled' });
  expect((await result).message).toContain('sandbox');
  expect(asked.map(({ world }) => world)).toEqual(['sandbox']);
});

it("gives JOOR's refusal as its message", async () => {
  const { result } = check({
    answer: new JoorFailure('unauthorized', 'JOOR refuses the token: enter a new one.'),
  });
  expect(await result).toEqual({ ok: false, message: 'JOOR refuses the token: enter a new one.' });
});

it('says when to come back when the credits are used up', async () => {
  const { result, asked } = check({ granted: false });
  expect(await result).toEqual({
    ok: false,
    message: "The account's calls are used up. Check again in 42 s.",
  });
  expect(asked).toEqual([]);
});

it('does not hide what is no answer of JOOR', async () => {
  await expect(check({ answer: new TypeError('a fault of ours') }).result).rejects.toThrow('a fault of ours');
});
