import type { HeldImage, HeldPrice, HeldProduct, HeldSku } from '@joor-bridge/contracts';
import { pictureOf } from '../map/picture-of.js';
import type { WantedImage, WantedPrice, WantedSku } from '../map/wanted-style.js';
import type { LineSheetEntry, ProductStep, StatusStep } from '../plan/plan.js';

/** Something that JOOR knows by this id now. */
export interface Acknowledged<T> {
  readonly id: string;
  readonly value: T;
}

/** The product's own record is in JOOR. */
export const withProduct = (held: HeldProduct | null, step: ProductStep, id: string): HeldProduct => ({
  skus: [],
  prices: [],
  collections: [],
  images: [],
  ...held,
  id,
  externalId: step.externalId,
  name: step.name,
  identifier: step.identifier,
  description: step.description,
  categoryIds: [...step.categoryIds],
  tags: step.tags.map((tag) => ({ ...tag })),
});

/** A SKU that was made is active; whether one that was there is, is not changed by an update. */
export function withSkus(held: HeldProduct, written: readonly Acknowledged<WantedSku>[]): HeldProduct {
  const before = new Map(held.skus.map((sku) => [sku.id, sku]));
  const skus = written.map(
    ({ id, value: { externalId, upc, colorName, colorCode, sizeName, sizeCode } }): HeldSku => ({
      id,
      externalId,
      upc,
      colorName,
      colorCode,
      sizeName,
      sizeCode,
      active: before.get(id)?.active ?? true,
    }),
  );
  return { ...held, skus: replaced(held.skus, skus, ({ id }) => id) };
}

export function withPrices(held: HeldProduct, written: readonly Acknowledged<WantedPrice>[]): HeldProduct {
  const ids = skuIds(held);
  const prices = written.flatMap(({ id, value }): HeldPrice[] => {
    const skuId = ids.get(value.sku);
    const { priceTypeId, wholesale, retail } = value;
    return skuId === undefined ? [] : [{ id, skuId, priceTypeId, wholesale, retail }];
  });
  return { ...held, prices: replaced(held.prices, prices, ({ id }) => id) };
}

/** The style is on a line sheet with all of these SKUs. One that somebody put it on stays theirs. */
export function withLineSheet(
  held: HeldProduct,
  entry: Pick<LineSheetEntry, 'name' | 'skus'>,
  sheet: { readonly id: string; readonly seasonId: string | null },
): HeldProduct {
  const ids = skuIds(held);
  const known = held.collections.find(({ id }) => id === sheet.id);
  const collection = {
    id: sheet.id,
    name: entry.name,
    seasonId: sheet.seasonId,
    skuIds: entry.skus.flatMap((sku) => ids.get(sku) ?? []),
    ours: known?.ours ?? true,
  };
  return { ...held, collections: replaced(held.collections, [collection], ({ id }) => id) };
}

export const withoutLineSheet = (held: HeldProduct, id: string): HeldProduct => ({
  ...held,
  collections: held.collections.filter((collection) => collection.id !== id),
});

/** @param onlyThese JOOR has deleted the images that it had of the style before */
export function withImages(
  held: HeldProduct,
  written: readonly Acknowledged<WantedImage>[],
  onlyThese: boolean,
): HeldProduct {
  const images = written.map(
    ({ id, value: { url, colorCode, kind, order } }): HeldImage => ({
      id,
      url,
      colorCode,
      kind,
      order,
      ours: true,
    }),
  );
  return { ...held, images: replaced(onlyThese ? [] : held.images, images, imageKey) };
}

export function withStatus(held: HeldProduct, changed: StatusStep['skus']): HeldProduct {
  const active = new Map(changed.map((sku) => [sku.id, sku.makeActive]));
  return { ...held, skus: held.skus.map((sku) => ({ ...sku, active: active.get(sku.id) ?? sku.active })) };
}

/** JOOR's id of each SKU by the WMS's. */
export const skuIds = (held: HeldProduct): Map<string, string> =>
  new Map(held.skus.map(({ externalId, id }) => [externalId, id]));

/** JOOR need not tell an image's id: then its address, colour and kind have to do. */
const imageKey = ({ id, url, colorCode, kind }: HeldImage): string =>
  id === '' ? JSON.stringify([pictureOf(url), colorCode, kind]) : id;

/** What is known already keeps its place; the rest comes after it. */
function replaced<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string): T[] {
  const newest = new Map(before.map((item) => [keyOf(item), item]));
  for (const item of now) newest.set(keyOf(item), item);
  return [...newest.values()];
}
