import { BY_STYLE, inventoryStage, ROW, UPC } from '../../testing/inventory-stage.js';
import { DRESS } from '../../testing/v4-stage.js';

describe('a request', () => {
  it('writes a row by UPC and answers with a log', () => {
    const { send, has, account, skuId } = inventoryStage();
    expect(send([ROW])).toEqual({
      sku_count: 1,
      inventory_log: [
        { sku: UPC, inventory_log_id: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'queued' },
      ],
    });
    expect(has('DRS-1-BLK-S')).toBe(5);
    expect(account.stock.of(skuId('DRS-1-BLK-S'))[0]?.writes).toEqual([
      { at: 2_000, askedAt: 1_000, quantity: 5, cause: 'update' },
    ]);
  });

  it.each([
    ['style_number and style_identifier', {}],
    ['the misspelt style_identifer', { style_identifier: undefined, style_identifer: 'DRS-1' }],
    ['style_id', { style_number: undefined, style_identifier: undefined, style_id: DRESS.id }],
    ['the size code', { size: undefined, size_code: 'M' }],
  ])('finds a SKU by %s', (_, more) => {
    const { send, has } = inventoryStage();
    expect(send([{ ...BY_STYLE, ...more }]).inventory_log[0]).toMatchObject({
      sku: '600000000004',
      status: 'queued',
    });
    expect(has('DRS-1-NVY-M')).toBe(7);
  });

  it('finds a SKU by the id of its colour', () => {
    const { send, has, catalogue } = inventoryStage();
    const id = catalogue.colorsOf(String(DRESS.id))[1]?.id;
    send([{ ...BY_STYLE, color_code: undefined, style_color_id: id }]);
    expect(has('DRS-1-NVY-M')).toBe(7);
  });

  it('may be wrapped in an array', () => {
    const { post, has } = inventoryStage();
    expect(post([{ inventory_items: [ROW] }]).status).toBe(200);
    expect(has('DRS-1-BLK-S')).toBe(5);
  });

  it('may name a SKU by warehouse and date several times', () => {
    const { send, account, skuId } = inventoryStage();
    const { inventory_log: log } = send([
      ROW,
      { ...ROW, warehouse: 'West', inventory: 2 },
      { ...ROW, inventory: 40, inventory_date: '2027-03-01' },
      { ...ROW, inventory: 50, inventory_date: '04-01-2027' },
    ]);
    expect(log.map(({ sku }) => sku)).toEqual([UPC, UPC, UPC, UPC]);
    expect(account.stock.of(skuId('DRS-1-BLK-S')).map(({ on, quantity }) => [on, quantity])).toEqual([
      [null, 5],
      [null, 2],
      ['2027-03-01', 40],
      ['2027-04-01', 50],
    ]);
  });

  it.each([
    ['{', 'not JSON'],
    ['null', 'inventory_items must be'],
    ['[]', 'inventory_items must be'],
    [{ inventory_items: [] }, 'at least one item'],
    [{ inventory_items: ROW }, 'must be an array'],
    [[ROW], 'inventory_items must be'],
    [{ inventory_items: [ROW], account: 'a' }, 'unknown field account'],
    [{ inventory_items: [ROW, { ...ROW, qty: 1 }] }, 'unknown field qty'],
  ])('is refused whole: %j', (body, message) => {
    const { post, has } = inventoryStage();
    expect(() => post(body)).toThrow(message);
    expect(has('DRS-1-BLK-S')).toBeNull();
  });

  it.each(['overwrite=2', 'dec_pending=yes'])('is refused whole with %s', (query) => {
    expect(() => inventoryStage().send([ROW], query)).toThrow(/must be a whole number from 0 to 1/);
  });

  it('is 413 above the item limit, and good at it', () => {
    const { post, has } = inventoryStage({ itemLimit: 2 });
    expect(post({ inventory_items: [ROW, ROW, ROW] }).status).toBe(413);
    expect(has('DRS-1-BLK-S')).toBeNull();
    expect(post({ inventory_items: [ROW, ROW] }).status).toBe(200);
  });
});

