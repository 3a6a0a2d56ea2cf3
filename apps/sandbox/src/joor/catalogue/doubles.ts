import type { Catalogue } from './catalogue.js';
import { styleNumberOf, upcOf } from './records.js';

/** How many records of a kind there are, and what there is more than once. */
export interface Doubles {
  readonly total: number;
  /** Records beyond the first of each natural key. */
  readonly doubled: number;
  /** The keys that are there more than once, each once. */
  readonly keys: readonly string[];
}

const KINDS = [
  'products',
  'skus',
  'upcs',
  'prices',
  'seasons',
  'collections',
  'entries',
  'images',
  'swatches',
] as const;
export type CountedKind = (typeof KINDS)[number];

/**
 * Counts a catalogue by what its records are to a person, not by the ids that a client made up: a style by its
 * number, a SKU by style, colour code and size, a price by SKU and price type, a season by name and year, a
 * collection by name and season, an entry by collection and style, an image by style and address, a swatch by
 * style and colour.
 */
export function countDoubles(catalogue: Catalogue): Readonly<Record<CountedKind, Doubles>> {
  const numbers = new Map(catalogue.products.all().map((product) => [product.id, styleNumberOf(product)]));
  const skus = catalogue.skus
    .all()
    .map((sku) => [sku, join(numbers.get(sku.productId) ?? '', sku.color.code, sku.size.name)] as const);
  const skuNames = new Map(skus.map(([{ id }, name]) => [id, name]));
  const images = catalogue.images.all();
  const seasons = new Map(catalogue.seasons.all().map(({ id, name, year }) => [id, join(name, year)]));
  const collections = catalogue.collections
    .all()
    .map(({ name, seasonId, entries }) => ({ name: join(name, seasons.get(seasonId ?? '') ?? ''), entries }));
  return {
    products: count([...numbers.values()]),
    skus: count(skus.map(([, name]) => name)),
    upcs: count(skus.map(([sku]) => upcOf(sku)).filter((upc) => upc !== '')),
    prices: count(
      catalogue.prices.all().map(({ skuId, priceTypeId }) => join(skuNames.get(skuId) ?? skuId, priceTypeId)),
    ),
    seasons: count([...seasons.values()]),
    collections: count(collections.map(({ name }) => name)),
    entries: count(
      collections.flatMap(({ name, entries }) =>
        entries.map(({ productId }) => join(name, numbers.get(productId) ?? '')),
      ),
    ),
    images: count(
      images
        .filter(({ colorCode }) => colorCode === null)
        .map(({ productId, type, sourceUrl }) => join(numbers.get(productId) ?? '', type, sourceUrl)),
    ),
    swatches: count(
      images
        .filter(({ colorCode }) => colorCode !== null)
        .map(({ productId, type, colorCode }) => join(numbers.get(productId) ?? '', type, colorCode ?? '')),
    ),
  };
}

const join = (...parts: readonly (string | number)[]): string => parts.join(' | ');

function count(keys: readonly string[]): Doubles {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const key of keys) (seen.has(key) ? again : seen).add(key);
  return { total: keys.length, doubled: keys.length - seen.size, keys: [...again] };
}
