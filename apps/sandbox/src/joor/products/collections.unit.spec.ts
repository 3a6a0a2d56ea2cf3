import { DRESS, errorOf, NOW, v4Stage } from '../../testing/v4-stage.js';
import { loadStyles } from '../catalogue/load-styles.js';
import { createCollection, updateCollection } from './collections.js';
import { createSeason } from './seasons.js';

const SHIRT = {
  number: 'SHT-1',
  name: 'Bea Shirt',
  id: 140_002,
  colors: [{ name: 'Red', code: 'RED', variants: [{ size: 'S', upc: '600000000009' }] }],
};
const LINE_SHEET = { name: 'Main', external_id: 'M1', items: [{ product_id: DRESS.id }] };

/** An account with two styles, a season, and the dress on a line sheet. */
function stageWithSheet(settings = {}) {
  const stage = v4Stage(settings);
  loadStyles(stage.catalogue, [SHIRT], NOW);
  const create = (more: object) => stage.post('collections', createCollection, [{ ...LINE_SHEET, ...more }]);
  const update = (more: object) =>
    stage.post('collections', updateCollection, [{ id: sheet()?.id, name: 'Main', ...more }]);
  const sheet = () => stage.catalogue.collections.find('M1');
  const season = stage.post('seasons', createSeason, [{ name: 'Summer', year: 2027 }]).data[0];
  create({});
  const onSheet = () => sheet()?.entries.map(({ productId }) => productId);
  return { ...stage, create, update, sheet, season, onSheet };
}

describe('createCollection', () => {
  it('keeps a line sheet and answers as JOOR does', () => {
    const { create, season, skuId } = stageWithSheet();
    const delivery = { start_ship_date: '2027-01-31', complete_ship_date: '2027-02-28' };
    const answer = create({
      external_id: 'M2',
      season_id: season?.id,
      delivery: { ...delivery, cancel_date: '2027-03-01', minimum_shipping_window: 5 },
      items: [{ product_id: DRESS.id, order_number: 2, sku_ids: [skuId('DRS-1-BLK-S')] }],
    });
    expect(answer.data).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        name: 'Main',
        external_id: 'M2',
        delivery: { ...delivery, cancel_date: '2027-03-01', minimum_shipping_window: 5 },
        season,
        visibility: 'OWNER',
        archived: false,
        is_custom: false,
        made_to_order: false,
        items: [
          {
            product_id: '140001',
            order_number: 2,
            skus: [{ id: skuId('DRS-1-BLK-S'), delivery: expect.objectContaining(delivery) }],
          },
        ],
      },
    ]);
  });

  it('is immediate without dates, and has every SKU of a style that names none', () => {
    const { create } = stageWithSheet();
    const [collection] = create({ external_id: 'M2', delivery: {} }).data;
    expect(collection?.delivery).toBeNull();
    expect(collection?.items).toMatchObject([{ order_number: 1, skus: Array(4).fill(expect.anything()) }]);
  });

  it.each([
    [{ name: undefined }, 'name is required'],
    [{ external_id: undefined }, 'external_id is required'],
    [{ name: 'x'.repeat(101) }, 'longer than 100'],
    [{ season_id: '9' }, 'NOT_FOUND Season 9 not found'],
    [{ items: [{ product_id: '9' }] }, 'NOT_FOUND Product 9 not found'],
    [{ items: [{ product_id: SHIRT.id, sku_ids: ['zz'] }] }, 'NOT_FOUND SKU zz of product 140002 not found'],
    [{ items: [{ product_id: SHIRT.id }, { product_id: '140002' }] }, 'names product 140002 twice'],
    [{ items: [{ order_number: 1 }] }, 'items.product_id is required'],
    [{ items: [{ product_id: SHIRT.id, sku: 1 }] }, 'Unknown field: items.sku'],
    [{ delivery: { start_ship_date: '2027-1-5' } }, 'delivery.start_ship_date must be YYYY-MM-DD'],
    [{ delivery: { cancel_date: '2027-02-30' } }, 'delivery.cancel_date must be YYYY-MM-DD'],
    [
      { delivery: { start_ship_date: '2027-02-01', complete_ship_date: '2027-02-01' } },
      'Shipping date must be before completed date',
    ],
    [
      { delivery: { complete_ship_date: '2027-02-02', cancel_date: '2027-02-01' } },
      'Completed date must not be after cancel date',
    ],
    [{ delivery: { ship_date: 'x' } }, 'Unknown field: delivery.ship_date'],
    [{ ignores_inventory: true }, 'Unknown field: ignores_inventory'],
  ])('refuses %j', (more, message) => {
    const { create, catalogue } = stageWithSheet();
    expect(errorOf(create({ external_id: 'M2', ...more }))).toContain(message);
    expect(catalogue.collections.size).toBe(1);
  });

  it('refuses a SKU of another style', () => {
    const { create, skuId } = stageWithSheet();
    const items = [{ product_id: SHIRT.id, sku_ids: [skuId('DRS-1-BLK-S')] }];
    expect(errorOf(create({ external_id: 'M2', items }))).toContain('of product 140002 not found');
  });

  it('answers DUPLICATED for an external id that is there', () => {
    const { create, sheet } = stageWithSheet();
    expect(create({}).errors).toMatchObject([
      { status: 'DUPLICATED', details: { name: 'Main', externalId: 'M1' } },
    ]);
    const named = stageWithSheet({ duplicateIds: 'always' });
    expect(named.create({}).errors?.[0]?.details).toMatchObject({ collection_id: named.sheet()?.id });
    expect(sheet()?.entries).toHaveLength(1);
  });
});

