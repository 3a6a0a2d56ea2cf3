import type { OrderOutcome } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import { OwnInventory } from '../testing/own-inventory.js';
import { anOutcome, at } from '../testing/stock.js';
import { takeOutcomes } from './outcome-intake.js';

let own: OwnInventory;
beforeAll(async () => {
  own = await OwnInventory.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const take = (...outcomes: OrderOutcome[]) =>
  inTransaction(own.pool, (client) => takeOutcomes(client, outcomes));
const lines = async () =>
  (await own.rows('select * from recent_lines order by world, order_id, sku')).map(
    (row) =>
      `${row.order_id} ${row.sku} ${row.quantity} ${(row.delivered_at as Date).toISOString().slice(11, 16)}`,
  );
const warehouses = () => own.rows('select world, code, name from joor_warehouses order by world, code');
const two = [
  { itemCode: 'SKU-1', quantity: 3 },
  { itemCode: 'SKU-2', quantity: 1 },
];

describe('a delivered order', () => {
  it('leaves its lines with the time of the delivery, and its SKUs are computed again', async () => {
    await take(anOutcome({ lines: two, deliveredAt: at('10:20'), at: at('10:30') }));
    expect(await lines()).toEqual(['1 SKU-1 3 10:20', '1 SKU-2 1 10:20']);
    expect(await own.takeChanged()).toEqual(['SKU-1', 'SKU-2']);
  });

  it('adds up lines of one item', async () => {
    await take(anOutcome({ lines: [...two, { itemCode: 'SKU-1', quantity: 4 }] }));
    expect(await lines()).toEqual(['1 SKU-1 7 10:30', '1 SKU-2 1 10:30']);
  });

  it('that is told again later does not move, and nothing is computed again', async () => {
    await take(anOutcome());
    await own.takeChanged();
    await take(anOutcome({ at: at('12:00'), deliveredAt: at('12:00') }));
    expect(await lines()).toEqual(['1 SKU-1 3 10:30']);
    expect(await own.takeChanged()).toEqual([]);
  });

  it('moves back when an earlier telling of the same delivery comes late', async () => {
    await take(anOutcome({ at: at('12:00'), deliveredAt: at('12:00') }));
    await own.takeChanged();
    await take(anOutcome());
    expect(await lines()).toEqual(['1 SKU-1 3 10:30']);
    expect(await own.takeChanged()).toEqual(['SKU-1']);
  });

  it('whose newer revision has other lines takes those, and what it no longer takes is computed again', async () => {
    await take(anOutcome({ lines: two }));
    await own.takeChanged();
    const other = [{ itemCode: 'SKU-3', quantity: 2 }];
    await take(anOutcome({ revision: 'rev-0002', at: at('11:00'), lines: other }));
    expect(await lines()).toEqual(['1 SKU-3 2 11:00']);
    expect(await own.takeChanged()).toEqual(['SKU-1', 'SKU-2', 'SKU-3']);
  });

  it('gives its units back when JOOR cancels it, and when its delivery is', async () => {
    for (const more of [{ cancelledInJoor: true }, { state: 'cancelled' as const, lines: [] }]) {
      await own.clear();
      await take(anOutcome());
      await own.takeChanged();
      await take(anOutcome({ at: at('11:00'), ...more }));
      expect(await lines()).toEqual([]);
      expect(await own.takeChanged()).toEqual(['SKU-1']);
    }
  });

  it('does not come back by an older outcome, with or without another in between', async () => {
    await take(anOutcome({ at: at('11:00'), cancelledInJoor: true }));
    await take(anOutcome());
    expect(await lines()).toEqual([]);
    expect(await own.takeChanged()).toEqual([]);
    await own.clear();
    await take(anOutcome({ at: at('11:00'), cancelledInJoor: true }), anOutcome());
    expect(await lines()).toEqual([]);
  });

  it('of test mode is of the sandbox', async () => {
    await take(anOutcome({ orderId: 'TEST-1' }));
    const rows = await own.rows('select world from recent_lines union all select world from changed_skus');
    expect(rows).toEqual([{ world: 'sandbox' }, { world: 'sandbox' }]);
  });

  it('is of its connection', async () => {
    await take(
      anOutcome(),
      anOutcome({ connectionId: 'con_2', lines: [{ itemCode: 'SKU-9', quantity: 1 }] }),
    );
    const rows = await own.rows('select connection_id, sku from recent_lines order by 1');
    expect(rows).toEqual([
      { connection_id: 'con_1', sku: 'SKU-1' },
      { connection_id: 'con_2', sku: 'SKU-9' },
    ]);
  });
});

describe('an order that was not delivered', () => {
  it.each(['skipped', 'held', 'parked', 'failed', 'would-deliver'] as const)(
    'takes nothing: %s',
    async (state) => {
      await take(anOutcome({ state }));
      expect(await lines()).toEqual([]);
      expect(await own.takeChanged()).toEqual([]);
    },
  );

  it('takes its units once it is', async () => {
    await take(anOutcome({ state: 'parked', at: at('10:00') }), anOutcome());
    expect(await lines()).toEqual(['1 SKU-1 3 10:30']);
  });
});

describe('the name of a warehouse', () => {
  const seen = (code: string, name: string, more: Partial<OrderOutcome> = {}) =>
    anOutcome({ warehouse: { code, name }, ...more });

  it('is learnt from any order that carries code and name', async () => {
    await take(seen('E1', 'East Coast', { state: 'skipped' }), seen('W1', 'West', { orderId: 'TEST-2' }));
    expect(await warehouses()).toEqual([
      { world: 'production', code: 'E1', name: 'East Coast' },
      { world: 'sandbox', code: 'W1', name: 'West' },
    ]);
  });

  it('is not learnt from half of it', async () => {
    await take(seen('E1', ' '), seen('', 'West', { orderId: '2' }), anOutcome({ orderId: '3' }));
    expect(await warehouses()).toEqual([]);
  });

  it('is the one that was said last, whichever comes last', async () => {
    await take(seen('E1', 'Old', { orderId: '1' }), seen('E1', 'New', { orderId: '2', at: at('12:00') }));
    await take(seen('E1', 'Older', { orderId: '3', at: at('10:00') }));
    expect((await warehouses()).map(({ name }) => name)).toEqual(['New']);
  });
});

it('comes to the same in one group as one by one', async () => {
  const all = [
    anOutcome(),
    anOutcome({ at: at('11:00'), cancelledInJoor: true }),
    anOutcome({ orderId: '2', lines: two }),
    anOutcome({ orderId: '2', at: at('10:45'), deliveredAt: at('10:30'), lines: two }),
    anOutcome({ at: at('10:50') }),
  ];
  await take(...all);
  const together = await lines();
  await own.clear();
  for (const outcome of all) await take(outcome);
  expect(await lines()).toEqual(together);
  expect(together).toEqual(['2 SKU-1 3 10:30', '2 SKU-2 1 10:30']);
});
