import { EffectLedger } from '../effects/effect-ledger.js';
import { makeBrand } from '../generator/brand.js';
import type { SkubanaSettings } from './skubana-settings.js';
import { SkubanaWorld } from './skubana-world.js';

type Row = Record<string, unknown>;

function skubana(settings: Partial<SkubanaSettings> = {}, now: () => number = Date.now) {
  const world = new SkubanaWorld('production', new EffectLedger(), makeBrand, now);
  world.settings = { ...world.settings, ...settings };
  const send = (method: string, place: string, body: unknown = undefined) => {
    const [path = '', query = ''] = place.split('?');
    const headers = { authorization: 'Bearer skubana-production-token' };
    const call = { method, path, query: new URLSearchParams(query), headers };
    return world.handle({ ...call, body: body === undefined ? '' : JSON.stringify(body) });
  };
  const rows = (place: string): Row[] => JSON.parse(send('GET', place).body);
  return { world, send, rows, status: (place: string) => send('GET', place).status };
}
const level = (sku: string, warehouse: string, available: number, more: Row = {}) => ({
  sku,
  warehouse,
  available,
  ...more,
});
const none = { amount: 0, currency: 'USD' };
const order = (quantityOrdered: number) => ({
  salesChannelId: 7,
  orderNumber: 'JOOR-1',
  shipName: 'R',
  shipAddress1: '1',
  shipCity: 'P',
  shipCountry: 'USA',
  insuranceCost: none,
  insuredValue: none,
  orderItems: [{ listingSku: 'A', quantityOrdered }],
});

describe('stock', () => {
  const stocked = (settings: Partial<SkubanaSettings> = {}) => {
    const made = skubana(settings);
    made.world.goods.stock.replace([
      level('A', 'East', 5, { locked: 2, upc: '0123' }),
      level('B', 'East', 1),
      level('A', 'West', 9),
    ]);
    return made;
  };

  it('lies in warehouses, of which some can be inactive', () => {
    expect(stocked({ inactiveWarehouses: ['West'] }).rows('/v1/warehouses')).toMatchObject([
      { warehouseId: 4001, name: 'East', active: true },
      { warehouseId: 4002, name: 'West', active: false },
    ]);
  });

  it('is shown as totals of one warehouse, or of all', () => {
    const { rows } = stocked();
    expect(rows('/v1/productstocks/total?warehouseId=4001')).toMatchObject([
      { product: { masterSku: 'A', upc: '0123' }, onHandQuantity: 5, lockedQuantity: 2 },
      { product: { masterSku: 'B' }, onHandQuantity: 1, lockedQuantity: 0 },
    ]);
    expect(rows('/v1/productstocks/total')).toHaveLength(3);
    expect(rows('/v1/productstocks/total?warehouseId=9999')).toEqual([]);
  });

  it('is shown as bins, each with the totals of its warehouse', () => {
    const bins = stocked().rows('/v1/inventory?warehouseId=4001');
    expect(bins.map((bin) => Reflect.get(bin.product as object, 'masterSku'))).toEqual(['A', 'A', 'B']);
    expect(
      bins.map(({ warehouseStockTotals }) =>
        Reflect.get(warehouseStockTotals as object, 'availableQuantity'),
      ),
    ).toEqual([5, 5, 1]);
    expect(new Set(bins.map(({ productStockId }) => productStockId)).size).toBe(3);
  });

  it('goes out with orders and comes back with cancellations, once', () => {
    const { world, send } = stocked();
    const left = () => world.goods.stock.of('A').map(({ available }) => available);
    send('PUT', '/v1/order', order(7));
    expect(left()).toEqual([0, 7]);
    send('POST', '/v1/orders/cancel?orderNumber=JOOR-1&salesChannelId=7');
    send('POST', '/v1/orders/cancel?orderNumber=JOOR-1&salesChannelId=7');
    expect(left()).toEqual([7, 7]);
  });

  it('changes by itself when told so', () => {
    const { world } = stocked({ stockChangesPerHour: 3_600 });
    const before = JSON.stringify(world.goods.stock.all());
    world.tick(0);
    world.tick(30_000);
    expect(JSON.stringify(world.goods.stock.all())).not.toBe(before);
  });
});

