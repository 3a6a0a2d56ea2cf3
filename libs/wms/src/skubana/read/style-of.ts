import type { ProductDetail, ProductImage } from '@joor-bridge/contracts';
import type { RefusedProduct } from '../../products/product-page.js';
import { readProduct } from '../../products/read-product.js';
import { RowFault } from '../../row/row-text.js';
import type { SkubanaOptions } from '../options.js';
import type { ItemNames } from './item-names.js';
import type { ProductMember } from './product-member.js';

/** The products of one style: the main item and its variants; a product that stands alone is both. */
export interface Family {
  readonly main: ProductMember;
  readonly variants: readonly ProductMember[];
}

export interface StyleRules {
  readonly options: Pick<SkubanaOptions, 'mapPrice'>;
  readonly names: ItemNames;
  /** The vendor's SKU by product id. */
  readonly vendorSkus: ReadonlyMap<string, string>;
}

/** The family as one style. Never throws. */
export function styleOf({ main, variants }: Family, rules: StyleRules): ProductDetail | RefusedProduct {
  const { vendorSkus } = rules;
  const supplied = [main, ...variants].find(({ id }) => vendorSkus.has(id));
  try {
    return readProduct({
      styleNumber: main.masterSku,
      name: main.name,
      description: main.description,
      productType: main.type,
      supplierCode: supplied ? vendorSkus.get(supplied.id) : '',
      active: main.active,
      modifiedAt: latest([main, ...variants]),
      categories: main.categories,
      prices: pricesOf(main, rules),
      images: imagesOf(main, variants),
      variants: variants.map((variant) => variantOf(variant, main, rules)),
      fields: main.fields,
    });
  } catch (error) {
    if (error instanceof RowFault) return { styleNumber: main.masterSku, reason: error.message };
    throw error;
  }
}

function variantOf(variant: ProductMember, main: ProductMember, rules: StyleRules) {
  const { id, masterSku, upc, color, size, active, fields } = variant;
  const sku = nameOf({ productId: id, masterSku }, rules.names);
  return {
    sku,
    upc,
    colorName: color,
    // Skubana has no codes: a name that does not change serves as well
    colorCode: color,
    sizeName: size,
    sizeCode: size,
    active,
    prices: variant === main ? [] : pricesOf(variant, rules),
    fields,
  };
}

function nameOf(product: { productId: string; masterSku: string }, names: ItemNames): string {
  try {
    return names.nameOf(product);
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    throw new RowFault(`its variant ${product.masterSku}: ${error.message}`);
  }
}

function pricesOf({ mapPrice }: ProductMember, { options }: StyleRules) {
  if (mapPrice === null) return [];
  return [{ currency: mapPrice.currency, [options.mapPrice]: mapPrice.amount }];
}

/** The main item's for the whole style, then each variant's for its color; each address once. */
function imagesOf(main: ProductMember, variants: readonly ProductMember[]): Partial<ProductImage>[] {
  const images = new Map<string, Partial<ProductImage>>();
  for (const url of main.images) images.set(url, { url });
  for (const variant of variants) {
    for (const url of variant.images) {
      if (!images.has(url)) images.set(url, { url, colorCode: variant.color });
    }
  }
  return [...images.values()];
}

/** Instants of one form sort as text. */
const latest = (members: readonly ProductMember[]): string | null =>
  members
    .flatMap(({ modifiedAt }) => modifiedAt ?? [])
    .sort()
    .at(-1) ?? null;
