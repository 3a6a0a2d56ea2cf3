import type { HeldProduct, HeldSku } from '@joor-bridge/contracts';
import type { WantedSku } from '../map/wanted-style.js';

export interface SkuPair {
  readonly wanted: WantedSku;
  /** Null: JOOR does not have it. */
  readonly held: HeldSku | null;
}

export interface MatchedSkus {
  readonly pairs: readonly SkuPair[];
  /** What JOOR has and nothing in the style stands for. */
  readonly rest: readonly HeldSku[];
}

/** Finds JOOR's SKU for each of the style: by the WMS's SKU, else, where the WMS renamed it, by the UPC. */
export function matchSkus(wanted: readonly WantedSku[], held: HeldProduct | null): MatchedSkus {
  const free = new Map((held?.skus ?? []).map((sku) => [sku.id, sku]));
  const byExternalId = new Map((held?.skus ?? []).map((sku) => [sku.externalId, sku]));
  const found = new Map<WantedSku, HeldSku>();
  const take = (sku: WantedSku, match: HeldSku | undefined) => {
    if (!match || !free.delete(match.id)) return;
    found.set(sku, match);
  };
  for (const sku of wanted) take(sku, byExternalId.get(sku.externalId));
  const byUpc = new Map([...free.values()].filter(({ upc }) => upc !== '').map((sku) => [sku.upc, sku]));
  for (const sku of wanted) if (!found.has(sku)) take(sku, byUpc.get(sku.upc));
  return {
    pairs: wanted.map((sku) => ({ wanted: sku, held: found.get(sku) ?? null })),
    rest: [...free.values()],
  };
}
