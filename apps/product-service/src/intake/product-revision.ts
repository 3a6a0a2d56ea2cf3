import { createHash } from 'node:crypto';
import type { ProductDetail } from '@joor-bridge/contracts';

const HEX_DIGITS = 32;

/**
 * Content hash of a style: the identity of its revision. Left out is what changes without the style being changed:
 * `modifiedAt`, and the sequence of variants, prices, categories and line sheets. That of the images counts, they are
 * shown in it.
 * @returns the first 32 hex digits of a SHA-256
 */
export function productRevision(product: ProductDetail): string {
  const { styleNumber, name, description, productType, supplierCode, active, season, seasonYear } = product;
  const content = [
    [styleNumber, name, description, productType, supplierCode, active, season, seasonYear],
    [...product.categories].sort(),
    [...product.lineSheets].sort(),
    pricesOf(product),
    product.images.map(({ url, colorCode, kind }) => [url, colorCode, kind]),
    fieldsOf(product),
    product.variants
      .map((variant) => {
        const { sku, upc, colorName, colorCode, sizeName, sizeCode } = variant;
        const own = [sku, upc, colorName, colorCode, sizeName, sizeCode, variant.active];
        return JSON.stringify([own, pricesOf(variant), fieldsOf(variant)]);
      })
      .sort(),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, HEX_DIGITS);
}

const pricesOf = ({ prices }: Pick<ProductDetail, 'prices'>): string[] =>
  prices
    .map(({ label, currency, wholesale, retail }) => JSON.stringify([label, currency, wholesale, retail]))
    .sort();

const fieldsOf = ({ fields }: Pick<ProductDetail, 'fields'>): [string, string][] =>
  Object.entries(fields).sort(([left], [right]) => (left < right ? -1 : 1));
