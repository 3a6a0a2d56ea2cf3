/** Why a whole style cannot be in JOOR. */
export const STYLE_FAULTS = [
  'no-line-sheet',
  'no-name',
  'name-too-long',
  'no-number',
  'number-with-comma',
  'number-too-long',
  'identifier-too-long',
  'description-too-long',
  'unknown-category',
  'duplicate-sku',
  'duplicate-color-and-size',
  'size-in-two-cases',
  'color-code-with-two-names',
  'duplicate-style-number',
  'number-of-other-connection',
  'no-variant',
] as const;
export type StyleFault = (typeof STYLE_FAULTS)[number];

/** Why a variant is left out of its style. A style is refused for them when none of its variants is left. */
export const VARIANT_FAULTS = [
  'no-upc',
  'duplicate-upc',
  'no-color',
  'color-without-code',
  'color-too-long',
  'no-size',
  'size-too-long',
  'no-price',
  'price-unreadable',
  'no-currency',
  'no-price-type',
  'sku-of-two-styles',
  'filtered',
] as const;
export type VariantFault = (typeof VARIANT_FAULTS)[number];

export interface Refusal {
  readonly code: StyleFault | VariantFault;
  /** For a person: what is wrong, with what, and what to do. */
  readonly reason: string;
}

/** A reason to leave a variant out. */
export interface VariantRefusal extends Refusal {
  readonly code: VariantFault;
}
