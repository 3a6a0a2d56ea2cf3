import type { HeldProduct } from '@joor-bridge/contracts';
import type { WantedImage, WantedPrice, WantedSku, WantedStyle } from '../map/wanted-style.js';
import type { ProductStep } from '../plan/plan.js';

export const US_DOLLAR = '22';

export const aWantedSku = (parts: Partial<WantedSku> = {}): WantedSku => {
  const externalId = parts.externalId ?? 'ST-1-BLK-S';
  return {
    externalId,
    upc: `0${externalId.length}0012345678`.slice(0, 12),
    colorName: 'Black',
    colorCode: 'BLK',
    sizeName: 'S',
    sizeCode: 'S',
    active: true,
    ...parts,
  };
};

export const aWantedPrice = (parts: Partial<WantedPrice> = {}): WantedPrice => ({
  sku: 'ST-1-BLK-S',
  priceTypeId: US_DOLLAR,
  wholesale: '40.00',
  retail: '100.00',
  ...parts,
});

export const aWantedImage = (parts: Partial<WantedImage> = {}): WantedImage => ({
  url: 'https://cdn.example.com/st-1-front.jpg',
  colorCode: '',
  kind: 'image',
  order: 1,
  ...parts,
});

const SIZES = ['S', 'M', 'L', 'XL', 'XXL'] as const;

/** A style of two sizes on one line sheet, with one image. */
export function aWantedStyle(style = 'ST-1', parts: Partial<WantedStyle> = {}, sizes = 2): WantedStyle {
  const skus = SIZES.slice(0, sizes).map((size, at) =>
    aWantedSku({
      externalId: `${style}-BLK-${size}`,
      upc: upcOf(`${style}-${at}`),
      sizeName: size,
      sizeCode: size,
    }),
  );
  return {
    style,
    number: style,
    name: `Style ${style}`,
    identifier: style,
    description: 'Made of wool.',
    categoryIds: ['1'],
    tags: [{ group: 'Product Type', name: 'Product Type', value: 'Shirt', code: 'Shirt' }],
    skus,
    prices: skus.map(({ externalId }) => aWantedPrice({ sku: externalId })),
    lineSheets: [{ name: 'Spring 2027', season: { name: 'Spring', year: 2027 } }],
    images: [aWantedImage({ url: `https://cdn.example.com/${style.toLowerCase()}-front.jpg` })],
    leftOut: [],
    notes: [],
    unmappedCategories: [],
    ...parts,
  };
}

/** Twelve digits that differ from text to text. */
function upcOf(text: string): string {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) % 100_000_000_000;
  return `0${String(hash).padStart(11, '0')}`;
}

export const aProductStep = (parts: Partial<ProductStep> = {}): ProductStep => ({
  kind: 'product',
  id: null,
  name: 'Style ST-1',
  externalId: 'ST-1',
  identifier: 'ST-1',
  description: 'Made of wool.',
  categoryIds: ['1'],
  tags: [],
  ...parts,
});

export const aHeldProduct = (parts: Partial<HeldProduct> = {}): HeldProduct => ({
  id: '3295521',
  externalId: 'ST-1',
  name: 'Style ST-1',
  identifier: 'ST-1',
  description: 'Made of wool.',
  categoryIds: ['1'],
  tags: [],
  skus: [],
  prices: [],
  collections: [],
  images: [],
  ...parts,
});
