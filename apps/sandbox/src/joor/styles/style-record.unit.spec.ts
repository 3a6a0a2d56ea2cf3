import { DRESS, NOW, v4Stage } from '../../testing/v4-stage.js';
import { styleRecord } from './style-record.js';

const at = { at: NOW, askedAt: NOW };
function stage(shape: 'number' | 'list' = 'number') {
  const { account, catalogue, skuId } = v4Stage();
  account.inventorySettings = { ...account.inventorySettings, shape };
  const write = (name: string, quantity: number, more = {}) =>
    account.stock.write(
      { item: skuId(name), warehouse: 'East', on: null, quantity, madeToOrder: false, ...more },
      at,
    );
  const record = () => {
    const product = catalogue.products.get(String(DRESS.id));
    if (!product) throw new Error('no dress');
    return styleRecord(account, product);
  };
  const inventory = () => record().skus.map(({ inventory_available }) => inventory_available);
  return { account, catalogue, write, record, inventory };
}

describe('styleRecord', () => {
  it('shows a style as v2 does', () => {
    expect(stage().record()).toMatchObject({
      style_id: 140_001,
      style_name: 'Alma Dress',
      style_number: 'DRS-1',
      style_identifier: 'DRS-1',
      made_to_order: false,
      date_modified: '2026-11-26T12:00:00.000Z',
      prices: [{ price_label: 'US Dollar', price_currency: 'USD', price_wholesale: 50, price_retail: 110.9 }],
      sizes: [
        { size_name: 'S', size_code: 'S' },
        { size_name: 'M', size_code: 'M' },
      ],
      colors: [
        { color_name: 'Black', color_code: 'BLK' },
        { color_name: 'Navy', color_code: 'NVY' },
      ],
      deliveries: [],
    });
  });

  it('shows each SKU with its UPC and what is there now, or nothing', () => {
    const { write, record } = stage();
    write('DRS-1-BLK-S', 5);
    write('DRS-1-BLK-S', 2, { warehouse: 'West' });
    write('DRS-1-BLK-S', 90, { on: '2027-03-01' });
    write('DRS-1-NVY-M', 0);
    expect(record().skus).toEqual([
      { sku_color_code: 'BLK', sku_size: 'S', upc: '600000000001', inventory_available: 7 },
      { sku_color_code: 'BLK', sku_size: 'M', upc: '600000000002', inventory_available: '' },
      { sku_color_code: 'NVY', sku_size: 'S', upc: '600000000003', inventory_available: '' },
      { sku_color_code: 'NVY', sku_size: 'M', upc: '600000000004', inventory_available: 0 },
    ]);
  });

  it('lists inventory by warehouse and date when told so', () => {
    const { write, inventory } = stage('list');
    write('DRS-1-BLK-S', 5);
    write('DRS-1-BLK-S', 90, { on: '2027-03-01' });
    expect(inventory()).toEqual([
      [
        { warehouse: 'East', inventory: 5, inventory_date: '' },
        { warehouse: 'East', inventory: 90, inventory_date: '2027-03-01' },
      ],
      [],
      [],
      [],
    ]);
  });

  it('is made to order when every SKU is', () => {
    const { write, record } = stage();
    const names = ['DRS-1-BLK-S', 'DRS-1-BLK-M', 'DRS-1-NVY-S', 'DRS-1-NVY-M'];
    for (const name of names) write(name, 0, { madeToOrder: true });
    expect(record().made_to_order).toBe(true);
    write('DRS-1-NVY-M', 1);
    expect(record().made_to_order).toBe(false);
  });

  it('shows the line sheets that the style is on', () => {
    const { catalogue, record } = stage();
    catalogue.seasons.add({ id: '1', externalId: 'S', name: 'Summer', year: 2027 });
    const sheet = { externalId: 'M1', seasonId: '1', delivery: null };
    const entry = { productId: String(DRESS.id), orderNumber: 1, skuIds: null, byHand: false };
    catalogue.collections.add({ ...sheet, id: '2', name: 'Main', entries: [entry] });
    catalogue.collections.add({ ...sheet, id: '3', name: 'Empty', externalId: null, entries: [] });
    expect(record().deliveries).toEqual([
      { delivery_name: 'Main', delivery_code: 'M1', season_name: 'Summer', season_year: 2027 },
    ]);
  });
});
