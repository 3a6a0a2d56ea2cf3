import type { ProductDetail, Settings } from '@joor-bridge/contracts';
import { aDetail, aVariant, LISTS, settingsOf, upcOf } from '../testing/details.js';
import { mapProduct } from './map-product.js';
import { STYLE_FAULTS, VARIANT_FAULTS } from './refusal.js';

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

describe("CartRover's table", () => {
  it('fills every field from its usual source', () => {
    expect(wanted()).toEqual({
      style: 'ST-1',
      number: 'ST-1',
      name: 'Wool coat',
      identifier: 'ST-1',
      description: 'A coat of wool.',
      categoryIds: ['1'],
      tags: [
        { group: 'Product Type', name: 'Product Type', value: 'Coat', code: 'Coat' },
        { group: 'Supplier Code', name: 'Supplier Code', value: 'MILL-7', code: 'MILL-7' },
      ],
      skus: [
        {
          externalId: 'ST-1-BLK-S',
          upc: upcOf('ST-1-S'),
          colorName: 'Black',
          colorCode: 'BLK',
          sizeName: 'S',
          sizeCode: 'S',
          active: true,
        },
        {
          externalId: 'ST-1-BLK-M',
          upc: upcOf('ST-1-M'),
          colorName: 'Black',
          colorCode: 'BLK',
          sizeName: 'M',
          sizeCode: 'M',
          active: true,
        },
      ],
      prices: [
        { sku: 'ST-1-BLK-S', priceTypeId: '22', wholesale: '40.00', retail: '100.00' },
        { sku: 'ST-1-BLK-M', priceTypeId: '22', wholesale: '40.00', retail: '100.00' },
      ],
      lineSheets: [{ name: 'Spring 2027', season: { name: 'Spring', year: 2027 } }],
      images: [{ url: 'https://cdn.example.com/ST-1.jpg', colorCode: '', kind: 'image', order: 1 }],
      leftOut: [],
      notes: [],
      unmappedCategories: [],
    });
  });

  it('takes the name where there is no description', () => {
    expect(wanted({ description: ' ' }).description).toBe('Wool coat');
  });

  it('makes no tag of what is blank', () => {
    expect(wanted({ productType: '' }).tags.map(({ name }) => name)).toEqual(['Supplier Code']);
  });
});

describe('texts', () => {
  it.each([
    ['name', 100, 'name-too-long'],
    ['description', 500, 'description-too-long'],
  ] as const)('%s may have %i characters, and one more is refused, not cut', (field, most, code) => {
    expect(wanted({ [field]: 'x'.repeat(most) })[field]).toHaveLength(most);
    expect(codes({ [field]: 'x'.repeat(most + 1) })).toContain(code);
  });

  it('are counted in characters as people see them', () => {
    expect(wanted({ name: '🧥'.repeat(100) }).name).toBe('🧥'.repeat(100));
  });

  it('a style number of more than 45 characters is refused; its identifier may have 100', () => {
    expect(codes({ styleNumber: 'N'.repeat(46) })).toEqual(['number-too-long']);
    expect(codes({ styleNumber: 'N'.repeat(101) })).toEqual(['number-too-long', 'identifier-too-long']);
  });

  it('a style whose number JOOR cannot be asked for is refused: it would be made again and again', () => {
    const mapped = (from: string) => ({ 'products.mapping': [{ to: 'styleNumber' as const, from }] });
    expect(codes({ styleNumber: 'A,1' })).toEqual(['number-with-comma']);
    expect(wanted({ fields: { 'custom.Number': 'A1' } }, mapped('custom.Number')).number).toBe('A1');
    expect(codes({}, mapped('custom.Number'))).toEqual(['no-number']);
  });

  it('a blank identifier is the number', () => {
    const settings = { 'products.mapping': [{ to: 'styleIdentifier' as const, from: 'custom.Id' }] };
    expect(wanted({ styleNumber: 'A1' }, settings).identifier).toBe('A1');
  });

  it('a style without a name is refused', () => {
    expect(codes({ name: '', description: 'x' })).toEqual(['no-name']);
  });
});

