import { inTransaction } from '@joor-bridge/persistence';
import { takeStock } from '../levels/level-intake.js';
import { OwnInventory } from '../testing/own-inventory.js';
import { aLevel, anOutcome, aSweep } from '../testing/stock.js';
import { takeOutcomes } from './outcome-intake.js';
import { pruneRecent } from './prune-recent.js';

let own: OwnInventory;
beforeAll(async () => {
  own = await OwnInventory.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const delivered = (orderId: string, days: number) =>
  anOutcome({ orderId, at: daysAgo(days), deliveredAt: daysAgo(days) });
const take = (...outcomes: ReturnType<typeof anOutcome>[]) =>
  inTransaction(own.pool, (client) => takeOutcomes(client, outcomes));
const stock = (...events: Parameters<typeof takeStock>[1]) =>
  inTransaction(own.pool, (client) => takeStock(client, events));
const orders = async (table: string) =>
  (await own.rows(`select order_id from ${table} order by order_id`)).map((row) => row.order_id);

describe('orders that the stock has known of for long', () => {
  it('go 30 days after the sweep that saw them', async () => {
    await stock(aSweep({ asOf: daysAgo(5) }));
    await take(delivered('1', 36), delivered('2', 34));
    await pruneRecent(own.pool);
    expect(await orders('recent_lines')).toEqual(['2']);
    expect(await orders('recent_orders')).toEqual(['2']);
  });

  it('stay as long as a level of theirs is older: they are still subtracted', async () => {
    await stock(
      aLevel({ warehouse: 'East', asOf: daysAgo(50) }),
      aLevel({ warehouse: 'West', asOf: daysAgo(1) }),
    );
    await take(delivered('1', 60), delivered('2', 90));
    await pruneRecent(own.pool);
    expect(await orders('recent_lines')).toEqual(['1']);
  });

  it('stay as long as a level of theirs is doubted, whatever was swept since', async () => {
    await stock(aLevel({ asOf: daysAgo(50), doubted: true }), aSweep({ asOf: daysAgo(1) }));
    await take(delivered('1', 60), delivered('2', 90));
    await pruneRecent(own.pool);
    expect(await orders('recent_lines')).toEqual(['1']);
  });

  it('go after 30 days where no stock is known', async () => {
    await take(delivered('1', 31), delivered('2', 29));
    await pruneRecent(own.pool);
    expect(await orders('recent_lines')).toEqual(['2']);
  });

  it('leave no trace of what was cancelled long ago, and stay remembered when it was lately', async () => {
    await take(anOutcome({ orderId: '1', at: daysAgo(31), cancelledInJoor: true }));
    await take(anOutcome({ orderId: '2', at: daysAgo(2), cancelledInJoor: true }));
    expect(await pruneRecent(own.pool)).toBe(1);
    expect(await orders('recent_orders')).toEqual(['2']);
  });
});
