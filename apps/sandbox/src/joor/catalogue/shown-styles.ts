import type { Catalogue } from './catalogue.js';
import { type Product, styleNumberOf, upcOf } from './records.js';

/** A style as a person sees it in JOOR: by names, numbers and addresses, not by ids. Lists are sorted. */
export interface ShownStyle {
  readonly number: string;
  readonly name: string;
  readonly description: string;
  /** Names. */
  readonly categories: readonly string[];
  /** `name: value`. */
  readonly tags: readonly string[];
  readonly skus: readonly ShownSku[];
  /** `name | season year`, of each line sheet that has it. */
  readonly lineSheets: readonly string[];
  /** `type | address`, with `| colour` where it is a colour's. */
  readonly images: readonly string[];
}

export interface ShownSku {
  readonly upc: string;
  readonly colorCode: string;
  readonly color: string;
  readonly size: string;
  readonly active: boolean;
  /** `currency wholesale retail`. */
  readonly prices: readonly string[];
}

/** Every style of a catalogue, by number. */
export const shownStyles = (catalogue: Catalogue): ShownStyle[] => {
  const sheets = lineSheetsByProduct(catalogue);
  return catalogue.products
    .all()
    .map((product) => shown(catalogue, product, sheets.get(product.id) ?? []))
    .sort((one, other) => (one.number < other.number ? -1 : 1));
};

function shown(catalogue: Catalogue, product: Product, lineSheets: readonly string[]): ShownStyle {
  const categoryOf = new Map(catalogue.categories.map(({ id, name }) => [id, name]));
  return {
    number: styleNumberOf(product),
    name: product.name,
    description: product.description,
    categories: product.categoryIds.map((id) => categoryOf.get(id) ?? id).sort(),
    tags: product.tags.map(tagText).sort(),
    skus: catalogue.skus
      .of(product.id)
      .map((sku) => ({
        upc: upcOf(sku),
        colorCode: sku.color.code,
        color: sku.color.name,
        size: sku.size.name,
        active: sku.color.active && sku.size.active,
        prices: pricesOf(catalogue, sku.id),
      }))
      .sort((one, other) => (one.upc < other.upc ? -1 : 1)),
    lineSheets: [...lineSheets].sort(),
    images: catalogue.images
      .of(product.id)
      .map(({ type, sourceUrl, colorCode }) => [type, sourceUrl, ...((colorCode ?? '') ? [colorCode] : [])])
      .map((parts) => parts.join(' | '))
      .sort(),
  };
}

function tagText(tag: unknown): string {
  const { name, value } = tag as { name: string; value: string };
  return `${name}: ${value}`;
}

function pricesOf(catalogue: Catalogue, skuId: string): string[] {
  const currencyOf = new Map(catalogue.priceTypes.map((type) => [type.id, type.currency_code]));
  return catalogue.prices
    .of(skuId)
    .map(({ priceTypeId, wholesale, retail }) =>
      [currencyOf.get(priceTypeId) ?? priceTypeId, wholesale, retail ?? '-'].join(' '),
    )
    .sort();
}

/** What line sheets each product is on, once for each entry. */
function lineSheetsByProduct(catalogue: Catalogue): Map<string, string[]> {
  const seasons = new Map(catalogue.seasons.all().map(({ id, name, year }) => [id, `${name} ${year}`]));
  const sheets = new Map<string, string[]>();
  for (const { name, seasonId, entries } of catalogue.collections.all()) {
    const sheet = `${name} | ${seasons.get(seasonId ?? '') ?? '-'}`;
    for (const { productId } of entries) sheets.set(productId, [...(sheets.get(productId) ?? []), sheet]);
  }
  return sheets;
}