describe('updateCollection', () => {
  it('needs id and name', () => {
    const { update, post } = stageWithSheet();
    expect(errorOf(update({ name: undefined }))).toContain('name is required');
    expect(errorOf(post('collections', updateCollection, [{ name: 'x' }]))).toContain('id is required');
    expect(errorOf(update({ id: '1' }))).toBe('NOT_FOUND Collection 1 not found');
  });

  it('changes what is given and keeps the rest', () => {
    const { update, season, onSheet } = stageWithSheet();
    const answer = update({ name: 'Renamed', season_id: season?.id });
    expect(answer.data).toMatchObject([{ name: 'Renamed', external_id: 'M1', season }]);
    expect(onSheet()).toEqual(['140001']);
  });

  it('replaces the entries by those given', () => {
    const { update, onSheet } = stageWithSheet();
    update({ items: [{ product_id: SHIRT.id }] });
    expect(onSheet()).toEqual(['140002']);
    update({ items: [] });
    expect(onSheet()).toEqual([]);
  });

  it('adds them to those that are there, when told so', () => {
    const { update, onSheet, sheet } = stageWithSheet({ collectionItems: 'merge' });
    update({ items: [{ product_id: SHIRT.id }, { product_id: DRESS.id, order_number: 9 }] });
    expect(onSheet()).toEqual(['140001', '140002']);
    expect(sheet()?.entries[0]?.orderNumber).toBe(9);
  });

  it('leaves an entry that a person made that person’s, whatever is said of it', () => {
    const { update, catalogue, sheet } = stageWithSheet();
    const collection = sheet();
    const entries = collection?.entries.map((entry) => ({ ...entry, byHand: true }));
    if (collection && entries) catalogue.collections.change(collection, { entries });
    update({ items: [{ product_id: DRESS.id, order_number: 3 }, { product_id: SHIRT.id }] });
    expect(sheet()?.entries.map(({ byHand }) => byHand)).toEqual([true, false]);
  });

  it('keeps nothing of a record that is refused', () => {
    const { update, onSheet, sheet } = stageWithSheet();
    update({ name: 'New', items: [{ product_id: SHIRT.id }, { product_id: '9' }] });
    expect([sheet()?.name, onSheet()]).toEqual(['Main', ['140001']]);
  });
});
