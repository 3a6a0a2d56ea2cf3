import { type InventoryReport, joorStage } from '../testing/joor-stage.js';
import { DRESS } from '../testing/v4-stage.js';

let stage: Awaited<ReturnType<typeof joorStage>>;
beforeEach(async () => {
  stage = await joorStage();
});
afterEach(() => stage.sandbox.close());

const CATALOGUE = '/joor/production/a/catalogue';
const post = (body: unknown, path = '') => stage.control<Report>('POST', `${CATALOGUE}${path}`, body);
const report = async () => (await stage.control<Report>('GET', CATALOGUE)).json;

interface Report {
  readonly products: { readonly total: number };
  readonly skus: { readonly total: number };
  readonly byHand: { readonly entries: number; readonly images: number };
}

describe('a catalogue', () => {
  it('is filled with the brand of the account’s orders, once', async () => {
    expect((await post({ from: 'brand' })).json.products).toEqual({ total: 24, doubled: 0, keys: [] });
    const { skus } = (await post({ from: 'brand' })).json;
    expect(skus).toMatchObject({ doubled: 0 });
    expect(skus.total).toBeGreaterThan(200);
  });

  it('is filled with styles of one’s own, beside those that are there', async () => {
    const { json } = await post({ from: 'styles', styles: [DRESS] });
    expect(json).toMatchObject({ products: { total: 1 }, skus: { total: 4 }, prices: { total: 4 } });
    expect((await post({ from: 'brand' })).json.products.total).toBe(25);
  });

  it('is shown style by style', async () => {
    await post({ from: 'styles', styles: [DRESS] });
    const { json } = await stage.control<{ styles: unknown[] }>('GET', `${CATALOGUE}/styles`);
    expect(json.styles).toMatchObject([{ name: 'Alma Dress' }]);
  });

  it('is emptied', async () => {
    await post({ from: 'brand' });
    expect((await post({ from: 'none' })).json).toMatchObject({ products: { total: 0 }, skus: { total: 0 } });
  });

  it.each([
    [{ from: 'moon' }, 'one of brand, none, styles'],
    [{ from: 'styles', styles: [{ colours: [] }] }, 'unknown colours'],
    [{ from: 'styles', styles: [{ colors: [{ name: 1 }] }] }, 'name must be text'],
    [{ from: 'styles', styles: [{ colors: [{ variants: [{ upc: 7 }] }] }] }, 'upc must be text'],
    [{ form: 'brand' }, 'unknown form'],
  ])('is not filled by %j', async (body, message) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining(message) },
    });
    expect((await report()).products.total).toBe(0);
  });

  it('is another in each account and world', async () => {
    await post({ from: 'brand' });
    for (const path of ['/joor/production/b/catalogue', '/joor/sandbox/a/catalogue'])
      expect((await stage.control('GET', path)).json).toMatchObject({ products: { total: 0 } });
  });
});

describe('what a person does in JOOR', () => {
  beforeEach(() => post({ from: 'styles', styles: [DRESS] }));
  const byHand = (body: unknown) => post(body, '/by-hand');

  it('puts a style on a line sheet, which is made where there is none', async () => {
    expect((await byHand({ collection: 'Showroom', products: ['DRS-1'] })).json.byHand.entries).toBe(1);
    expect((await byHand({ collection: 'Showroom', products: ['DRS-1'] })).json.byHand.entries).toBe(1);
    expect((await stage.v4('GET', 'collections')).json).toMatchObject({
      data: [{ name: 'Showroom', external_id: null, items: [{ product_id: '140001', order_number: 1 }] }],
    });
  });

  it('puts a style on a line sheet that the API has made', async () => {
    await stage.v4('POST', 'collections/bulk_create', [{ name: 'Main', external_id: 'M' }]);
    await byHand({ collection: 'M', products: ['DRS-1'] });
    expect((await stage.v4('GET', 'collections')).json).toMatchObject({ data: [{ items: [{}] }] });
  });

  it('is gone when an update that does not name it replaces the entries', async () => {
    const { json } = await stage.v4<{ data: { id: string }[] }>('POST', 'collections/bulk_create', [
      { name: 'Main', external_id: 'M' },
    ]);
    await byHand({ collection: 'M', products: ['DRS-1'] });
    const update = (items: object[]) =>
      stage.v4('POST', 'collections/bulk_update', [{ id: json.data[0]?.id, name: 'Main', items }]);
    await update([{ product_id: DRESS.id }]);
    expect((await report()).byHand.entries).toBe(1);
    await update([]);
    expect((await report()).byHand.entries).toBe(0);
  });

  it('adds a picture, which stays unless all are replaced', async () => {
    await byHand({ image: 'https://x.example/hand.jpg', products: ['DRS-1'] });
    const picture = {
      product: { id: DRESS.id },
      asset: { type: 'image', source_url: 'https://x.example/1.jpg' },
    };
    await stage.v4('POST', 'assets/products', [picture]);
    expect((await report()).byHand.images).toBe(1);
    const again = { ...picture, asset: { ...picture.asset, filename: '2.jpg' } };
    await stage.v4('POST', 'assets/products?replace_all=true', [again]);
    expect((await report()).byHand.images).toBe(0);
  });

  it('needs a style that is there', async () => {
    expect(await byHand({ collection: 'Main', products: ['NONE'] })).toMatchObject({
      status: 400,
      json: { message: 'account a has no style NONE' },
    });
  });
});

