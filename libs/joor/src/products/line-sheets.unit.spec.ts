import { type Answer, END, scriptedLink } from '../client/testing/scripted-link.js';
import { JoorProducts } from './joor-products.js';

function rig(...script: Answer[]) {
  const { link, asked } = scriptedLink(script);
  return { ...new JoorProducts(link), asked };
}

describe('seasons', () => {
  const season = { id: '4', name: 'Summer', year: 2022, external_id: '2342411' };
  const held = { id: '4', name: 'Summer', year: 2022, externalId: '2342411' };

  test('are read, made and changed', async () => {
    const { seasons, asked } = rig({ data: [season] }, END, { data: [season] }, { data: [season] });
    await expect(seasons.all()).resolves.toEqual([held]);
    await expect(seasons.create([{ name: 'Summer', year: 2022, externalId: '2342411' }])).resolves.toEqual([
      { kind: 'written', value: held },
    ]);
    await expect(seasons.update([{ id: '4', name: 'Summer', year: 2022 }])).resolves.toEqual([
      { kind: 'written', value: held },
    ]);
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ['/v4/seasons', null],
      ['/v4/seasons', null],
      ['/v4/seasons/bulk_create', [{ name: 'Summer', year: 2022, external_id: '2342411' }]],
      ['/v4/seasons/bulk_update', [{ id: '4', name: 'Summer', year: 2022 }]],
    ]);
  });

  test('an error echoes the external id as code', async () => {
    const details = { code: 'S3', name: 'Summer', year: 2021 };
    const error = { status: 'VALIDATION_ERROR', message: 'Invalid Year', details };
    const wanted = ['S2', 'S3'].map((externalId) => ({ name: 'Summer', year: 2021, externalId }));
    await expect(rig({ data: [], errors: [error] }).seasons.create(wanted)).resolves.toEqual([
      { kind: 'unnamed' },
      { kind: 'refused', reason: 'Invalid Year' },
    ]);
  });

  test('name and year are enough where they are one of their kind', async () => {
    const details = { name: 'Summer', year: '2022', season_id: 4 };
    const wanted = [2021, 2022].map((year) => ({ name: 'Summer', year }));
    await expect(
      rig({ errors: [{ status: 'DUPLICATED', details }] }).seasons.create(wanted),
    ).resolves.toEqual([{ kind: 'unnamed' }, { kind: 'duplicate', id: '4' }]);
  });
});

describe('collections', () => {
  /** As JOOR's reference shows it, its date that is none included. */
  const collection = {
    id: '1',
    name: 'Collection One',
    external_id: '31431',
    delivery: { start_ship_date: '2021-121-31', complete_ship_date: '2022-1-12', minimum_shipping_window: 5 },
    season: { id: '4', name: 'Summmer', year: 2022, external_id: '2342411' },
    visibility: 'OWNER',
    archived: false,
    is_custom: true,
    made_to_order: true,
    items: [{ product_id: '25', order_number: 2, skus: [{ id: 'Eds##2dfg', delivery: {} }] }],
  };
  const held = {
    id: '1',
    name: 'Collection One',
    externalId: '31431',
    seasonId: '4',
    archived: false,
    items: [{ productId: '25', orderNumber: 2, skuIds: ['Eds##2dfg'] }],
  };

  test('are read with their styles', async () => {
    await expect(rig({ data: [collection] }, END).collections.all()).resolves.toEqual([held]);
  });

  test('may have no season and no styles', async () => {
    const bare = { id: 2, name: 'Bare', season: null, items: '', archived: 'true' };
    await expect(rig({ data: [bare] }, END).collections.all()).resolves.toEqual([
      { id: '2', name: 'Bare', externalId: '', seasonId: null, archived: true, items: [] },
    ]);
  });

  test('are made and changed', async () => {
    const { collections, asked } = rig({ data: [collection] }, { data: [collection] });
    await collections.create([
      {
        name: 'Collection One',
        externalId: '31431',
        seasonId: '4',
        delivery: { shipStart: '2026-12-31', shipComplete: '2027-01-12', cancel: '2027-02-01' },
        items: [{ productId: '25', orderNumber: 2, skuIds: ['Eds##2dfg'] }, { productId: '26' }],
      },
    ]);
    await collections.update([{ id: '1', name: 'Collection One', items: [] }]);
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      [
        '/v4/collections/bulk_create',
        [
          {
            name: 'Collection One',
            external_id: '31431',
            season_id: '4',
            delivery: {
              start_ship_date: '2026-12-31',
              complete_ship_date: '2027-01-12',
              cancel_date: '2027-02-01',
            },
            items: [{ product_id: '25', order_number: 2, sku_ids: ['Eds##2dfg'] }, { product_id: '26' }],
          },
        ],
      ],
      ['/v4/collections/bulk_update', [{ id: '1', name: 'Collection One', items: [] }]],
    ]);
  });

  test('one in data and in errors, as in the reference, is refused', async () => {
    const error = {
      status: 'VALIDATION_ERROR',
      message: 'Shipping date must be before completed date',
      details: { name: 'Collection One', externalId: '31431', seasonId: '4', ignores_inventory: false },
    };
    const wanted = [{ name: 'Collection One', externalId: '31431' }];
    const answers = await rig({ data: [collection], errors: [error] }).collections.create(wanted);
    expect(answers).toEqual([{ kind: 'refused', reason: 'Shipping date must be before completed date' }]);
  });

  test('a duplicate names the one that is there', async () => {
    const details = { externalId: 'B', name: 'Two', collection_id: 12 };
    const wanted = ['A', 'B'].map((externalId) => ({ name: 'Two', externalId }));
    await expect(
      rig({ errors: [{ status: 'DUPLICATED', details }] }).collections.create(wanted),
    ).resolves.toEqual([{ kind: 'unnamed' }, { kind: 'duplicate', id: '12' }]);
  });
});
