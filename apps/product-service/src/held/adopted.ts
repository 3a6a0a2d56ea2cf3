import type { HeldImage, HeldPrice, HeldProduct, HeldSku } from '@joor-bridge/contracts';
import { fileNameOf } from '../apply/image-file.js';
import type { FoundImage, FoundPrice, FoundProduct, FoundSheet, FoundSku } from '../apply/joor-port.js';
import type { WantedStyle } from '../map/wanted-style.js';
import type { Step } from '../plan/plan.js';

/** Everything that JOOR shows of a style. */
export interface FoundStyle {
  readonly product: FoundProduct;
  readonly skus: readonly FoundSku[];
  readonly prices: readonly FoundPrice[];
  /** Line sheets that the style is on. */
  readonly sheets: readonly FoundSheet[];
}

/** What is known about a style before JOOR was asked. */
export interface Before {
  readonly held: HeldProduct | null;
  /** Null where it is no longer sold. */
  readonly wanted: WantedStyle | null;
  /** The step at which a write of ours may have had its effect. */
  readonly doubt: Step['kind'] | null;
}

/** What JOOR holds of a style by its own word; what it does not show, such as images of a colour, stays as known. */
export function adopted(found: FoundStyle, before: Before): HeldProduct {
  const { id, externalId, name, identifier, description, categoryIds, tags } = found.product;
  return {
    id,
    externalId,
    name,
    identifier,
    description,
    categoryIds: [...categoryIds],
    tags: tags.map((tag) => ({ ...tag })),
    skus: adoptedSkus(found.skus, before.wanted),
    prices: found.prices.map((price): HeldPrice => ({ ...price })),
    collections: found.sheets.map((sheet) => adoptedSheet(sheet, found, before)),
    images: adoptedImages(found, before),
  };
}

/**
 * A SKU that somebody made in JOOR has another external id or none, but there can be only one of a colour and size:
 * making it again would be refused, so it is ours from here on. What differs in it is then changed.
 */
function adoptedSkus(found: readonly FoundSku[], wanted: WantedStyle | null): HeldSku[] {
  const taken = new Set(found.map(({ externalId }) => externalId));
  const names = new Set(wanted?.skus.map(({ externalId }) => externalId));
  const free = (wanted?.skus ?? []).filter(({ externalId }) => !taken.has(externalId));
  const byTraits = new Map(free.map((sku) => [traitsOf(sku), sku.externalId]));
  return found.map(({ productId: _, ...sku }) => ({
    ...sku,
    externalId: names.has(sku.externalId) ? sku.externalId : (byTraits.get(traitsOf(sku)) ?? sku.externalId),
  }));
}

/** JOOR's sizes are case-sensitive (JOOR developer docs, SKU data). */
const traitsOf = ({ colorCode, sizeName }: Pick<HeldSku, 'colorCode' | 'sizeName'>): string =>
  JSON.stringify([colorCode, sizeName]);

/** A line sheet that we do not remember is somebody else's, unless we were just about to put the style on it. */
function adoptedSheet({ id, name, seasonId, items }: FoundSheet, found: FoundStyle, before: Before) {
  const item = items.find(({ productId }) => productId === found.product.id);
  const known = before.held?.collections.find((collection) => collection.id === id);
  const named = before.wanted?.lineSheets.some((sheet) => sheet.name === name) ?? false;
  return {
    id,
    name,
    seasonId,
    skuIds: [...(item?.skuIds ?? found.skus.map((sku) => sku.id))],
    ours: known?.ours ?? (before.doubt === 'line-sheets' && named),
  };
}

function adoptedImages({ product }: FoundStyle, { held, wanted }: Before): HeldImage[] {
  const hidden = (held?.images ?? []).filter(({ colorCode }) => colorCode !== '');
  const known = new Map((held?.images ?? []).map((image) => [image.id, image]));
  const shown = product.images.map((image, at): HeldImage => {
    const before = known.get(image.id);
    if (before) return before;
    const ours = wanted?.images.find(
      (each) => each.colorCode === '' && isFileOf(image, product.externalId, each),
    );
    if (ours) return { ...ours, id: image.id, ours: true };
    return { id: image.id, url: '', colorCode: '', kind: 'image', order: at + 1, ours: false };
  });
  return [...shown, ...hidden.filter(({ id }) => !shown.some((image) => image.id === id))];
}

/** JOOR shows its own copy under the name that the file was loaded with. */
const isFileOf = (found: FoundImage, number: string, wanted: WantedStyle['images'][number]): boolean =>
  found.url === wanted.url || lastPart(found.url) === fileNameOf(number, wanted);

const lastPart = (url: string): string => url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
