import { call, oauth2 } from '../../testing/http-call.js';
import { joorStage } from '../../testing/joor-stage.js';
import type { BulkAnswer } from '../../testing/v4-stage.js';
import { defaultKeys } from '../joor-world.js';

let stage: Awaited<ReturnType<typeof joorStage>>;
beforeEach(async () => {
  stage = await joorStage([
    { world: 'production', id: 'b' },
    { world: 'sandbox', id: 'a' },
  ]);
});
afterEach(() => stage.sandbox.close());

const post = (path: string, records: readonly object[]) => stage.v4<BulkAnswer>('POST', path, records);
const get = (path: string) => stage.v4<BulkAnswer>('GET', path);
const idOf = ({ json }: { json: BulkAnswer }): unknown => json.data[0]?.id;

const sku = (product_id: unknown, color: string, size: string, upc: string) => ({
  product_id,
  external_id: `SHT-1-${color}-${size}`,
  trait_values: [
    { trait_name: 'Color', value: color, external_id: color },
    { trait_name: 'Size', value: size, external_id: size },
  ],
  identifiers: [{ type: 'upc', value: upc }],
});

/** A whole style by the API, in JOOR's order: product, SKUs, prices, season, line sheet, picture, swatch. */
async function buildShirt() {
  const product = idOf(await post('products/bulk_create', [{ name: 'Shirt', external_id: 'SHT-1' }]));
  const skus = await post('skus/bulk_create', [
    sku(product, 'RED', 'S', '700000000001'),
    sku(product, 'RED', 'M', '700000000002'),
  ]);
  const skuIds = skus.json.data.map(({ id }) => String(id));
  const price = { price_type_id: '22', wholesale_value: '40.00' };
  await post(
    'prices/bulk_create',
    skuIds.map((sku_id) => ({ sku_id, ...price })),
  );
  const season = idOf(
    await post('seasons/bulk_create', [{ name: 'Summer', year: 2027, external_id: 'S27' }]),
  );
  await post('collections/bulk_create', [
    { name: 'Main', external_id: 'M', season_id: season, items: [{ product_id: product }] },
  ]);
  await post('assets/products', [
    { product: { id: product }, asset: { type: 'image', source_url: 'https://x.example/1.jpg' } },
  ]);
  await post('assets/sku_trait_values/', [
    {
      product: { id: product },
      sku_trait_value: { trait: { name: 'color' }, value: { external_id: 'RED' } },
      asset: { type: 'swatch', source_url: 'https://x.example/red.png' },
    },
  ]);
  return { product, skuIds };
}

describe('a style made by the API', () => {
  it('is read back in all its parts', async () => {
    const { product, skuIds } = await buildShirt();
    expect((await get('products?external_ids=SHT-1')).json.data).toMatchObject([
      { id: product, images: [{ url: 'https://x.example/1.jpg' }] },
    ]);
    expect((await get(`skus?product_ids=${product}`)).json.data.map(({ id }) => id)).toEqual(skuIds);
    expect((await get(`prices?sku_ids=${encodeURIComponent(skuIds.join(','))}`)).json.data).toHaveLength(2);
    expect((await get('seasons?external_ids=S27')).json.data).toMatchObject([{ year: 2027 }]);
    expect((await get('collections?external_ids=M')).json.data).toMatchObject([
      {
        season: { name: 'Summer' },
        items: [{ product_id: product, skus: skuIds.map((id) => ({ id })) }],
      },
    ]);
  });

  it('is a v2 style, and takes inventory by its UPC', async () => {
    await buildShirt();
    const answer = await stage.send([{ warehouse: 'West', inventory: 8, upc: '700000000001' }]);
    expect(answer.json).toMatchObject({ inventory_log: [{ sku: '700000000001', status: 'queued' }] });
    expect((await stage.v2('GET', 'style')).json).toMatchObject({
      styles: [
        {
          style_number: 'SHT-1',
          deliveries: [{ delivery_name: 'Main', delivery_code: 'M', season_name: 'Summer' }],
          prices: [{ price_wholesale: 40 }],
          skus: [{ upc: '700000000001', inventory_available: 8 }, { inventory_available: '' }],
        },
      ],
    });
  });

  it('is doubled by a client that is told nothing of the first, where JOOR does not refuse it', async () => {
    await buildShirt();
    const doubling = ['products', 'skus', 'prices', 'seasons', 'collections'];
    await stage.control('PUT', '/joor/production/a', { catalogue: { doubling, filenames: 'any' } });
    await buildShirt();
    expect((await stage.control('GET', '/joor/production/a/catalogue')).json).toMatchObject({
      products: { total: 2, doubled: 1, keys: ['SHT-1'] },
      skus: { total: 4, doubled: 2 },
      upcs: { total: 4, doubled: 2 },
      prices: { total: 4, doubled: 2 },
      seasons: { total: 2, doubled: 1 },
      collections: { total: 2, doubled: 1 },
      images: { total: 2, doubled: 1 },
      swatches: { total: 2, doubled: 1 },
    });
  });

  it('is there once though it is made again, as JOOR is by default', async () => {
    await buildShirt();
    const again = await post('products/bulk_create', [{ name: 'Shirt', external_id: 'SHT-1' }]);
    expect(again).toMatchObject({ status: 200, json: { data: [], errors: [{ status: 'DUPLICATED' }] } });
    const [product] = (await get('products')).json.data;
    const skus = await post('skus/bulk_create', [sku(product?.id, 'RED', 'S', '700000000001')]);
    expect(skus.json.errors).toMatchObject([
      { status: 'DUPLICATED', details: { sku_id: expect.any(String) } },
    ]);
    expect((await stage.control('GET', '/joor/production/a/catalogue')).json).toMatchObject({
      products: { total: 1 },
      skus: { total: 2 },
    });
  });

  it('is there though its answer was lost, and not where the call never came', async () => {
    await stage.control('PUT', '/faults/joor-production', { kind: 'lost-answer' });
    await expect(post('products/bulk_create', [{ name: 'X', external_id: 'X' }])).rejects.toThrow();
    await stage.control('PUT', '/faults/joor-production', { kind: 'error', status: 502 });
    await post('products/bulk_create', [{ name: 'Y', external_id: 'Y' }]);
    await stage.control('DELETE', '/faults/joor-production');
    expect((await get('products?external_ids=X,Y')).json).toMatchObject({
      data: [{ external_id: 'X' }],
      errors: [{ status: 'NOT_FOUND' }],
    });
  });
});

