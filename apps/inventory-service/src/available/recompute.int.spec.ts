import { defaultSettings, type Settings } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import { aNewerLevel, IDENTITY, OwnListings } from '../testing/own-listings.js';
import { computationOf } from './computation.js';
import { GROUP, markAllChanged, recomputeGroup } from './recompute.js';

let own: OwnListings;
beforeAll(async () => {
  own = await OwnListings.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const PLACE = { connectionId: 'con_1', world: 'production' } as const;

async function recompute(settings: Partial<Settings> = {}, warehouse: string | null = 'Main') {
  const computation = computationOf(PLACE, { ...defaultSettings(), ...settings }, warehouse, '2026-12-31');
  let computed = 0;
  for (;;) {
    const some = await inTransaction(own.pool, (client) => recomputeGroup(client, computation));
    if (some === 0) return computed;
    computed += some;
  }
}
const listings = (columns = 'sku, warehouse, item, day, wanted, listed') =>
  own.rows(`select ${columns} from listings order by sku, warehouse, item, day`);
const skipped = () => own.rows('select sku, reason from skipped_skus order by sku');
/** As if JOOR had acknowledged what it is to hold. */
const acknowledge = () =>
  own.pool.query('update listings set acknowledged = wanted, last_known = wanted, sent_at = now()');
const changed = () => own.rows('select sku from changed_skus order by sku');

describe('what JOOR is to hold', () => {
  it('is computed from levels, readings and recent orders, with its arithmetic', async () => {
    await own.stock(aNewerLevel('A', 40), aNewerLevel('A', 2, { warehouse: 'West' }), aNewerLevel('B', 7));
    await own.delivered('o1', 'A', 3, new Date('2026-11-25T10:00:00Z'));
    expect(await recompute({ 'inventory.minimumLevel': 5 })).toBe(2);
    expect(await listings()).toEqual([
      { sku: 'A', warehouse: 'Main', item: 'upc:upc-A', day: '', wanted: 39, listed: true },
      { sku: 'B', warehouse: 'Main', item: 'upc:upc-B', day: '', wanted: 7, listed: true },
    ]);
    const [first] = await listings('steps');
    expect(first?.steps).toEqual([
      { kind: 'stock', warehouse: 'East', quantity: 40, after: 40 },
      { kind: 'stock', warehouse: 'West', quantity: 2, after: 42 },
      { kind: 'recent', quantity: 3, orders: ['o1'], after: 39 },
      { kind: 'minimum', level: 5, after: 39 },
    ]);
    expect(await changed()).toEqual([]);
  });

  it('takes an order back once the WMS was read whole after it', async () => {
    await own.stock(aNewerLevel('A', 40));
    await own.delivered('o1', 'A', 3, new Date('2026-11-25T10:00:00Z'));
    await own.pool.query(
      `insert into stock_sweeps values ('con_1', 'production', '2026-11-25T10:00:01Z', 1)`,
    );
    await recompute();
    expect(await listings('wanted')).toEqual([{ wanted: 40 }]);
  });

  it('has a row for each day on which stock comes in; a day that vanished is told 0', async () => {
    const future = [
      { on: '2027-01-01', quantity: 5 },
      { on: '2027-02-01', quantity: 9 },
    ];
    await own.stock(aNewerLevel('A', 1, { future }));
    await recompute();
    expect(await listings('day, wanted')).toEqual([
      { day: '', wanted: 1 },
      { day: '2027-01-01', wanted: 5 },
      { day: '2027-02-01', wanted: 9 },
    ]);
    await acknowledge();
    await own.stock(aNewerLevel('A', 1, { future: future.slice(1) }));
    await recompute();
    expect(await listings('day, wanted')).toEqual([
      { day: '', wanted: 1 },
      { day: '2027-01-01', wanted: 0 },
      { day: '2027-02-01', wanted: 9 },
    ]);
    await acknowledge();
    await own.stock(aNewerLevel('A', 2, { future: future.slice(1) }));
    await recompute();
    expect(await listings('day')).toEqual([{ day: '' }, { day: '2027-02-01' }]);
  });

  it('is 0 of a SKU that left the list', async () => {
    await own.stock(aNewerLevel('A', 4));
    await recompute();
    await acknowledge();
    await own.stock(aNewerLevel('A', 0, { listed: false }));
    await recompute();
    expect(await listings('wanted, listed, acknowledged')).toEqual([
      { wanted: 0, listed: false, acknowledged: 4 },
    ]);
  });

  it('is nothing of a SKU that left the list before JOOR was told of it', async () => {
    await own.stock(aNewerLevel('A', 0, { listed: false }));
    await recompute();
    expect(await listings()).toEqual([]);
    expect(await skipped()).toEqual([
      { sku: 'A', reason: 'It is no longer in the WMS, and JOOR was never told of it.' },
    ]);
    await own.stock(aNewerLevel('A', 3));
    await recompute();
    expect(await skipped()).toEqual([]);
  });

  it('moves with the JOOR warehouse: the old one is told 0', async () => {
    await own.stock(aNewerLevel('A', 4));
    await recompute();
    await acknowledge();
    await inTransaction(own.pool, (client) => markAllChanged(client, PLACE));
    await recompute({}, 'Other');
    expect(await listings('warehouse, wanted, acknowledged')).toEqual([
      { warehouse: 'Main', wanted: 0, acknowledged: 4 },
      { warehouse: 'Other', wanted: 4, acknowledged: null },
    ]);
  });

  it('moves with the identity: the old item is told 0', async () => {
    await own.stock(aNewerLevel('A', 4));
    await recompute();
    await acknowledge();
    await own.stock(aNewerLevel('A', 4, { identity: { ...IDENTITY, upc: 'corrected' } }));
    await recompute();
    expect(await listings('item, wanted, listed')).toEqual([
      { item: 'upc:corrected', wanted: 4, listed: true },
      { item: 'upc:upc-A', wanted: 0, listed: false },
    ]);
  });
});

describe('a skipped SKU', () => {
  it.each([
    ['without an identifier', {}, /^No identifier/],
    ['that the item filter keeps out', { mode: 'Blacklist', codes: ['a'] }, /^The item filter/],
  ] as const)('%s is kept with the reason and has no row', async (_case, filter, reason) => {
    const identity = { upc: '', styleNumber: '', styleIdentifier: '', colorCode: '', size: '' };
    await own.stock(aNewerLevel('A', 4, { identity }), aNewerLevel('B', 1));
    await recompute({
      'items.filter': { mode: 'Disabled', level: 'Filter Item', codes: [], ...filter } as never,
    });
    expect(await listings('sku')).toEqual([{ sku: 'B' }]);
    expect(await skipped()).toEqual([{ sku: 'A', reason: expect.stringMatching(reason) }]);
  });

  it('that was sent before keeps its figure in JOOR: nothing more is said of it', async () => {
    await own.stock(aNewerLevel('A', 4));
    await recompute();
    await acknowledge();
    await inTransaction(own.pool, (client) => markAllChanged(client, PLACE));
    await recompute({ 'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes: ['A'] } });
    expect(await listings('wanted, acknowledged')).toEqual([{ wanted: null, acknowledged: 4 }]);
    await inTransaction(own.pool, (client) => markAllChanged(client, PLACE));
    await recompute();
    expect(await listings('wanted, acknowledged, listed')).toEqual([
      { wanted: 4, acknowledged: 4, listed: true },
    ]);
    expect(await skipped()).toEqual([]);
  });
});

describe('two SKUs that are one item in JOOR', () => {
  const shared = { identity: IDENTITY };

  it('have one figure: that of the first by name that is listed', async () => {
    await own.stock(aNewerLevel('B', 5, shared), aNewerLevel('C', 9, shared));
    await recompute();
    expect(await listings('sku, shadowed_by')).toEqual([
      { sku: 'B', shadowed_by: null },
      { sku: 'C', shadowed_by: 'B' },
    ]);
    await own.stock(aNewerLevel('A', 1, shared));
    await recompute();
    expect(await listings('sku, shadowed_by')).toEqual([
      { sku: 'A', shadowed_by: null },
      { sku: 'B', shadowed_by: 'A' },
      { sku: 'C', shadowed_by: 'A' },
    ]);
  });

  it('take turns without trusting what the other left in JOOR', async () => {
    await own.stock(aNewerLevel('A', 5, shared));
    await recompute();
    await acknowledge();
    await own.stock(aNewerLevel('B', 9, shared), aNewerLevel('A', 0, { ...shared, listed: false }));
    await recompute();
    expect(await listings('sku, shadowed_by')).toEqual([{ sku: 'B', shadowed_by: null }]);
    await acknowledge();
    await own.stock(aNewerLevel('A', 5, shared), aNewerLevel('B', 0, { ...shared, listed: false }));
    await recompute();
    expect(await listings('sku, acknowledged, shadowed_by')).toEqual([
      { sku: 'A', acknowledged: null, shadowed_by: null },
    ]);
  });
});

describe('what changes meanwhile', () => {
  it('is not lost: only the change that was seen is crossed out', async () => {
    await own.stock(aNewerLevel('A', 1));
    const client = await own.pool.connect();
    try {
      await client.query('begin');
      const computation = computationOf(PLACE, defaultSettings(), 'Main', '2026-12-31');
      const seen = await client.query('select changed_at from changed_skus');
      expect(seen.rows).toHaveLength(1);
      // The intake commits after the changed SKUs were read and before they are crossed out.
      const query = client.query.bind(client);
      let told = false;
      client.query = (async (...values: unknown[]) => {
        if (!told && String(values[0]).includes('delete from changed_skus')) {
          told = true;
          await own.stock(aNewerLevel('A', 2));
        }
        return (query as (...all: unknown[]) => unknown)(...values);
      }) as typeof client.query;
      await recomputeGroup(client, computation);
      client.query = query;
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await changed()).toEqual([{ sku: 'A' }]);
    await recompute();
    expect(await listings('wanted')).toEqual([{ wanted: 2 }]);
  });

  it('a figure that is the same is not written again, and its retries stand', async () => {
    await own.stock(aNewerLevel('A', 1));
    await recompute();
    await own.pool.query(`update listings set tries = 3, retry_at = now(), refusal = 'no'`);
    const [before] = await listings('xmin::text as version');
    await own.stock(aNewerLevel('A', 1, { warehouse: 'West', available: 0 }));
    await own.pool.query(`delete from stock_levels where warehouse = 'West'`);
    await recompute();
    expect(await listings('xmin::text as version')).toEqual([before]);
    await own.stock(aNewerLevel('A', 2));
    await recompute();
    expect(await listings('tries, retry_at, refusal')).toEqual([{ tries: 0, retry_at: null, refusal: null }]);
  });
});

it('connections and worlds do not mix', async () => {
  await own.stock(
    aNewerLevel('A', 1),
    aNewerLevel('A', 2, { world: 'sandbox' }),
    aNewerLevel('A', 3, { connectionId: 'con_2' }),
  );
  await recompute();
  expect(await listings('connection_id, world, wanted')).toEqual([
    { connection_id: 'con_1', world: 'production', wanted: 1 },
  ]);
  expect(await changed()).toHaveLength(2);
});

it('20,000 changed SKUs in groups take seconds', async () => {
  const skus = Array.from({ length: 20_000 }, (_, index) => `S${String(index).padStart(5, '0')}`);
  for (let at = 0; at < skus.length; at += 5_000) {
    const group = skus.slice(at, at + 5_000);
    await own.stock(
      ...group.flatMap((sku) => [aNewerLevel(sku, 5), aNewerLevel(sku, 1, { warehouse: 'West' })]),
    );
  }
  const began = performance.now();
  expect(await recompute()).toBe(20_000);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(GROUP).toBeLessThan(20_000);
  expect(await own.rows('select count(*)::int as n, sum(wanted)::int as total from listings')).toEqual([
    { n: 20_000, total: 120_000 },
  ]);
});