describe('products', () => {
  const style = {
    styleNumber: 'DRS-1',
    name: 'Alma',
    modifiedAt: '2026-02-01T10:00:00.500Z',
    supplierCode: 'SUP',
  };
  const sold = () => {
    const made = skubana();
    made.world.goods.styles.replace([
      {
        ...style,
        season: 'Spring',
        prices: [{ currency: 'USD', wholesale: '98.00', retail: '215.60' }],
        images: [{ url: 'a.jpg', colorCode: 'BLK' }, { url: 'b.jpg' }],
        variants: [{ sku: 'DRS-1-S', upc: '0123', colorName: 'Black', colorCode: 'BLK', sizeName: 'S' }],
      },
      { styleNumber: 'OLD', modifiedAt: '2026-01-01T00:00:00Z', variants: [] },
    ]);
    return made;
  };

  it('are a main item and its variants', () => {
    const [main, variant] = sold().rows('/v1.1/products');
    expect(main).toMatchObject({
      masterSku: 'DRS-1',
      parentId: null,
      mapPrice: { amount: 215.6, currency: 'USD' },
      imageUrls: [{ url: 'b.jpg', rank: 1 }],
      modifiedDate: '2026-02-01T10:00:00Z',
    });
    expect(main?.customFieldValues).toMatchObject([
      { customFieldDef: { name: 'Wholesale Price' }, value: '98.00' },
      { customFieldDef: { name: 'Season' }, value: 'Spring' },
    ]);
    expect(variant).toMatchObject({
      masterSku: 'DRS-1-S',
      parentId: main?.productId,
      upc: '0123',
      attributeGroups: [
        { name: 'Color', attributes: [{ name: 'Black' }] },
        { name: 'Size', attributes: [{ name: 'S' }] },
      ],
      imageUrls: [{ url: 'a.jpg' }],
    });
  });

  it('are found by the time of their change, main item and variants alike', () => {
    const { rows, status } = sold();
    expect(rows('/v1.1/products?modifiedDateFrom=2026-01-15T00:00:00Z')).toHaveLength(2);
    expect(rows('/v1.1/products?modifiedDateFrom=2026-03-01T00:00:00Z')).toEqual([]);
    expect(status('/v1.1/products?modifiedDateFrom=2026-01-15T00:00:00.000Z')).toBe(400);
  });

  it('keep their ids when they change, and have the same one in the stock', () => {
    const { world, rows } = sold();
    const idOf = (sku: string) =>
      rows('/v1.1/products').find(({ masterSku }) => masterSku === sku)?.productId;
    const before = idOf('DRS-1-S');
    world.goods.styles.set([
      { styleNumber: 'AAA', variants: [] },
      { styleNumber: 'DRS-1', name: 'Renamed' },
    ]);
    expect(idOf('DRS-1-S')).toBe(before);
    world.goods.stock.replace([level('DRS-1-S', 'East', 1)]);
    expect(rows('/v1/productstocks/total')).toMatchObject([{ product: { productId: before } }]);
  });

  it('are listed on whatever channel is asked for, and have a vendor', () => {
    const { rows } = sold();
    expect(rows('/v1/listings?salesChannelId=7')).toMatchObject([
      { listingSku: 'DRS-1-S', salesChannelId: 7, active: true },
    ]);
    expect(rows('/v1/vendorproducts')).toMatchObject([
      { vendorSku: 'SUP', product: { masterSku: 'DRS-1' }, defaultProduct: true },
    ]);
  });

  it("are the brand's when nobody said otherwise, as its orders know them", () => {
    const { rows, world } = skubana();
    const [style] = makeBrand(world.settings.account).styles;
    expect(rows('/v1.1/products?limit=10')[0]).toMatchObject({ masterSku: style?.number });
  });
});

describe('lists', () => {
  it('have pages, and end with an empty one', () => {
    const { world, rows } = skubana();
    world.goods.stock.replace(Array.from({ length: 25 }, (_, at) => level(`S${at}`, 'East', at)));
    const page = (number: number) =>
      rows(`/v1/productstocks/total?warehouseId=4001&limit=10&page=${number}`).length;
    expect([1, 2, 3, 4].map(page)).toEqual([10, 10, 5, 0]);
    world.settings = { ...world.settings, ignoresPage: true };
    expect(page(4)).toBe(10);
  });

  it.each(['limit=9', 'limit=1001', 'limit=x', 'page=0', 'page=1.5', 'updatedSince=2026-01-01'])(
    'refuse ?%s',
    (query) => {
      expect(skubana().status(`/v1/inventory?${query}`)).toBe(400);
    },
  );

  it('have a limit of their own for totals', () => {
    const { status } = skubana({ perSecond: 5, totalsPerSecond: 2 }, () => 5_400);
    const totals = [1, 2, 3].map(() => status('/v1/productstocks/total'));
    expect(totals).toEqual([200, 200, 429]);
    expect([1, 2, 3].map(() => status('/v1/inventory'))).toEqual([200, 200, 429]);
  });
});
