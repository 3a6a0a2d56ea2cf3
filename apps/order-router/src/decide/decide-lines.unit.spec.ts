import type { OrderLine, Settings } from '@joor-bridge/contracts';
import { anOrder, anOrderLine } from '@joor-bridge/testing';
import fc from 'fast-check';
import { aPolicy } from '../testing/orders.js';
import { decideLines, isFiltered } from './decide-lines.js';

const decided = (line: Partial<OrderLine>, settings: Partial<Settings> = {}) => {
  const [only] = decideLines(anOrder({ lines: [anOrderLine(line)] }), aPolicy(settings));
  return only;
};

describe('item code', () => {
  const style = { styleNumber: 'LS-100', colorCode: 'IVO', sizeCode: 'S', sizeName: 'Small' };

  it.each([
    ['UPC, else style', { ...style, upc: '811' }, '811'],
    ['UPC, else style', { ...style, upc: '' }, 'LS-100-IVO-S'],
    ['UPC', { ...style, upc: '811' }, '811'],
    ['UPC', { ...style, upc: '' }, ''],
    ['Style', { ...style, upc: '811' }, 'LS-100-IVO-S'],
  ] as const)('%s of %j is %j', (source, line, code) => {
    expect(decided(line, { 'items.code': source })?.itemCode).toBe(code);
  });

  it('takes the size name where the size has no code', () => {
    expect(decided({ ...style, upc: '', sizeCode: '' })?.itemCode).toBe('LS-100-IVO-Small');
  });

  it.each([
    { ...style, styleNumber: '' },
    { ...style, colorCode: '' },
    { ...style, sizeCode: '', sizeName: '' },
  ])('needs every part of a style code: %j', (line) => {
    expect(decided({ ...line, upc: '' })?.itemCode).toBe('');
  });
});

describe('casepacks', () => {
  it.each([
    ['Units', 3, 12, 36],
    ['Units', 3, 1, 3],
    ['Units', 3, null, 3],
    ['Packs', 3, 12, 3],
    ['Packs', 3, null, 3],
    ['Units', -3, 12, -36],
  ] as const)('%s: %j of %j are %j', (unit, quantity, multiplier, delivered) => {
    expect(decided({ quantity, multiplier }, { 'items.quantityUnit': unit })?.quantity).toBe(delivered);
  });

  it('are unpacked unless set otherwise', () => {
    expect(decided({ quantity: 2, multiplier: 6 })?.quantity).toBe(12);
  });
});

describe('strike-outs', () => {
  const blacklist: Settings['items.filter'] = { mode: 'Blacklist', level: 'Filter Item', codes: ['811'] };

  it('are none for a good line', () => {
    expect(decided({})).toEqual({
      key: anOrderLine().key,
      itemCode: anOrderLine().upc,
      quantity: 10,
      struckOut: null,
    });
  });

  it('name their reason', () => {
    expect(decided({ quantity: 0 })?.struckOut).toBe('quantity 0');
    expect(decided({ upc: '811' }, { 'items.filter': blacklist })?.struckOut).toBe('item filter');
    const dropping = { 'items.withoutCode': 'Drop line', 'items.code': 'UPC' } as const;
    expect(decided({ upc: '' }, dropping)?.struckOut).toBe('no UPC, no style code');
  });

  it('give the filter the first word, then the quantity', () => {
    const both = { 'items.filter': blacklist, 'items.withoutCode': 'Drop line' } as const;
    expect(decided({ upc: '811', quantity: 0 }, both)?.struckOut).toBe('item filter');
    expect(decided({ upc: '', styleNumber: '', quantity: 0 }, both)?.struckOut).toBe('quantity 0');
  });

  it('leave a line without code to the hold unless it is to be dropped', () => {
    expect(decided({ upc: '', styleNumber: '' })?.struckOut).toBeNull();
  });
});

describe('isFiltered', () => {
  const filtered = (line: Partial<OrderLine>, filter: Settings['items.filter'], itemCode = 'SKU-1') =>
    isFiltered(anOrderLine(line), itemCode, aPolicy({ 'items.filter': filter }));
  const black = (...codes: string[]) => ({ mode: 'Blacklist', level: 'Filter Item', codes }) as const;
  const white = (...codes: string[]) => ({ mode: 'Whitelist', level: 'Filter Item', codes }) as const;
  const list = (filter: { mode: 'Blacklist' | 'Whitelist'; level: 'Filter Item'; codes: string[] }) => filter;

  it.each([
    ['the item code', 'sku-1'],
    ['the UPC', '811'],
    ['the style number', 'ls-9'],
    ['spaces around it', '  SKU-1 '],
  ])('names a line by %s', (_, code) => {
    const line = { upc: '811', styleNumber: 'LS-9' };
    expect(filtered(line, list(black(code)))).toBe(true);
    expect(filtered(line, list(white(code)))).toBe(false);
  });

  it('does not match parts of a code', () => {
    expect(filtered({ upc: '811' }, list(black('81', 'SKU')))).toBe(false);
  });

  it('takes a blank code for lines without one, and not for those that only lack a UPC or a style', () => {
    expect(filtered({ upc: '', styleNumber: '' }, list(black('')), '')).toBe(true);
    expect(filtered({ upc: '', styleNumber: '' }, list(black(' ')), '')).toBe(true);
    expect(filtered({ upc: '', styleNumber: 'LS-9' }, list(black('')), 'SKU-1')).toBe(false);
    expect(filtered({ upc: '', styleNumber: '' }, list(white('SKU-1')), '')).toBe(true);
    expect(filtered({ upc: '', styleNumber: '' }, list(white('')), '')).toBe(false);
  });

  it('never speaks while it is disabled', () => {
    expect(filtered({}, { mode: 'Disabled', level: 'Filter Order', codes: ['SKU-1'] })).toBe(false);
  });

  it('says the opposite as a whitelist of what it says as a blacklist', () => {
    const code = fc.constantFrom('', 'a', 'A', ' b', 'c');
    fc.assert(
      fc.property(code, code, code, fc.array(code), (upc, styleNumber, itemCode, codes) => {
        const line = { upc, styleNumber };
        expect(filtered(line, list(black(...codes)), itemCode)).toBe(
          !filtered(line, list(white(...codes)), itemCode),
        );
      }),
    );
  });
});
