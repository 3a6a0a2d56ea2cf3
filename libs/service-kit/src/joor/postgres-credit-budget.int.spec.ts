import type { Lane } from '@joor-bridge/joor';
import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import pg from 'pg';
import { PostgresCreditBudget } from './postgres-credit-budget.js';

let own: FreshDatabase;
let pools: pg.Pool[];
let budgets: PostgresCreditBudget[];

beforeAll(async () => {
  own = await freshDatabase(process.env.DATABASE_URL ?? '');
  pools = [1, 2, 3].map(() => new pg.Pool({ connectionString: own.url, max: 4 }));
  // together, as services start
  budgets = await Promise.all(pools.map((pool) => PostgresCreditBudget.open({ pool })));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await own.drop();
});
beforeEach(() => sql('truncate joor_credits.credit_windows'));

const sql = async (statement: string, values: unknown[] = []) =>
  (await pools[0]?.query(statement, values))?.rows ?? [];

/** Spends one by one from both processes at once; how many were granted. */
async function spendMany(account: string, lane: Lane, times: number): Promise<number> {
  const spendings = await Promise.all(
    Array.from({ length: times }, (_, n) => (budgets[n % 2] as PostgresCreditBudget).spend(account, lane, 1)),
  );
  return spendings.filter(({ granted }) => granted).length;
}
const budget = () => budgets[0] as PostgresCreditBudget;
const points = async (account: string) => {
  const rows = await sql('select points, expire from joor_credits.credit_windows where key like $1', [
    `%${account}`,
  ]);
  return rows[0];
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
  await sql('update joor_credits.credit_windows set expire = $1', [Date.now() - 1]);
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
  await sql('update joor_credits.credit_windows set expire = $1', [Date.now() + 20_000]);
  await budget().block('one', null);
  await budget().block('two', null);
  const [one, two] = [await budget().spend('one', 'live', 1), await budget().spend('two', 'live', 1)];
  expect(one.granted ? 0 : one.waitMs).toBeLessThanOrEqual(20_000);
  expect(two.granted ? 0 : two.waitMs).toBeGreaterThan(290_000);
});

describe('orders, inventory and products at work at once', () => {
  const [orders, inventory, products] = ['live', 'inventory', 'products'] as const;

  /** Writes, each to its end or its refusal, one after the other; what they took. */
  async function write(lane: Lane, index: number, writes: number): Promise<number> {
    let taken = 0;
    for (let n = 0; n < writes; n += 1) {
      const { granted } = await (budgets[index] as PostgresCreditBudget).spend('all', lane, 5);
      if (granted) taken += 5;
    }
    return taken;
  }

  it('serves orders before inventory and inventory before products', async () => {
    const [forInventory, forProducts, forOrders] = await Promise.all([
      write(inventory, 1, 60),
      write(products, 2, 60),
      spendMany('all', orders, 60),
    ]);
    expect(forOrders).toBe(60);
    expect(forProducts).toBeLessThanOrEqual(150);
    expect(forInventory).toBeGreaterThanOrEqual(30);
    expect((await points('all')).points).toBe(forInventory + forProducts + forOrders);
    expect((await points('all')).points).toBeLessThanOrEqual(300);
  });

  it('leaves inventory its share when products come first, and orders theirs when both do', async () => {
    expect(await write(products, 2, 60)).toBe(150);
    expect(await write(inventory, 1, 60)).toBe(90);
    expect(await write(products, 2, 5)).toBe(0);
    expect(await write(inventory, 1, 5)).toBe(0);
    expect(await spendMany('all', orders, 100)).toBe(60);
  });

  it('lets products wait for what orders have used', async () => {
    await spendMany('all', orders, 200);
    expect(await write(products, 2, 3)).toBe(0);
    expect(await write(inventory, 1, 10)).toBe(40);
  });
});
