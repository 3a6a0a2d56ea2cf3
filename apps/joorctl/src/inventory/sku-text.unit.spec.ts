import { REFUSED_SKU, SKU, SKU_DETAIL } from '../testing/inventory-answers.js';
import { listedSkip, listedSku, SKIP_COLUMNS, SKU_COLUMNS, skuText } from './sku-text.js';

describe('a line of the list', () => {
  it('has a value for every column', () => {
    expect(listedSku(SKU)).toHaveLength(SKU_COLUMNS.length);
    expect(listedSku({})).toHaveLength(SKU_COLUMNS.length);
    expect(listedSkip({})).toHaveLength(SKIP_COLUMNS.length);
  });

  it('has the arithmetic', () => {
    expect(listedSku(SKU)).toEqual(['con_1', 'COAT-BLK-S', 'in-joor', '37', '37', SKU.explanation]);
  });

  it('tells a figure that JOOR does not take, and one of 0 from none', () => {
    expect(listedSku(REFUSED_SKU).slice(2)).toEqual([
      'refused',
      '9',
      '-',
      'WMS 9 → sent 9; JOOR says: No SKU matches this item',
    ]);
    expect(listedSku({ ...SKU, quantity: 0, inJoor: 0 }).slice(3, 5)).toEqual(['0', '0']);
  });

  it('says a reason to skip once: the explanation has it', () => {
    const reason = 'It has neither UPC nor style.';
    const skipped = { ...SKU, state: 'skipped', reason, quantity: null, explanation: `Skipped: ${reason}` };
    expect(listedSku(skipped).slice(2)).toEqual(['skipped', '-', '37', `Skipped: ${reason}`]);
  });
});

describe('a SKU, explained', () => {
  it('goes from the WMS to JOOR', () => {
    expect(skuText(SKU_DETAIL).split('\n')).toEqual([
      'SKU         COAT-BLK-S',
      'connection  con_1 (production)',
      'item        UPC 036000291452, style COAT, color BLK, size S',
      'state       in-joor',
      'arithmetic  WMS 40 − recent 3 (orders 1, 2) = 37 → minimum 5 → sent 37',
      'to sell     37',
      'in JOOR     37',
      '',
      'In the WMS',
      'WAREHOUSE  AVAILABLE  TRUE AT                   NOTE',
      'NJ         40         2026-11-24T14:00:00.000Z',
      '-          0          2026-11-24T14:01:00.000Z  no longer listed; the WMS said -5',
      '',
      'Recent orders',
      'ORDER  UNITS  DELIVERED',
      '1      2      2026-11-24T14:10:00.000Z',
      '2      1      2026-11-24T14:20:00.000Z',
      '',
      'In JOOR',
      expect.stringMatching(
        /^WAREHOUSE +DAY +FOUND BY +WANTED +HELD +STATE +SENT +ACKNOWLEDGED +LAST REFUSAL$/,
      ),
      expect.stringMatching(/^Main +now +upc +37 +37 +in-joor +\S+ +2026-11-24T14:21:01\.000Z$/),
      expect.stringMatching(
        /^Main +2027-01-15 +upc +12 +- +refused +\S+ +- +No such date, 2 times in a row, again at 2026-11-24T15:21:00\.000Z$/,
      ),
    ]);
  });

  it('leaves out what there is not', () => {
    const text = skuText({ ...SKU, levels: [], recentOrders: [], figures: [] });
    expect(text).not.toMatch(/In the WMS|Recent orders|In JOOR\n/);
    expect(text.split('\n')).toHaveLength(7);
  });

  it('says when nothing identifies it, and when JOOR holds nobody knows what', () => {
    const unnamed = { ...SKU, upc: '', styleNumber: '', colorCode: '', size: '', inJoor: null };
    expect(skuText(unnamed)).toMatch(/item +no identifiers\n/);
    expect(skuText(unnamed)).toMatch(/in JOOR +not known/);
    expect(skuText(REFUSED_SKU)).toMatch(/state +refused: JOOR says: No SKU matches this item\n/);
  });

  it('lets no name of the WMS steer the terminal', () => {
    const text = skuText({ ...SKU, sku: 'A\u001b[2J', levels: [{ warehouse: 'N\u0007J\n', available: 1 }] });
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain('N J');
  });
});
