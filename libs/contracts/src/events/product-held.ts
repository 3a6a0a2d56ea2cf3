import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';
import { HeldProduct } from '../product/held-product.js';
import { World } from '../stock/stock-level.js';

const ProductHeldSchema = Type.Object({
  connectionId: Type.String({ minLength: 1, maxLength: 64 }),
  workspaceId: Type.String({ minLength: 1, maxLength: 64 }),
  world: World,
  styleNumber: Type.String({ minLength: 1, maxLength: 200 }),
  /**
   * Hash of the style as it was wanted, mapped and under the choices of the settings, that is wholly in JOOR; null while
   * a part of it is not. It is not the revision of the WMS's product.
   */
  revision: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
  held: HeldProduct,
  at: Instant(),
});

/** A style as JOOR has acknowledged it. */
export type ProductHeld = Static<typeof ProductHeldSchema>;

export const productHeld = eventContract({
  type: 'joor.product.held.v1',
  description:
    'A style as JOOR has acknowledged it, so that a rebuilt service writes nothing that JOOR has. The later `at` holds.',
  schema: ProductHeldSchema,
});
