import type { ProductDetail } from '@joor-bridge/contracts';

/** A product that cannot be read, and why. */
export interface RefusedProduct {
  /** `""` where it names none. */
  readonly styleNumber: string;
  readonly reason: string;
}

export interface ProductPage {
  readonly products: readonly ProductDetail[];
  readonly refused: readonly RefusedProduct[];
}