describe('a row that fails', () => {
  it.each([
    [{ ...ROW, upc: '123' }, '123', 'No SKU matches this item'],
    [{ ...BY_STYLE, size: 'm' }, 'DRS-1-NVY-m', 'No SKU matches this item'],
    [{ ...BY_STYLE, style_identifier: 'other' }, 'DRS-1-NVY-M', 'No SKU matches this item'],
    [{ ...ROW, warehouse: 'east' }, UPC, 'There is no warehouse east'],
    [{ ...ROW, inventory: -1 }, UPC, 'inventory must be an integer'],
    [{ ...BY_STYLE, size: undefined }, 'DRS-1-NVY-', 'are required'],
  ])('%j: alone, named %s', (bad, sku, comment) => {
    const { send, has, account } = inventoryStage();
    const { sku_count, inventory_log: log } = send([bad, ROW]);
    expect(sku_count).toBe(2);
    expect(log[0]).toMatchObject({ sku, status: 'failed', comment: expect.stringContaining(comment) });
    expect(log[1]).toMatchObject({ sku: UPC, status: 'queued' });
    expect([has('DRS-1-BLK-S'), account.stock.all().length]).toEqual([5, 1]);
    expect(account.spending.totals().records).toEqual({ inventory: { accepted: 1, refused: 1 } });
  });

  it('is the whole request’s fault when told so', () => {
    expect(() =>
      inventoryStage({ badRow: 'refuse-request' }).send([ROW, { ...ROW, inventory: 0.5 }]),
    ).toThrow('integer');
  });

  it('is one that was named beforehand, by UPC or by style', () => {
    const { send, has, catalogue } = inventoryStage({ failing: [UPC, 'DRS-1-NVY-M'] });
    const sku = catalogue.skus.find('DRS-1-NVY-M');
    if (sku) catalogue.changeSku(sku, { identifiers: [] });
    const { inventory_log: log } = send([ROW, BY_STYLE, { ...ROW, upc: '600000000002' }]);
    expect(log.map(({ status }) => status)).toEqual(['failed', 'failed', 'queued']);
    expect([has('DRS-1-BLK-S'), has('DRS-1-BLK-M')]).toEqual([null, 5]);
  });

  it('is one of a share', () => {
    const { send } = inventoryStage({ failShare: 0.5 });
    const { inventory_log: log } = send(Array(200).fill(ROW));
    const failed = log.filter(({ status }) => status === 'failed').length;
    expect(failed).toBeGreaterThan(70);
    expect(failed).toBeLessThan(130);
  });
});

describe('what JOOR leaves open', () => {
  it('a row of an unknown warehouse: taken without effect, or the warehouse is made', () => {
    const lost = inventoryStage({ unknownWarehouse: 'lose' });
    expect(lost.send([{ ...ROW, warehouse: 'Moon' }]).inventory_log[0]?.status).toBe('queued');
    expect(lost.account.stock.all()).toEqual([]);
    const made = inventoryStage({ unknownWarehouse: 'make' });
    made.send([{ ...ROW, warehouse: 'Moon' }]);
    expect(made.has('DRS-1-BLK-S')).toBe(5);
    expect(made.account.inventorySettings.warehouses).toContain('Moon');
    made.send([{ ...ROW, warehouse: 'Moon' }]);
    expect(made.account.inventorySettings.warehouses.filter((name) => name === 'Moon')).toHaveLength(1);
  });

  it('a row of no SKU: kept under its name when told so', () => {
    const { send, account } = inventoryStage({ unknownItem: 'keep' });
    expect(send([{ ...ROW, upc: '9' }]).inventory_log[0]).toMatchObject({ sku: '9', status: 'queued' });
    expect(account.stock.immediate('9')).toBe(5);
  });

  it('names in the log: as sent, or none; in the other order; some left out', () => {
    expect(inventoryStage({ logNames: 'given' }).send([BY_STYLE]).inventory_log[0]?.sku).toBe('DRS-1-NVY-M');
    expect(inventoryStage({ logNames: 'none' }).send([ROW]).inventory_log[0]?.sku).toBe('');
    const { inventory_log: log } = inventoryStage({ logOrder: 'reversed' }).send([ROW, BY_STYLE]);
    expect(log.map(({ sku }) => sku)).toEqual(['600000000004', UPC]);
    const quiet = inventoryStage({ unloggedShare: 1 });
    const { sku_count, inventory_log } = quiet.send([ROW, { ...ROW, upc: '9' }]);
    expect([sku_count, inventory_log.map(({ sku }) => sku), quiet.has('DRS-1-BLK-S')]).toEqual([2, ['9'], 5]);
  });

  it('names a SKU without a UPC by style, colour and size', () => {
    const { send, catalogue } = inventoryStage();
    const sku = catalogue.skus.find('DRS-1-NVY-M');
    if (sku) catalogue.changeSku(sku, { identifiers: [] });
    expect(send([BY_STYLE]).inventory_log[0]?.sku).toBe('DRS-1-NVY-M');
  });
});