describe('lists of an account', () => {
  it('are replaced: price types and categories', async () => {
    const put = await stage.control('PUT', `${CATALOGUE}/lists`, {
      priceTypes: [{ id: '7', name: 'Euro Wholesale', currency_code: 'EUR' }],
      categories: [{ id: '9', name: 'Kilts', department: 'Men', parent_name: 'Apparel' }],
    });
    expect(put.status).toBe(200);
    expect((await stage.v4('GET', 'price_types')).json).toEqual({
      data: [{ id: '7', name: 'Euro Wholesale', currency_code: 'EUR', retail_currency_code: 'EUR' }],
    });
    expect((await stage.v4('GET', 'categories')).json).toMatchObject({ data: [{ name: 'Kilts' }] });
  });

  it('stay where they are not named', async () => {
    await stage.control('PUT', `${CATALOGUE}/lists`, { categories: [] });
    expect((await stage.v4<{ data: unknown[] }>('GET', 'price_types')).json.data).toHaveLength(4);
  });
});

describe('the habits of an account', () => {
  it('are shown, and changed by name', async () => {
    const put = (body: unknown) => stage.control('PUT', '/joor/production/a', body);
    await put({ inventory: { itemLimit: 1 }, catalogue: { refuseShare: 1 } });
    await put({ inventory: { warehouses: ['Main'] } });
    expect((await stage.control('GET', '/joor/production/a')).json).toMatchObject({
      id: 'a',
      inventory: { itemLimit: 1, warehouses: ['Main'] },
      catalogue: { refuseShare: 1 },
    });
    expect(await put({ inventory: { limit: 1 } })).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining('unknown limit') },
    });
    expect((await stage.control('GET', '/joor/production/nobody')).status).toBe(400);
  });
});

describe('the inventory of an account', () => {
  const UPC = '600000000001';
  const inventory = async (query = '') =>
    (await stage.control<InventoryReport>('GET', `/joor/production/a/inventory${query}`)).json;
  beforeEach(async () => {
    await post({ from: 'styles', styles: [DRESS] });
    await stage.send([
      { warehouse: 'East', inventory: 5, upc: UPC },
      { warehouse: 'West', inventory: 2, upc: UPC },
      { warehouse: 'East', inventory: 9, upc: UPC, inventory_date: '2027-03-01' },
      { warehouse: 'East', inventory: 1, upc: '600000000002' },
    ]);
  });

  it('is totalled and listed', async () => {
    const all = await inventory();
    expect(all).toMatchObject({ total: 4, found: 4, writes: 4, overtaken: 0, units: 8 });
    expect(all.rows[2]).toEqual({
      sku: UPC,
      warehouse: 'East',
      on: '2027-03-01',
      quantity: 9,
      madeToOrder: false,
      writes: 1,
    });
    expect((await inventory('?limit=1')).rows).toHaveLength(1);
  });

  it('is shown with its history for one SKU', async () => {
    await stage.send([{ warehouse: 'East', inventory: 4, upc: UPC }]);
    const { rows } = await inventory(`?sku=${UPC}&warehouse=East`);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.history).toEqual([
      { at: expect.any(String), askedAt: expect.any(String), quantity: 5, cause: 'update' },
      { at: expect.any(String), askedAt: expect.any(String), quantity: 4, cause: 'update' },
    ]);
  });

  it('is found by style, colour and size, and under the name of what is in no catalogue', async () => {
    await stage.control('PUT', '/joor/production/a', { inventory: { unknownItem: 'keep' } });
    const styles = [{ number: 'X', colors: [{ code: 'R', variants: [{ size: 'OS' }] }] }];
    await post({ from: 'styles', styles });
    const style = { style_number: 'X', style_identifier: 'X', color_code: 'R', size: 'OS' };
    await stage.send([
      { warehouse: 'East', inventory: 3, ...style },
      { warehouse: 'East', inventory: 4, upc: '9' },
    ]);
    expect((await inventory('?sku=X-R-OS')).rows).toMatchObject([{ sku: 'X-R-OS', quantity: 3 }]);
    expect((await inventory('?sku=9')).rows).toMatchObject([{ sku: '9', quantity: 4 }]);
    expect((await inventory('?sku=none')).rows).toEqual([]);
  });

  it('is forgotten when deleted, and stays when the sandbox is reset', async () => {
    await stage.control('POST', '/reset');
    expect((await inventory()).total).toBe(4);
    expect((await stage.control('GET', '/joor/production/a/spending')).json).toMatchObject({ requests: 0 });
    await stage.control('DELETE', '/joor/production/a/inventory');
    expect(await inventory()).toMatchObject({ total: 0, writes: 0 });
  });
});
