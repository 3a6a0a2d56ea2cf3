import { defaultSettings, type ItemIdentity, type Settings } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { itemOf, styleKey, upcKey } from './item.js';
import { type KnownLevel, policyOf, wantedOf } from './wanted.js';

const IDENTITY: ItemIdentity = {
  upc: '0001',
  styleNumber: 'LS-100',
  styleIdentifier: 'LS',
  colorCode: 'IVO',
  size: 'S',
};
const level = (more: Partial<KnownLevel> = {}): KnownLevel => ({
  warehouse: 'East',
  available: 7,
  future: [],
  trueAt: 1_000,
  listed: true,
  identity: IDENTITY,
  ...more,
});
const policy = (settings: Partial<Settings> = {}) =>
  policyOf({ ...defaultSettings(), ...settings }, '2026-12-31');
const filter = (mode: 'Blacklist' | 'Whitelist', ...codes: string[]) =>
  policy({ 'items.filter': { mode, level: 'Filter Item', codes } });

describe('the item in JOOR', () => {
  it.each([
    ['UPC, else style', IDENTITY, 'upc:0001'],
    ['UPC, else style', { ...IDENTITY, upc: ' ' }, 'style:["LS-100","LS","IVO","S"]'],
    ['UPC', IDENTITY, 'upc:0001'],
    ['Style', IDENTITY, 'style:["LS-100","LS","IVO","S"]'],
    ['Style', { ...IDENTITY, styleIdentifier: '' }, 'style:["LS-100","","IVO","S"]'],
  ] as const)('by %s', (matchBy, identity, key) => {
    expect(itemOf(identity, matchBy)?.key).toBe(key);
  });

  it.each([
    ['UPC', { ...IDENTITY, upc: '' }],
    ['Style', { ...IDENTITY, size: '' }],
    ['Style', { ...IDENTITY, colorCode: '  ' }],
    ['UPC, else style', { ...IDENTITY, upc: '', styleNumber: '' }],
  ] as const)('by %s is none without what it takes', (matchBy, identity) => {
    expect(itemOf(identity, matchBy)).toBeNull();
  });

  it('has a key that blanks around its parts do not change, and that no two items share', () => {
    expect(upcKey(' 1 ')).toBe(upcKey('1'));
    expect(styleKey({ ...IDENTITY, size: ' S' })).toBe(styleKey(IDENTITY));
    const one = { ...IDENTITY, styleNumber: 'A,B', colorCode: 'C' };
    expect(styleKey(one)).not.toBe(styleKey({ ...one, styleNumber: 'A', colorCode: 'B,C' }));
  });
});

describe('a SKU', () => {
  it('is told with its figure', () => {
    const wanted = wantedOf('SKU', [level()], [], policy());
    expect(wanted).toMatchObject({ kind: 'told', listed: true, figure: { quantity: 7 } });
    expect(wanted).toMatchObject({ item: { key: 'upc:0001', by: 'upc', identity: IDENTITY } });
  });

  it('is listed as long as one warehouse lists it', () => {
    const gone = level({ listed: false, available: 0 });
    expect(wantedOf('SKU', [gone, level({ warehouse: 'West' })], [], policy())).toMatchObject({
      listed: true,
    });
    expect(wantedOf('SKU', [gone], [], policy())).toMatchObject({ listed: false, figure: { quantity: 0 } });
  });

  it('goes by the identity that was said last, and by an older one that has what is asked for', () => {
    const renamed = level({ warehouse: 'West', trueAt: 2_000, identity: { ...IDENTITY, upc: '0002' } });
    expect(wantedOf('SKU', [level(), renamed], [], policy())).toMatchObject({ item: { key: 'upc:0002' } });
    const nameless = { ...renamed, identity: { ...IDENTITY, upc: '', size: '' } };
    expect(wantedOf('SKU', [level(), nameless], [], policy())).toMatchObject({ item: { key: 'upc:0001' } });
  });

  it.each([
    ['UPC, else style', 'it has neither a UPC nor style number, color code and size'],
    ['UPC', 'it has no UPC'],
    ['Style', 'it has no complete style number, color code and size'],
  ] as const)('without an identifier by %s is skipped with the reason', (matchBy, reason) => {
    const nameless = level({ identity: { ...IDENTITY, upc: '', size: '' } });
    const wanted = wantedOf('SKU', [nameless], [], policy({ 'inventory.matchBy': matchBy }));
    expect(wanted).toEqual({ kind: 'skipped', reason: `No identifier: ${reason}.` });
  });

  it('without a level is skipped', () => {
    expect(wantedOf('SKU', [], [], policy())).toEqual({
      kind: 'skipped',
      reason: 'The WMS has no level of it.',
    });
  });
});

describe('the item filter', () => {
  it.each(['sku', ' SKU ', '0001', 'ls-100'])('a blacklist that names %j keeps it out', (code) => {
    expect(wantedOf('SKU', [level()], [], filter('Blacklist', code))).toEqual({
      kind: 'skipped',
      reason: 'The item filter (Blacklist) names it.',
    });
    expect(wantedOf('SKU', [level()], [], filter('Whitelist', code)).kind).toBe('told');
  });

  it('a whitelist that does not name it keeps it out', () => {
    expect(wantedOf('SKU', [level()], [], filter('Whitelist', 'other'))).toEqual({
      kind: 'skipped',
      reason: 'The item filter (Whitelist) does not name it.',
    });
    expect(wantedOf('SKU', [level()], [], filter('Blacklist', 'other')).kind).toBe('told');
  });

  it('a blank code names nothing: a SKU always has a code', () => {
    const blank = level({ identity: { ...IDENTITY, upc: '' } });
    expect(wantedOf('SKU', [blank], [], filter('Blacklist', ' ')).kind).toBe('told');
  });

  it('objects either as a blacklist or as a whitelist, never as both, when its list is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('sku', '0001', 'ls-100', 'x', ''), { maxLength: 3 }), (codes) => {
        const kinds = (['Blacklist', 'Whitelist'] as const).map(
          (mode) => wantedOf('SKU', [level()], [], filter(mode, ...codes)).kind,
        );
        expect(kinds.sort()).toEqual(['skipped', 'told']);
      }),
    );
  });
});
