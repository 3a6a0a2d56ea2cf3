import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';
import { ProductDetail } from '../product/product-detail.js';
import { World } from '../stock/stock-level.js';

const ProductDetailedSchema = Type.Object({
  connectionId: Type.String({ minLength: 1, maxLength: 64 }),
  workspaceId: Type.String({ minLength: 1, maxLength: 64 }),
  world: World,
  /** Content hash of the product. */
  revision: Type.String({ minLength: 8, maxLength: 64 }),
  /** When the WMS was asked: of two the later holds, whichever comes last. */
  observedAt: Instant(),
  /** False: the style is no longer in the WMS's list. */
  listed: Type.Boolean(),
  product: ProductDetail,
});

/** A style as the WMS knows it was seen for the first time or changed. */
export type ProductDetailed = Static<typeof ProductDetailedSchema>;

export const productDetailed = eventContract({
  type: 'wms.product.detailed.v1',
  description: 'A style as the WMS knows it, new or changed. Of two the later `observedAt` holds.',
  schema: ProductDetailedSchema,
});