describe('lists', () => {
  it('has price types, traits and categories', async () => {
    expect((await get('price_types')).json.data[0]).toMatchObject({ id: '22', currency_code: 'USD' });
    expect((await get('traits')).json.data.slice(0, 2)).toMatchObject([{ name: 'Color' }, { name: 'Size' }]);
    expect((await get('categories')).json.data[0]).toEqual({
      id: '1',
      name: 'Dresses',
      department: 'Women',
      parent_name: 'Apparel',
    });
  });

  it('finds SKUs, line sheets and seasons by id, SKUs by external id', async () => {
    const { skuIds } = await buildShirt();
    const [id = ''] = skuIds;
    expect((await get(`skus?sku_ids=${encodeURIComponent(id)}`)).json.data).toMatchObject([{ id }]);
    expect((await get('skus?external_ids=SHT-1-RED-M')).json.data).toMatchObject([{ id: skuIds[1] }]);
    const [season] = (await get('seasons')).json.data;
    expect((await get(`seasons?season_ids=${season?.id}`)).json.data).toEqual([season]);
    const [sheet] = (await get('collections')).json.data;
    expect((await get(`collections?collection_ids=${sheet?.id}`)).json.data).toEqual([sheet]);
  });

  it('writes numeric ids as numbers when told so', async () => {
    await stage.control('PUT', '/joor/production/a', { catalogue: { numericIds: true } });
    const { product } = await buildShirt();
    expect(product).toEqual(expect.any(Number));
    expect((await get('collections')).json.data).toMatchObject([
      { id: expect.any(Number), items: [{ product_id: product }] },
    ]);
    expect((await get('categories')).json.data[0]?.id).toBe(1);
    expect((await get('skus')).json.data[0]?.id).toEqual(expect.any(String));
  });
});

describe('who is let in', () => {
  const url = (query: string) => `${stage.sandbox.urls.joorProduction}/v4/products${query}`;
  it.each([
    ['a static token', '?account=a', oauth2(defaultKeys('production', 'a').token), 401],
    ['no account', '', { authorization: 'Bearer bearer-production-a' }, 400],
    ['another account', '?account=b', { authorization: 'Bearer bearer-production-a' }, 401],
    ['a token of the other world', '?account=a', { authorization: 'Bearer bearer-sandbox-a' }, 401],
    ['the bare token', '?account=a', { authorization: 'bearer-production-a' }, 401],
  ])('not %s', async (_, query, headers, status) => {
    expect((await call(url(query), { headers })).status).toBe(status);
  });

  it('shows each account, and each world, its own', async () => {
    await buildShirt();
    expect((await stage.v4<BulkAnswer>('GET', 'products', undefined, 'b')).json.data).toEqual([]);
    expect((await stage.v4<BulkAnswer>('GET', 'products', undefined, 'a', 'sandbox')).json.data).toEqual([]);
  });
});

describe('what it costs', () => {
  it('is five credits a write and one a read, by route', async () => {
    await buildShirt();
    await get('products');
    expect((await stage.control('GET', '/joor/production/a/spending')).json).toMatchObject({
      requests: 8,
      credits: 36,
      byRoute: {
        'POST /v4/products/bulk_create': { credits: 5 },
        'POST /v4/assets/sku_trait_values': { credits: 5 },
        'GET /v4/products': { credits: 1 },
      },
      records: { skus: { accepted: 2, refused: 0 }, swatches: { accepted: 1, refused: 0 } },
    });
  });

  it('is paid for what is not there, too', async () => {
    expect((await stage.v4('GET', 'nothing')).status).toBe(404);
    expect((await stage.v4('POST', 'traits', [])).status).toBe(405);
    expect((await stage.v4('PUT', 'products/bulk_create', [])).status).toBe(405);
    expect((await stage.v4('GET', 'products/bulk_create')).status).toBe(405);
    expect((await stage.control('GET', '/joor/production/a/spending')).json).toMatchObject({ credits: 12 });
  });
});
