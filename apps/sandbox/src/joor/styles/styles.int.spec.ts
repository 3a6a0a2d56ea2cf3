import { joorStage } from '../../testing/joor-stage.js';
import { ALL_QUIRKS, NO_QUIRKS } from '../quirks.js';

interface Page {
  readonly response: Record<string, unknown>;
  readonly styles: readonly {
    readonly style_id: number;
    readonly style_number: string;
    readonly skus: readonly { readonly upc: string; readonly inventory_available: unknown }[];
  }[];
}
interface Orders {
  readonly orders: readonly {
    readonly line_items: readonly { readonly item_upc: string; readonly item_style_id: number }[];
  }[];
}

let stage: Awaited<ReturnType<typeof joorStage>>;
beforeEach(async () => {
  stage = await joorStage([{ world: 'production', id: 'shop', catalogue: 'brand', backlog: 20 }]);
});
afterEach(() => stage.sandbox.close());

const get = (path: string, id = 'shop') => stage.v2<Page>('GET', path, undefined, id);
const numbersOf = ({ json }: { json: Page }) => json.styles.map(({ style_number }) => style_number);

describe('GET /v2/style', () => {
  it('pages through the catalogue, each style once', async () => {
    const numbers: string[] = [];
    for (let from = 0; from < 24; from += 7)
      numbers.push(...numbersOf(await get(`style?start_from=${from}&count=7`)));
    expect(new Set(numbers).size).toBe(24);
    expect(numbers).toHaveLength(24);
  });

  it('answers the envelope: total, start, next start', async () => {
    expect((await get('style/?count=10')).json.response).toMatchObject({
      code: 0,
      start_from: 0,
      next_start: 10,
      count: 24,
    });
    expect((await get('style?start_from=20')).json.response.next_start).toBe('');
    expect((await get('style', 'a')).json).toMatchObject({ response: { count: 0 }, styles: [] });
  });

  it('has the quirks of orders', async () => {
    stage.sandbox.joor.production.setQuirks(ALL_QUIRKS);
    expect((await get('style', 'a')).json.styles).toBe('');
    const { response, styles } = (await get('style?start_from=20')).json;
    expect(response.next_start).toBe(70);
    expect(styles[0]).toHaveProperty('retailer_score');
    stage.sandbox.joor.production.setQuirks({ ...NO_QUIRKS, numbers: 'text' });
    expect((await get('style?count=1')).json.styles[0]?.style_id).toEqual(expect.any(String));
  });

  it('has the UPCs and style ids of the lines of the account’s orders', async () => {
    const orders = await stage.v2<Orders>('GET', 'order/?sync=0&order_type=8', undefined, 'shop');
    const { styles } = (await get('style')).json;
    const known = new Map(styles.flatMap((style) => style.skus.map(({ upc }) => [upc, style.style_id])));
    const lines = orders.json.orders.flatMap(({ line_items }) => line_items);
    expect(lines.length).toBeGreaterThan(50);
    for (const { item_upc, item_style_id } of lines) expect(known.get(item_upc)).toBe(item_style_id);
  });

  it('shows the inventory that was written, in either shape', async () => {
    const before = (await get('style?count=1')).json.styles[0]?.skus[0];
    expect(before?.inventory_available).toBe('');
    const items = [{ warehouse: 'East', inventory: 5, upc: before?.upc }];
    await stage.v2('POST', 'bulk-inventory', { inventory_items: items }, 'shop');
    expect((await get('style?count=1')).json.styles[0]?.skus[0]?.inventory_available).toBe(5);
    await stage.control('PUT', '/joor/production/shop', { inventory: { shape: 'list' } });
    expect((await get('style?count=1')).json.styles[0]?.skus[0]?.inventory_available).toEqual([
      { warehouse: 'East', inventory: 5, inventory_date: '' },
    ]);
  });

  it('takes windows on the modified and on the created date', async () => {
    const [id] = (await get('style?count=1')).json.styles.map(({ style_id }) => style_id);
    await stage.control('POST', '/joor/production/shop/catalogue', {
      from: 'styles',
      styles: [{ number: 'NEW-1' }],
    });
    const made = (await get('style?start_from=24')).json.styles[0] as unknown as { date_created: string };
    await stage.v4('POST', 'products/bulk_update', [{ id, description: 'new' }], 'shop');
    const windowOf = (name: string) =>
      `style?${name}_start=${made.date_created}&${name}_end=${new Date(Date.now() + 60_000).toISOString()}`;
    expect(new Set(numbersOf(await get(windowOf('date'))))).toEqual(
      new Set(['NEW-1', numbersOf(await get('style?count=1'))[0]]),
    );
    expect(numbersOf(await get(windowOf('date_created')))).toEqual(['NEW-1']);
    expect((await get(`style?date_start=${made.date_created}`)).status).toBe(400);
  });

  it('shows one style by its id', async () => {
    const [style] = (await get('style?count=1')).json.styles;
    expect((await get(`style/${style?.style_id}`)).json.styles).toEqual([style]);
    expect(await get('style/1')).toMatchObject({ status: 404, json: { response: { code: 2 }, styles: [] } });
    stage.sandbox.joor.production.setQuirks({ ...NO_QUIRKS, errorStatus: 200 });
    expect((await get('style/1')).status).toBe(200);
  });

  it('costs one credit a page, and is not written', async () => {
    await get('style');
    expect((await stage.v2('POST', 'style', {}, 'shop')).status).toBe(405);
    expect((await stage.control('GET', '/joor/production/shop/spending')).json).toMatchObject({
      byRoute: { 'GET /v2/style': { credits: 1 }, 'POST /v2/style': { credits: 5 } },
    });
    expect(stage.sandbox.requests.of('joor-production').byRoute).toEqual({
      'GET /v2/style': 1,
      'POST /v2/style': 1,
    });
  });
});
