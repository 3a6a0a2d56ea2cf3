import type { ProductDetail, ProductVariant } from '@joor-bridge/contracts';
import type { ItemCodes } from './item-filter.js';
import { LIMITS } from './limits.js';
import { mapPrices } from './map-prices.js';
import type { PriceTypes } from './price-types.js';
import type { VariantFault, VariantRefusal } from './refusal.js';
import type { Sources } from './sources.js';
import type { LeftOut, WantedPrice, WantedSku } from './wanted-style.js';

/** What variants are judged by besides what they say. */
export interface VariantRules {
  readonly sources: Sources;
  readonly priceTypes: PriceTypes;
  readonly isFiltered: (item: ItemCodes) => boolean;
  /** Other styles of the connection that have the SKU, too. */
  readonly otherStylesWith: (sku: string) => readonly string[];
}

export interface MappedVariants {
  readonly skus: readonly WantedSku[];
  readonly prices: readonly WantedPrice[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
}

/** Variants that can be in JOOR, and those that are left out with their reasons; in the order of the WMS. */
export function mapVariants(product: ProductDetail, rules: VariantRules): MappedVariants {
  const upcs = new Map<string, string[]>();
  const read = product.variants.map((variant) => {
    const sku = skuOf(product, variant, rules.sources);
    if (sku.upc !== '') upcs.set(sku.upc, [...(upcs.get(sku.upc) ?? []), sku.externalId]);
    return { variant, sku };
  });
  const mapped = { skus: [] as WantedSku[], prices: [] as WantedPrice[], leftOut: [] as LeftOut[] };
  const notes = new Set<string>();
  for (const { variant, sku } of read) {
    const priced = mapPrices(product, variant, rules.sources, rules.priceTypes);
    const fault =
      filtered(product, sku, rules) ??
      faultOf(sku, rules, upcs.get(sku.upc) ?? []) ??
      (sku.active && priced.prices.length === 0 ? (priced.faults[0] ?? null) : null);
    if (fault) {
      mapped.leftOut.push({ sku: sku.externalId, ...fault });
      continue;
    }
    mapped.skus.push(sku);
    if (!sku.active) continue;
    for (const price of priced.prices) mapped.prices.push({ sku: sku.externalId, ...price });
    for (const { reason } of priced.faults) notes.add(reason);
  }
  return { ...mapped, notes: [...notes] };
}

function skuOf(product: ProductDetail, variant: ProductVariant, sources: Sources): WantedSku {
  const said = (target: 'upc' | 'colorName' | 'colorCode' | 'sizeName' | 'sizeCode') =>
    sources.ofVariant(target, product, variant, variant[target]);
  const colorCode = said('colorCode');
  const sizeCode = said('sizeCode');
  const sizeName = said('sizeName') || sizeCode;
  return {
    externalId: variant.sku,
    upc: said('upc'),
    colorName: said('colorName') || colorCode,
    colorCode,
    sizeName,
    sizeCode: sizeCode || sizeName,
    active: variant.active,
  };
}

function filtered(
  { styleNumber }: ProductDetail,
  sku: WantedSku,
  rules: VariantRules,
): VariantRefusal | null {
  const { externalId, upc, colorCode, sizeCode } = sku;
  return rules.isFiltered({ sku: externalId, upc, styleNumber, colorCode, size: sizeCode })
    ? { code: 'filtered', reason: `Item Filter keeps SKU ${externalId} out.` }
    : null;
}

function faultOf(sku: WantedSku, rules: VariantRules, sameUpc: readonly string[]): VariantRefusal | null {
  const others = rules.otherStylesWith(sku.externalId);
  if (others.length > 0) {
    const styles = others.slice(0, 5).join(', ');
    return fault('sku-of-two-styles', sku, `is a variant of ${styles}, too: a SKU belongs to one style.`);
  }
  if (sku.upc === '') return fault('no-upc', sku, 'has no UPC: enter it in the WMS, or map "upc".');
  if (sameUpc.length > 1) {
    const all = sameUpc.slice(0, 5).join(', ');
    return fault(
      'duplicate-upc',
      sku,
      `shares the UPC ${sku.upc} with others (${all}): JOOR tells items apart by it.`,
    );
  }
  return colorFault(sku) ?? sizeFault(sku);
}

function colorFault(sku: WantedSku): VariantRefusal | null {
  if (sku.colorName === '') return fault('no-color', sku, 'has no color, which JOOR needs.');
  if (sku.colorCode === '') {
    return fault(
      'color-without-code',
      sku,
      `has the color "${sku.colorName}" without a code, which JOOR needs.`,
    );
  }
  return longest(sku.colorName, sku.colorCode) > LIMITS.colorName
    ? fault('color-too-long', sku, `has a color of more than the ${LIMITS.colorName} characters JOOR takes.`)
    : null;
}

function sizeFault(sku: WantedSku): VariantRefusal | null {
  if (sku.sizeName === '') return fault('no-size', sku, 'has no size, which JOOR needs.');
  return longest(sku.sizeName, sku.sizeCode) > LIMITS.sizeName
    ? fault('size-too-long', sku, `has a size of more than the ${LIMITS.sizeName} characters JOOR takes.`)
    : null;
}

const longest = (...texts: string[]): number => Math.max(...texts.map((text) => text.length));

const fault = (code: VariantFault, { externalId }: WantedSku, what: string): VariantRefusal => ({
  code,
  reason: `SKU ${externalId} ${what}`,
});
