import type { Lane } from '@joor-bridge/joor';
import type { Database } from '@joor-bridge/persistence';
import { OwnSchema } from '../testing/own-schema.js';
import { PostgresCreditBudget } from './postgres-credit-budget.js';

let own: OwnSchema;
let databases: Database[];
let budgets: PostgresCreditBudget[];

beforeAll(async () => {
  own = await OwnSchema.make(process.env.DATABASE_URL);
  databases = [await own.open(), await own.open()];
  budgets = databases.map((database) => new PostgresCreditBudget(database));
});
afterAll(() => own.drop());
beforeEach(() => databases[0]?.pool.query('truncate credit_windows'));

/** Spends one by one from both processes at once; how many were granted. */
async function spendMany(account: string, lane: Lane, times: number): Promise<number> {
  const spendings = await Promise.all(
    Array.from({ length: times }, (_, n) => (budgets[n % 2] as PostgresCreditBudget).spend(account, lane, 1)),
  );
  return spendings.filter(({ granted }) => granted).length;
}
const budget = () => budgets[0] as PostgresCreditBudget;
const points = async (account: string) => {
  const sql = 'select points, expire from credit_windows where key like $1';
  return (await databases[0]?.pool.query(sql, [`%${account}`]))?.rows[0];
};

test('two processes never spend more than an account has, and neither is refused while there is any', async () => {
  expect(await spendMany('one', 'live', 290)).toBe(290);
  expect(await spendMany('one', 'live', 60)).toBe(10);
  expect((await points('one')).points).toBe(300);
});

test('accounts do not share', async () => {
  expect(await spendMany('a', 'live', 300)).toBe(300);
  expect(await spendMany('b', 'live', 5)).toBe(5);
});

test('backfill leaves half to live polls, also when it asks again and again', async () => {
  expect(await spendMany('one', 'backfill', 200)).toBeLessThanOrEqual(150);
  while ((await spendMany('one', 'backfill', 1)) > 0);
  expect(await spendMany('one', 'backfill', 100)).toBe(0);
  expect((await points('one')).points).toBe(150);
  expect(await spendMany('one', 'live', 150)).toBe(150);
});

test('a refusal says when the window ends, which begins with its first request', async () => {
  await spendMany('one', 'live', 300);
  const spending = await budget().spend('one', 'live', 1);
  expect(spending).toMatchObject({ granted: false });
  const waitMs = spending.granted ? 0 : spending.waitMs;
  expect(waitMs).toBeGreaterThan(290_000);
  expect(waitMs).toBeLessThanOrEqual(300_000);
});

test('a new window begins full', async () => {
  await spendMany('one', 'live', 300);
  await databases[0]?.pool.query('update credit_windows set expire = $1', [Date.now() - 1]);
  expect(await spendMany('one', 'live', 300)).toBe(300);
});

test('a 429 blocks the account for all, as long as JOOR says', async () => {
  await budget().block('one', 5_000);
  for (const each of budgets) {
    const spending = await each.spend('one', 'live', 1);
    expect(spending).toMatchObject({ granted: false });
    expect(spending.granted ? 0 : spending.waitMs).toBeLessThanOrEqual(5_000);
  }
  expect(await spendMany('two', 'live', 1)).toBe(1);
});

test('a 429 without a time blocks to the end of the window, or for a whole one', async () => {
  await budget().spend('one', 'live', 1);
  await databases[0]?.pool.query('update credit_windows set expire = $1', [Date.now() + 20_000]);
  await budget().block('one', null);
  await budget().block('two', null);
  const [one, two] = [await budget().spend('one', 'live', 1), await budget().spend('two', 'live', 1)];
  expect(one.granted ? 0 : one.waitMs).toBeLessThanOrEqual(20_000);
  expect(two.granted ? 0 : two.waitMs).toBeGreaterThan(290_000);
});