describe('line sheets and seasons', () => {
  it('several line sheets are all taken, with the season that they are made with', () => {
    expect(wanted({ lineSheets: ['Main', 'Capsule'] }).lineSheets).toEqual([
      { name: 'Capsule', season: { name: 'Spring', year: 2027 } },
      { name: 'Main', season: { name: 'Spring', year: 2027 } },
    ]);
  });

  it('a season alone names a line sheet "season year"', () => {
    expect(wanted({ season: 'Fall', seasonYear: 2028 }).lineSheets[0]?.name).toBe('Fall 2028');
  });

  it.each([
    ['Spring 2027', null, 'Spring 2027', { name: 'Spring', year: 2027 }],
    ['Spring 2027', 2027, 'Spring 2027', { name: 'Spring', year: 2027 }],
    ['Resort', null, 'Resort', null],
  ])('%p with the year %p makes %p', (season, seasonYear, name, made) => {
    expect(wanted({ season, seasonYear }).lineSheets).toEqual([{ name, season: made }]);
  });

  it('a style with neither is refused', () => {
    const { refusals } = refused({ season: '', seasonYear: null });
    expect(refusals).toEqual([
      { code: 'no-line-sheet', reason: expect.stringContaining('neither a line sheet nor a season') },
    ]);
  });

  it('a line sheet without a season is enough', () => {
    expect(wanted({ season: '', lineSheets: ['Main'] }).lineSheets).toEqual([{ name: 'Main', season: null }]);
  });
});

describe('categories', () => {
  it('are found by name, whatever the case, and by the map', () => {
    const map = [{ wms: 'Totes', joor: 'bags' }];
    const found = wanted({ categories: ['COATS', 'totes'] }, { 'products.categories': map });
    expect(found.categoryIds).toEqual(['1', '4']);
  });

  it('of several with one name need their path', () => {
    expect(refused({ categories: ['Dresses'] }).refusals).toEqual([
      {
        code: 'unknown-category',
        reason:
          'No category of JOOR is found for "Dresses" (JOOR has 2 of this name, told apart as Department > Parent > Name): name them in Category Map.',
      },
    ]);
    const map = [{ wms: 'Dresses', joor: 'Girls > Clothing > Dresses' }];
    expect(wanted({ categories: ['Dresses'] }, { 'products.categories': map }).categoryIds).toEqual(['3']);
  });

  it('that JOOR does not have are reported, and the style goes with the others', () => {
    const found = wanted({ categories: ['Coats', 'Ponchos'] });
    expect(found).toMatchObject({ categoryIds: ['1'], unmappedCategories: ['Ponchos'] });
    expect(found.notes).toEqual([expect.stringContaining('"Ponchos" (JOOR has no such category)')]);
  });

  it('refuse the style when JOOR has none of them', () => {
    const found = refused({ categories: ['Ponchos', 'Capes'] });
    expect(found.unmappedCategories).toEqual(['Ponchos', 'Capes']);
    expect(found.refusals).toEqual([
      {
        code: 'unknown-category',
        reason: expect.stringContaining('"Ponchos" (JOOR has no such category), "Capes"'),
      },
    ]);
  });

  it('are not needed', () => {
    expect(wanted({ categories: [] }).categoryIds).toEqual([]);
  });
});

describe('images', () => {
  const image = (url: string, colorCode = '', kind: 'image' | 'swatch' = 'image') => ({
    url,
    colorCode,
    kind,
  });

  it('keep the order of the WMS, of the style and of its colors', () => {
    const images = [image('https://c.example/2.png'), image('https://c.example/1.jpg', 'BLK', 'swatch')];
    expect(wanted({ images }).images).toEqual([
      { url: 'https://c.example/2.png', colorCode: '', kind: 'image', order: 1 },
      { url: 'https://c.example/1.jpg', colorCode: 'BLK', kind: 'swatch', order: 2 },
    ]);
  });

  it('are taken once', () => {
    const images = [image('https://c.example/1.jpg'), image('https://c.example/1.jpg')];
    expect(wanted({ images }).images).toHaveLength(1);
  });

  it.each([
    [image('https://c.example/a.webp?key=secret'), 'a.webp is left out: JOOR takes gif'],
    [image('https://c.example/a.jpg', 'RED'), 'no variant has its color code RED'],
  ])('are left out with a note that shows no query', (bad, note) => {
    const found = wanted({ images: [bad, image('https://c.example/image/77')] });
    expect(found.images.map(({ url, order }) => [url, order])).toEqual([['https://c.example/image/77', 1]]);
    expect(found.notes).toEqual([expect.stringContaining(note)]);
    expect(found.notes[0]).not.toContain('secret');
  });
});

test('every reason is given at once', () => {
  const variants = [aVariant({ upc: '' })];
  const found = codes({ name: 'x'.repeat(101), season: '', seasonYear: null, categories: ['?'], variants });
  expect(found).toEqual(['name-too-long', 'no-line-sheet', 'unknown-category', 'no-upc']);
});

test('codes are told apart', () => {
  const all = [...STYLE_FAULTS, ...VARIANT_FAULTS];
  expect(new Set(all).size).toBe(all.length);
});

it('a reason that all variants share is given once', () => {
  const prices = [{ label: '', currency: 'USD', wholesale: '0', retail: null }];
  expect(codes({ prices })).toEqual(['no-price']);
});
