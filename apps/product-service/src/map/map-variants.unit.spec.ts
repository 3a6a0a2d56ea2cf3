import type { ProductDetail, Settings } from '@joor-bridge/contracts';
import { aDetail, aVariant, LISTS, settingsOf, upcOf } from '../testing/details.js';
import { mapProduct, productMapper } from './map-product.js';

const mapped = (parts: Partial<ProductDetail> = {}, settings: Partial<Settings> = {}) =>
  mapProduct(aDetail(parts), settingsOf(settings), LISTS);

function wanted(parts: Partial<ProductDetail> = {}, settings: Partial<Settings> = {}) {
  const found = mapped(parts, settings);
  if (found.kind !== 'wanted') throw new Error(`not wanted: ${JSON.stringify(found)}`);
  return found.wanted;
}

function refused(parts: Partial<ProductDetail> = {}, settings: Partial<Settings> = {}) {
  const found = mapped(parts, settings);
  if (found.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(found)}`);
  return found;
}

const codes = (parts: Partial<ProductDetail> = {}, settings: Partial<Settings> = {}) =>
  refused(parts, settings).refusals.map(({ code }) => code);

describe('variants that cannot be told apart refuse the style', () => {
  const two = (one: Parameters<typeof aVariant>[0], other: Parameters<typeof aVariant>[0]) => ({
    variants: [aVariant({ sku: 'A', upc: '1', ...one }), aVariant({ sku: 'B', upc: '2', ...other })],
  });

  it('a SKU that comes twice', () => {
    expect(codes(two({ sku: 'A' }, { sku: 'A', sizeName: 'M' }))).toEqual(['duplicate-sku']);
  });

  it('two SKUs of one color and size', () => {
    expect(codes(two({}, {}))).toEqual(['duplicate-color-and-size']);
  });

  it('a size that is written in two cases', () => {
    expect(codes(two({ sizeName: 'One Size' }, { sizeName: 'one size' }))).toEqual(['size-in-two-cases']);
  });

  it('a color code with two names', () => {
    expect(codes(two({ colorName: 'Black' }, { colorName: 'Jet', sizeName: 'M' }))).toEqual([
      'color-code-with-two-names',
    ]);
  });

  it('two colors of one size are fine', () => {
    expect(wanted(two({}, { colorName: 'Red', colorCode: 'RED' })).skus).toHaveLength(2);
  });
});

describe('a variant with a fault is left out and listed', () => {
  const [, sound] = aDetail().variants;
  const withOne = (fault: Parameters<typeof aVariant>[0]) => ({
    variants: [aVariant({ sku: 'BAD', upc: '1', ...fault }), ...(sound ? [sound] : [])],
  });

  it.each([
    ['no-upc', { upc: '' }],
    ['no-color', { colorName: '', colorCode: '' }],
    ['color-without-code', { colorCode: '' }],
    ['color-too-long', { colorName: 'x'.repeat(101) }],
    ['no-size', { sizeName: '', sizeCode: '' }],
    ['size-too-long', { sizeName: 'x'.repeat(26) }],
    ['no-price', { prices: [{ label: '', currency: 'USD', wholesale: '0.00', retail: '9' }] }],
    ['no-price', { prices: [{ label: '', currency: 'USD', wholesale: null, retail: null }] }],
    ['price-unreadable', { prices: [{ label: '', currency: 'USD', wholesale: '-4', retail: null }] }],
    ['no-price-type', { prices: [{ label: '', currency: 'JPY', wholesale: '4', retail: null }] }],
    ['no-currency', { prices: [{ label: '', currency: '', wholesale: '4', retail: null }] }],
  ] as const)('%s', (code, fault) => {
    const parts = withOne(fault as Parameters<typeof aVariant>[0]);
    const found = wanted(parts);
    expect(found.leftOut).toEqual([{ sku: 'BAD', code, reason: expect.any(String) }]);
    expect(found.skus.map(({ externalId }) => externalId)).toEqual(['ST-1-BLK-M']);
    expect(found.prices.map(({ sku }) => sku)).toEqual(['ST-1-BLK-M']);
    expect(codes({ variants: parts.variants.slice(0, 1) })).toEqual([code]);
  });

  it('both of two that share a UPC', () => {
    const variants = [
      aVariant({ sku: 'A', upc: '1' }),
      aVariant({ sku: 'B', upc: '1', sizeName: 'M' }),
      aVariant({ sku: 'C', upc: '2', sizeName: 'L' }),
    ];
    expect(wanted({ variants }).leftOut.map(({ sku, code }) => [sku, code])).toEqual([
      ['A', 'duplicate-upc'],
      ['B', 'duplicate-upc'],
    ]);
  });

  it('one whose SKU another style has, too', () => {
    const map = productMapper(settingsOf(), LISTS, (sku) => (sku === 'ST-1-BLK-S' ? ['ST-9'] : []));
    const found = map({ product: aDetail(), listed: true });
    expect(found).toMatchObject({
      kind: 'wanted',
      wanted: { leftOut: [{ sku: 'ST-1-BLK-S', code: 'sku-of-two-styles' }] },
    });
  });

  it('and a style without any variant is refused', () => {
    expect(codes({ variants: [] })).toEqual(['no-variant']);
  });

  it('its color is named by its code, its size by its code, where they have no name', () => {
    const [sku] = wanted({ variants: [aVariant({ colorName: '', sizeName: '' })] }).skus;
    expect(sku).toMatchObject({ colorName: 'BLK', colorCode: 'BLK', sizeName: 'S', sizeCode: 'S' });
  });
});

describe('what the WMS does not sell', () => {
  it('is neither wanted nor refused', () => {
    expect(mapped({ active: false, season: '', seasonYear: null })).toMatchObject({ kind: 'unsold' });
    const map = productMapper(settingsOf(), LISTS);
    expect(map({ product: aDetail(), listed: false })).toMatchObject({ kind: 'unsold', style: 'ST-1' });
  });

  it('a style whose variants are all inactive is not sold', () => {
    const variants = aDetail().variants.map((variant) => ({ ...variant, active: false }));
    expect(mapped({ variants })).toMatchObject({ kind: 'unsold' });
  });

  it('an inactive variant is carried without prices, and needs none', () => {
    const [first, second] = aDetail().variants;
    const variants = first && second ? [first, { ...second, active: false }] : [];
    const found = wanted({ variants });
    expect(found.skus.map(({ active }) => active)).toEqual([true, false]);
    expect(found.prices.map(({ sku }) => sku)).toEqual(['ST-1-BLK-S']);
  });
});

describe('the item filter', () => {
  const filter = (mode: 'Blacklist' | 'Whitelist', ...list: string[]) => ({
    'items.filter': { mode, level: 'Filter Item' as const, codes: list },
  });

  it.each(['ST-1-BLK-S', upcOf('ST-1-S'), 'st-1-blk-s'])('leaves out the variant %s', (code) => {
    const found = wanted({}, filter('Blacklist', code));
    expect(found.leftOut.map(({ sku, code: why }) => [sku, why])).toEqual([['ST-1-BLK-S', 'filtered']]);
  });

  it('skips a style of which nothing is left', () => {
    expect(mapped({}, filter('Blacklist', 'ST-1'))).toMatchObject({ kind: 'skipped', style: 'ST-1' });
    expect(mapped({}, filter('Whitelist', 'OTHER'))).toMatchObject({ kind: 'skipped' });
  });

  it('lets only the named ones in', () => {
    expect(wanted({}, filter('Whitelist', 'ST-1-BLK-M')).skus.map(({ sizeName }) => sizeName)).toEqual(['M']);
  });
});
