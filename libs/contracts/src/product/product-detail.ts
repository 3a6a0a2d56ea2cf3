import { type Static, Type } from '@sinclair/typebox';
import { Decimal, Instant } from '../event/formats.js';

const Text = () => Type.String({ maxLength: 20_000 });
const Short = () => Type.String({ maxLength: 500 });

/** Everything else the WMS says, by a name the mapping can pick: `custom.Season`, `attribute.Fabric` … */
const Fields = () => Type.Record(Type.String({ maxLength: 200 }), Text());

export const ProductPrice = Type.Object({
  /** What the WMS calls the price list; `""` where it has only one. */
  label: Short(),
  /** ISO 4217; `""` where the WMS does not say. */
  currency: Type.String({ maxLength: 3 }),
  wholesale: Type.Union([Decimal(), Type.Null()]),
  retail: Type.Union([Decimal(), Type.Null()]),
});
export type ProductPrice = Static<typeof ProductPrice>;

export const ProductImage = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2_000 }),
  /** Of the colour that it shows; `""` for the whole style. */
  colorCode: Short(),
  kind: Type.Union([Type.Literal('image'), Type.Literal('swatch')]),
});
export type ProductImage = Static<typeof ProductImage>;

export const ProductVariant = Type.Object({
  sku: Type.String({ minLength: 1, maxLength: 200 }),
  upc: Short(),
  colorName: Short(),
  colorCode: Short(),
  sizeName: Short(),
  sizeCode: Short(),
  active: Type.Boolean(),
  /** Empty: the style's own. */
  prices: Type.Array(ProductPrice, { maxItems: 50 }),
  fields: Fields(),
});
export type ProductVariant = Static<typeof ProductVariant>;

/** One sellable style with its variants, as the WMS knows it. Images come in the order they are to be shown. */
export const ProductDetail = Type.Object({
  /** SKU of the main item: identity of the style within the connection. */
  styleNumber: Type.String({ minLength: 1, maxLength: 200 }),
  name: Short(),
  description: Text(),
  productType: Short(),
  supplierCode: Short(),
  active: Type.Boolean(),
  modifiedAt: Type.Union([Instant(), Type.Null()]),
  categories: Type.Array(Short(), { maxItems: 100 }),
  season: Short(),
  seasonYear: Type.Union([Type.Integer({ minimum: 1_900, maximum: 2_200 }), Type.Null()]),
  lineSheets: Type.Array(Short(), { maxItems: 100 }),
  prices: Type.Array(ProductPrice, { maxItems: 50 }),
  images: Type.Array(ProductImage, { maxItems: 200 }),
  variants: Type.Array(ProductVariant, { maxItems: 2_000 }),
  fields: Fields(),
});
export type ProductDetail = Static<typeof ProductDetail>;
