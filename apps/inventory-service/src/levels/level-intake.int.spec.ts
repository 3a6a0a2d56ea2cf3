import type { StockLevel } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import fc from 'fast-check';
import { takeOutcomes } from '../recent/outcome-intake.js';
import { OwnInventory } from '../testing/own-inventory.js';
import { aLevel, anOutcome, aSweep, at } from '../testing/stock.js';
import { type StockEvent, takeStock } from './level-intake.js';
import { newestLevels } from './newest-levels.js';

let own: OwnInventory;
beforeAll(async () => {
  own = await OwnInventory.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const take = (...events: StockEvent[]) => inTransaction(own.pool, (client) => takeStock(client, events));
const deliver = (more: Parameters<typeof anOutcome>[0] = {}) =>
  inTransaction(own.pool, (client) => takeOutcomes(client, [anOutcome(more)]));
const levels = () =>
  own.rows('select sku, warehouse, world, available, as_of from stock_levels order by world, sku, warehouse');
const level = async () => (await own.rows('select * from stock_levels'))[0];
const sweepAt = async () =>
  (await own.rows<{ as_of: Date }>('select as_of from stock_sweeps'))[0]?.as_of.toISOString();

describe('a level', () => {
  it('is written with all that it says, and its SKU is computed again', async () => {
    const future = [{ on: '2026-12-01', quantity: 10 }];
    await take(aLevel({ warehouse: 'East', future, note: 'the WMS said -5' }));
    expect(await level()).toMatchObject({
      connection_id: 'con_1',
      world: 'production',
      sku: 'SKU-1',
      warehouse: 'East',
      available: 40,
      future,
      as_of: new Date(at('10:00')),
      listed: true,
      identity: expect.objectContaining({ upc: '0001' }),
      note: 'the WMS said -5',
    });
    expect(await own.takeChanged()).toEqual(['SKU-1']);
    expect(await own.news()).toBeInstanceOf(Date);
  });

  it('replaces an older one', async () => {
    await take(aLevel());
    await take(aLevel({ available: 7, asOf: at('10:01') }));
    expect(await level()).toMatchObject({ available: 7, as_of: new Date(at('10:01')) });
  });

  it('never replaces a newer one, and nothing is computed again', async () => {
    await take(aLevel({ asOf: at('10:01') }));
    await own.takeChanged();
    const before = await own.news();
    await take(aLevel({ available: 7, asOf: at('10:00:59') }));
    expect(await level()).toMatchObject({ available: 40, as_of: new Date(at('10:01')) });
    expect(await own.takeChanged()).toEqual([]);
    expect(await own.news()).toEqual(before);
  });

  it('of the same time replaces what came before it on the topic', async () => {
    await take(aLevel());
    await own.takeChanged();
    await take(aLevel({ available: 7 }));
    expect(await level()).toMatchObject({ available: 7 });
    expect(await own.takeChanged()).toEqual(['SKU-1']);
  });

  it('that comes again changes nothing', async () => {
    await take(aLevel());
    await own.takeChanged();
    const before = await own.news();
    expect(await take(aLevel())).toEqual([]);
    expect(await own.takeChanged()).toEqual([]);
    expect(await own.news()).toEqual(before);
  });

  it.each<[string, Partial<StockLevel>]>([
    ['quantity', { available: 39 }],
    ['identity', { identity: { ...aLevel().identity, upc: '0002' } }],
    ['future stock', { future: [{ on: '2026-12-01', quantity: 1 }] }],
    ['place in the list', { listed: false, available: 0 }],
    ['note', { note: 'the WMS said -1' }],
    ['being doubted', { doubted: true }],
  ])('that differs in its %s is computed again', async (_, more) => {
    await take(aLevel());
    await own.takeChanged();
    await take(aLevel({ ...more, asOf: at('10:01') }));
    expect(await own.takeChanged()).toEqual(['SKU-1']);
  });

  it('that only moved in time is computed again where orders were delivered lately, and nowhere else', async () => {
    await take(aLevel(), aLevel({ sku: 'SKU-2' }));
    await deliver();
    await own.takeChanged();
    const before = await own.news();
    await take(aLevel({ sku: 'SKU-2', asOf: at('11:00') }));
    expect(await own.takeChanged()).toEqual([]);
    expect(await own.news()).toEqual(before);
    await take(aLevel({ asOf: at('11:00') }));
    expect(await own.takeChanged()).toEqual(['SKU-1']);
    expect((await own.news())?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
    expect((await levels()).map(({ as_of }) => as_of)).toEqual([
      new Date(at('11:00')),
      new Date(at('11:00')),
    ]);
  });

  it('of test mode leaves that of production alone', async () => {
    await take(aLevel());
    await take(aLevel({ world: 'sandbox', available: 1, asOf: at('12:00') }));
    expect((await levels()).map(({ world, available }) => [world, available])).toEqual([
      ['production', 40],
      ['sandbox', 1],
    ]);
    expect(await own.news('con_1', 'sandbox')).toBeInstanceOf(Date);
  });

  it('is of one warehouse', async () => {
    await take(aLevel({ warehouse: 'East' }), aLevel({ warehouse: 'West', available: 2 }));
    expect((await levels()).map(({ warehouse, available }) => [warehouse, available])).toEqual([
      ['East', 40],
      ['West', 2],
    ]);
  });

  it('that came takes itself off what is on its way, an older one does not', async () => {
    const pending = () => own.rows('select sku from pending_levels');
    await own.pool.query(
      "insert into pending_levels values ('con_1', 'production', 'SKU-1', '', $1, gen_random_uuid())",
      [at('10:00')],
    );
    await take(aLevel({ asOf: at('09:59') }));
    expect(await pending()).toHaveLength(1);
    await take(aLevel());
    expect(await pending()).toEqual([]);
  });

  it('that came too late is answered with the one that holds, so that compaction keeps that', async () => {
    const newer = aLevel({
      available: 7,
      asOf: at('10:01'),
      doubted: true,
      future: [{ on: '2026-12-01', quantity: 3 }],
    });
    await take(newer);
    expect(await take(aLevel(), aLevel({ sku: 'SKU-2' }))).toEqual([newer]);
  });
});

describe('news', () => {
  it('grow with every commit, also while the clock stands still or was set back', async () => {
    await take(aLevel());
    const ahead = new Date(Date.now() + 3_600_000);
    await own.pool.query('update stock_news set newest = $1', [ahead]);
    await take(aLevel({ available: 1, asOf: at('10:01') }));
    const [row] = await own.rows('select newest > $1 as later from stock_news', [ahead]);
    expect(row).toEqual({ later: true });
  });
});

describe('a sweep', () => {
  it('moves the time at which all levels hold forward, never back', async () => {
    await take(aSweep());
    await take(aSweep({ asOf: at('10:00') }));
    expect(await sweepAt()).toBe(at('11:00'));
    await take(aSweep({ asOf: at('12:00') }));
    expect(await sweepAt()).toBe(at('12:00'));
  });

  it('has SKUs computed again whose orders are in the figures since, and no others', async () => {
    await deliver({ orderId: '1', at: at('10:00') });
    await take(aSweep({ asOf: at('10:15') }));
    await deliver({ orderId: '2', at: at('10:30'), lines: [{ itemCode: 'SKU-2', quantity: 1 }] });
    await deliver({ orderId: '3', at: at('11:30'), lines: [{ itemCode: 'SKU-3', quantity: 1 }] });
    await own.takeChanged();
    await take(aSweep({ asOf: at('11:00') }));
    expect(await own.takeChanged()).toEqual(['SKU-2']);
  });

  it('is news even when nothing changed: what waited for newer data may go', async () => {
    await take(aSweep());
    const before = await own.news();
    await take(aSweep());
    expect(await own.news()).toEqual(before);
    await take(aSweep({ asOf: at('12:00') }));
    expect((await own.news())?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
  });

  it('is of its world', async () => {
    await deliver();
    await own.takeChanged();
    await take(aSweep({ world: 'sandbox' }));
    expect(await own.takeChanged()).toEqual([]);
  });
});

describe('all of it', () => {
  it('comes to what the pure rule says, in whatever groups and however often levels come', async () => {
    const some = fc.record({
      sku: fc.constantFrom('a', 'b', 'c'),
      available: fc.nat(9),
      minute: fc.integer({ min: 10, max: 14 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(some, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 5 }),
        async (all, size) => {
          await own.clear();
          const events = all.map(({ minute, ...more }) => aLevel({ ...more, asOf: at(`10:${minute}`) }));
          for (let from = 0; from < events.length; from += size)
            await take(...events.slice(from, from + size));
          await take(...events.slice(-size));
          const expected = newestLevels(events).map(({ sku, available }) => `${sku} ${available}`);
          const found = (await levels()).map(({ sku, available }) => `${sku} ${available}`);
          expect(found.sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is written by several processes at once without one waiting for the other for ever', async () => {
    const skus = Array.from({ length: 40 }, (_, n) => `SKU-${n}`);
    const round = (n: number) => {
      const order = n % 2 === 0 ? skus : skus.toReversed();
      return take(...order.map((sku) => aLevel({ sku, available: n, asOf: at(`10:${10 + n}`) })));
    };
    await Promise.all(Array.from({ length: 12 }, (_, n) => round(n)));
    expect(new Set((await levels()).map(({ available }) => available))).toEqual(new Set([11]));
    expect(await own.takeChanged()).toHaveLength(40);
  });
});
