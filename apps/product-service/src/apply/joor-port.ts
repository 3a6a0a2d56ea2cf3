import type { HeldSku } from '@joor-bridge/contracts';
import type { WantedImage, WantedSeason, WantedSku, WantedTag } from '../map/wanted-style.js';

/** What became of one record of a write. */
export type Written =
  | { readonly kind: 'written'; readonly id: string }
  /** JOOR has one like it already. */
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** JOOR's answer does not name it: nobody knows. */
  | { readonly kind: 'unnamed' };

export interface FoundImage {
  readonly id: string;
  readonly url: string;
}

/** A product as JOOR shows it. */
export interface FoundProduct {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly identifier: string;
  readonly description: string;
  readonly categoryIds: readonly string[];
  readonly tags: readonly WantedTag[];
  readonly images: readonly FoundImage[];
}

export interface FoundSku {
  readonly id: string;
  readonly productId: string;
  readonly externalId: string;
  readonly upc: string;
  readonly colorName: string;
  readonly colorCode: string;
  readonly sizeName: string;
  readonly sizeCode: string;
  readonly active: boolean;
}

export interface FoundPrice {
  readonly id: string;
  readonly skuId: string;
  readonly priceTypeId: string;
  readonly wholesale: string;
  readonly retail: string | null;
}

export interface FoundSeason extends WantedSeason {
  readonly id: string;
}

/** A style on a line sheet. */
export interface SheetItem {
  readonly productId: string;
  readonly orderNumber: number | null;
  /** Null: every SKU of the style. */
  readonly skuIds: readonly string[] | null;
}

/** A line sheet; JOOR v4 calls it a collection. */
export interface FoundSheet {
  readonly id: string;
  readonly name: string;
  readonly seasonId: string | null;
  readonly items: readonly SheetItem[];
}

export interface ProductRecord {
  readonly id: string | null;
  readonly name: string;
  readonly externalId: string;
  readonly identifier: string;
  readonly description: string;
  readonly categoryIds: readonly string[];
  readonly tags: readonly WantedTag[];
}
export interface SkuRecord extends WantedSku {
  readonly id: string | null;
  readonly productId: string;
}
export interface PriceRecord {
  readonly id: string | null;
  readonly skuId: string;
  readonly priceTypeId: string;
  readonly wholesale: string;
  readonly retail: string | null;
}
export interface SheetRecord extends Omit<FoundSheet, 'id'> {
  readonly id: string | null;
}
/** A colour or size of a product to be switched on or off, by a SKU that has it. */
export interface TraitStatus {
  readonly productId: string;
  readonly sku: HeldSku;
  readonly trait: 'color' | 'size';
  readonly active: boolean;
}
export interface ImageRecord extends WantedImage {
  readonly productId: string;
  /** JOOR's Style Number: with it names of files differ from style to style. */
  readonly number: string;
}

type Texts = readonly string[];

/**
 * What the applier needs of JOOR's catalogue. A write answers record by record, in the order given; ids are null where
 * a record is to be made. Every method throws JoorFailure when the request as a whole failed.
 */
export interface JoorPort {
  products(externalIds: Texts): Promise<readonly FoundProduct[]>;
  skus(productIds: Texts): Promise<readonly FoundSku[]>;
  prices(skuIds: Texts): Promise<readonly FoundPrice[]>;
  seasons(): Promise<readonly FoundSeason[]>;
  sheets(): Promise<readonly FoundSheet[]>;
  writeProducts(records: readonly ProductRecord[]): Promise<readonly Written[]>;
  writeSkus(records: readonly SkuRecord[]): Promise<readonly Written[]>;
  writeStatus(records: readonly TraitStatus[]): Promise<readonly Written[]>;
  writePrices(records: readonly PriceRecord[]): Promise<readonly Written[]>;
  makeSeasons(seasons: readonly WantedSeason[]): Promise<readonly Written[]>;
  writeSheets(records: readonly SheetRecord[]): Promise<readonly Written[]>;
  /** @param replaceAll the images that JOOR has of these products are deleted first */
  addImages(records: readonly ImageRecord[], replaceAll: boolean): Promise<readonly Written[]>;
}
