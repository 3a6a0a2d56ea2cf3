import { type Static, Type } from '@sinclair/typebox';
import { Decimal } from '../event/formats.js';

const Text = () => Type.String({ maxLength: 20_000 });
const Short = () => Type.String({ maxLength: 500 });
/** JOOR's v4 ids are opaque text. */
const Id = () => Type.String({ minLength: 1, maxLength: 200 });

const HeldTag = Type.Object({ group: Short(), name: Short(), value: Short(), code: Short() });

const HeldSku = Type.Object({
  id: Id(),
  /** The WMS's SKU, under which it was made. */
  externalId: Short(),
  upc: Short(),
  colorName: Short(),
  colorCode: Short(),
  sizeName: Short(),
  sizeCode: Short(),
  active: Type.Boolean(),
});
export type HeldSku = Static<typeof HeldSku>;

const HeldPrice = Type.Object({
  id: Id(),
  skuId: Id(),
  priceTypeId: Id(),
  wholesale: Decimal(),
  retail: Type.Union([Decimal(), Type.Null()]),
});
export type HeldPrice = Static<typeof HeldPrice>;

/** A line sheet that holds the style; JOOR v4 calls it a collection. */
const HeldCollection = Type.Object({
  id: Id(),
  name: Short(),
  seasonId: Type.Union([Id(), Type.Null()]),
  skuIds: Type.Array(Id(), { maxItems: 2_000 }),
  /** Whether the style was put there by us: what people did in JOOR stays unless replacing is chosen. */
  ours: Type.Boolean(),
});
export type HeldCollection = Static<typeof HeldCollection>;

const HeldImage = Type.Object({
  id: Short(),
  /** The address it was loaded from; `""` for one that was made in JOOR. */
  url: Type.String({ maxLength: 2_000 }),
  colorCode: Short(),
  kind: Type.Union([Type.Literal('image'), Type.Literal('swatch')]),
  /** Place among the images of the style, from 1. */
  order: Type.Integer({ minimum: 0 }),
  ours: Type.Boolean(),
});
export type HeldImage = Static<typeof HeldImage>;

/** A style as JOOR holds it, as far as we wrote or read it. */
export const HeldProduct = Type.Object({
  id: Id(),
  externalId: Short(),
  name: Short(),
  identifier: Short(),
  description: Text(),
  /** JOOR's category ids. */
  categoryIds: Type.Array(Id(), { maxItems: 100 }),
  tags: Type.Array(HeldTag, { maxItems: 200 }),
  skus: Type.Array(HeldSku, { maxItems: 2_000 }),
  prices: Type.Array(HeldPrice, { maxItems: 20_000 }),
  collections: Type.Array(HeldCollection, { maxItems: 500 }),
  images: Type.Array(HeldImage, { maxItems: 500 }),
});
export type HeldProduct = Static<typeof HeldProduct>;
