import type { ProductImage } from '@joor-bridge/contracts';
import type { VariantRefusal } from './refusal.js';

/** A season as JOOR makes one: it needs both. */
export interface WantedSeason {
  readonly name: string;
  readonly year: number;
}

export interface WantedTag {
  readonly group: string;
  readonly name: string;
  readonly value: string;
  readonly code: string;
}

export interface WantedSku {
  /** The WMS's SKU: `external_id` in JOOR. */
  readonly externalId: string;
  readonly upc: string;
  readonly colorName: string;
  readonly colorCode: string;
  readonly sizeName: string;
  readonly sizeCode: string;
  /** False: the WMS no longer sells it. It is never made in JOOR, and nothing of it is changed there. */
  readonly active: boolean;
}

export interface WantedPrice {
  /** `externalId` of the SKU that it is for. */
  readonly sku: string;
  /** Of JOOR's price type. */
  readonly priceTypeId: string;
  /** More than nothing, with at least two places. */
  readonly wholesale: string;
  readonly retail: string | null;
}

/** A line sheet that the style belongs on, found by its name. */
export interface WantedLineSheet {
  readonly name: string;
  /** What it is made with, where JOOR does not have it yet. */
  readonly season: WantedSeason | null;
}

export interface WantedImage {
  readonly url: string;
  /** `""` for the whole style. */
  readonly colorCode: string;
  readonly kind: ProductImage['kind'];
  /** Place among the images of the style, from 1. */
  readonly order: number;
}

/** A variant that is not written to JOOR. What JOOR has of it stays as it is. */
export interface LeftOut extends VariantRefusal {
  readonly sku: string;
}

/** A style as it is to be in JOOR: mapped, within JOOR's limits, every value ready to be written. */
export interface WantedStyle {
  /** The WMS's style: what the plan, the runs and what is held of it go by. */
  readonly style: string;
  /** JOOR's Style Number: `external_id` of the product. */
  readonly number: string;
  readonly name: string;
  readonly identifier: string;
  readonly description: string;
  /** JOOR's category ids, sorted. */
  readonly categoryIds: readonly string[];
  readonly tags: readonly WantedTag[];
  /** At least one that is active. */
  readonly skus: readonly WantedSku[];
  /** Of active SKUs, at least one each. */
  readonly prices: readonly WantedPrice[];
  /** At least one, sorted by name. */
  readonly lineSheets: readonly WantedLineSheet[];
  readonly images: readonly WantedImage[];
  readonly leftOut: readonly LeftOut[];
  /** What a person should know besides, e.g. a category that JOOR does not have. */
  readonly notes: readonly string[];
  /** Categories of the WMS that no category of JOOR was found for. */
  readonly unmappedCategories: readonly string[];
}
