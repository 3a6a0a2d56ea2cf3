import { CURRENCIES } from '../../generator/names.js';
import type { Category, PriceType } from './records.js';

/** Trait ids as JOOR documents them (JOOR v4 reference, create SKUs). */
export const COLOR_TRAIT = Buffer.from('SKUTrait:StyleColor').toString('base64');
export const SIZE_TRAIT = Buffer.from('SKUTrait:Size').toString('base64');

const productTrait = (code: string, name: string) => ({
  id: Buffer.from(`ProductTrait:${code}`).toString('base64'),
  name,
  type: 'product',
});

export const PRODUCT_TRAITS = [
  productTrait('MAT', 'Material'),
  productTrait('FAB', 'Fabrication'),
  productTrait('SIL', 'Silhouette'),
  productTrait('COO', 'Country of Origin'),
] as const;

/** What `GET /v4/traits` lists. */
export const TRAITS = [
  { id: COLOR_TRAIT, name: 'Color', type: 'sku' },
  { id: SIZE_TRAIT, name: 'Size', type: 'sku' },
  ...PRODUCT_TRAITS,
] as const;

/** One price type for each currency that generated orders are in; the first id is the one JOOR's samples show. */
export const PRICE_TYPES: readonly PriceType[] = CURRENCIES.map(([code, name], index) => ({
  id: String(22 + index),
  name,
  currency_code: code,
  retail_currency_code: code,
}));

const TREE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Women: {
    Apparel: ['Dresses', 'Shirts', 'Tops', 'Knitwear', 'Trousers', 'Denim', 'Skirts', 'Jackets', 'Coats'],
    Shoes: ['Boots', 'Flats', 'Heels', 'Sneakers'],
    Accessories: ['Bags', 'Belts', 'Scarves', 'Hats', 'Jewelry'],
  },
  Men: {
    Apparel: ['Shirts', 'T-Shirts', 'Knitwear', 'Trousers', 'Denim', 'Jackets', 'Coats'],
    Shoes: ['Boots', 'Sneakers'],
    Accessories: ['Bags', 'Belts', 'Scarves'],
  },
  Home: { Living: ['Blankets', 'Candles'] },
};

/** Some thirty categories of three departments. JOOR's real list is not public. */
export const CATEGORIES: readonly Category[] = Object.entries(TREE)
  .flatMap(([department, parents]) =>
    Object.entries(parents).flatMap(([parent_name, names]) =>
      names.map((name) => ({ name, department, parent_name })),
    ),
  )
  .map((category, index) => ({ id: String(index + 1), ...category }));
