import type { ProductDetail, Settings } from '@joor-bridge/contracts';
import { itemFilterOf } from './item-filter.js';
import { Categories, type JoorCategory } from './map-categories.js';
import { mapImages } from './map-images.js';
import { mapLineSheets } from './map-line-sheets.js';
import { mapTags } from './map-tags.js';
import { mapVariants, type VariantRules } from './map-variants.js';
import { type JoorPriceType, PriceTypes } from './price-types.js';
import type { Refusal } from './refusal.js';
import { Sources } from './sources.js';
import { textFaults, variantFaults } from './style-faults.js';
import type { LeftOut, WantedStyle } from './wanted-style.js';

export type ProductSettings = Pick<
  Settings,
  'products.mapping' | 'products.tags' | 'products.priceTypes' | 'products.categories' | 'items.filter'
>;

/** What JOOR has that a mapping chooses from. */
export interface JoorLists {
  readonly priceTypes: readonly JoorPriceType[];
  readonly categories: readonly JoorCategory[];
}

/** A style of the WMS, and what its catalogue says of it. */
export interface CataloguedStyle {
  readonly product: ProductDetail;
  /** False: the style is no longer in the WMS's list. */
  readonly listed: boolean;
}

export type Mapped =
  | { readonly kind: 'wanted'; readonly wanted: WantedStyle }
  /** It cannot be in JOOR as it is. */
  | {
      readonly kind: 'refused';
      readonly style: string;
      readonly refusals: readonly Refusal[];
      readonly leftOut: readonly LeftOut[];
      readonly unmappedCategories: readonly string[];
    }
  /** It is kept out by choice: all of its variants are filtered. */
  | { readonly kind: 'skipped'; readonly style: string; readonly leftOut: readonly LeftOut[] }
  /** The WMS no longer lists or sells it: nothing of it is written, at most it is made inactive. */
  | { readonly kind: 'unsold'; readonly style: string; readonly leftOut: readonly LeftOut[] };

type SharedSkus = (sku: string, style: string) => readonly string[];

/**
 * Maps styles of a connection to what they are to be in JOOR. Made once for many styles.
 * @param otherStylesWith the other styles of the connection that have a SKU, too
 */
export function productMapper(
  settings: ProductSettings,
  lists: JoorLists,
  otherStylesWith: SharedSkus = () => [],
): (style: CataloguedStyle) => Mapped {
  const sources = new Sources(settings['products.mapping']);
  const tools = {
    sources,
    priceTypes: new PriceTypes(lists.priceTypes, settings['products.priceTypes']),
    categories: new Categories(lists.categories, settings['products.categories']),
    tags: settings['products.tags'],
    isFiltered: itemFilterOf(settings['items.filter']),
    otherStylesWith,
  };
  return (style) => mapWith(tools, style);
}

/** One style of the WMS as it is to be in JOOR, or every reason why it cannot be. */
export const mapProduct = (product: ProductDetail, settings: ProductSettings, lists: JoorLists): Mapped =>
  productMapper(settings, lists)({ product, listed: true });

interface Tools extends Omit<VariantRules, 'otherStylesWith'> {
  readonly categories: Categories;
  readonly tags: ProductSettings['products.tags'];
  readonly otherStylesWith: SharedSkus;
}

function mapWith(tools: Tools, { product, listed }: CataloguedStyle): Mapped {
  const style = product.styleNumber;
  const variants = mapVariants(product, {
    ...tools,
    otherStylesWith: (sku) => tools.otherStylesWith(sku, style),
  });
  const { leftOut } = variants;
  if (leftOut.length > 0 && leftOut.length === product.variants.length && leftOut.every(isFiltered)) {
    return { kind: 'skipped', style, leftOut };
  }
  if (!listed || !product.active) return { kind: 'unsold', style, leftOut: leftOut.filter(isFiltered) };
  if (variants.skus.length > 0 && !variants.skus.some(({ active }) => active)) {
    return { kind: 'unsold', style, leftOut };
  }
  const texts = mapTexts(product, tools.sources);
  const categories = mapCategories(product, tools);
  const lineSheets = mapLineSheets(product, tools.sources);
  const refusals = [
    ...textFaults(texts),
    ...(lineSheets.length === 0 ? [NO_LINE_SHEET] : []),
    ...categories.refusals,
    ...variantFaults(variants.skus),
    ...noVariant(variants.skus.length, leftOut),
  ];
  const { unmappedCategories } = categories;
  if (refusals.length > 0) return { kind: 'refused', style, refusals, leftOut, unmappedCategories };
  const { images, notes } = mapImages(
    product.images,
    new Set(variants.skus.map(({ colorCode }) => colorCode)),
  );
  const wanted: WantedStyle = {
    style,
    ...texts,
    categoryIds: categories.ids,
    tags: mapTags(product, tools.tags),
    skus: variants.skus,
    prices: variants.prices,
    lineSheets,
    images,
    leftOut,
    notes: [...variants.notes, ...notes, ...categories.notes],
    unmappedCategories,
  };
  return { kind: 'wanted', wanted };
}

const isFiltered = ({ code }: LeftOut): boolean => code === 'filtered';

/** CartRover's table: name of the main item, its SKU for number and identifier, its description or else its name. */
function mapTexts(product: ProductDetail, sources: Sources) {
  const name = sources.first('styleName', product, product.name);
  const number = sources.first('styleNumber', product, product.styleNumber);
  return {
    name,
    number,
    identifier: sources.first('styleIdentifier', product, product.styleNumber) || number,
    description: sources.first('description', product, product.description) || name,
  };
}

function mapCategories(product: ProductDetail, { sources, categories }: Tools) {
  const ids = new Set<string>();
  const unmapped: Unmapped[] = [];
  for (const name of sources.all('category', product, product.categories)) {
    const found = categories.find(name);
    if (found.id === null) unmapped.push({ name, why: found.why });
    else ids.add(found.id);
  }
  const refusals: Refusal[] =
    ids.size === 0 && unmapped.length > 0 ? [{ code: 'unknown-category', reason: unknown(unmapped) }] : [];
  return {
    ids: [...ids].sort(),
    unmappedCategories: unmapped.map(({ name }) => name),
    notes: unmapped.map(unmappedNote),
    refusals,
  };
}

interface Unmapped {
  readonly name: string;
  readonly why: string;
}

const unknown = (unmapped: readonly Unmapped[]): string =>
  `No category of JOOR is found for ${unmapped.slice(0, 10).map(told).join(', ')}: name them in Category Map.`;

const unmappedNote = ({ name, why }: Unmapped): string =>
  `No category of JOOR is found for ${told({ name, why })}: the style goes without it until Category Map names one.`;

const told = ({ name, why }: Unmapped): string => `"${name}" (${why})`;

const NO_LINE_SHEET: Refusal = {
  code: 'no-line-sheet',
  reason:
    'The WMS names neither a line sheet nor a season: enter one there, or map "lineSheet" or "season" to the field that holds it.',
};

/** The reasons of the variants are the style's when none is left; the same one is said once. */
function noVariant(left: number, leftOut: readonly LeftOut[]): Refusal[] {
  if (left > 0) return [];
  if (leftOut.length === 0) return [{ code: 'no-variant', reason: 'The style has no variants.' }];
  return [...new Map(leftOut.map(({ code, reason }) => [reason, { code, reason }])).values()];
}
