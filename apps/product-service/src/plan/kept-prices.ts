import { type HeldProduct, isZero } from '@joor-bridge/contracts';
import type { WantedPrice } from '../map/wanted-style.js';
import type { MatchedSkus } from './match-skus.js';
import type { PlanOptions } from './plan.js';
import { priceTypeName, withCents } from './plan-prices.js';

/** SKUs that a note names. */
const NAMED = 3;

/**
 * Prices that JOOR has of SKUs that are sold and the WMS does not name, or no longer: notes, one a price type. JOOR
 * documents no way to take a price back (v4 reference, prices: create and update), so buyers go on seeing it.
 */
export function keptPrices(
  wanted: readonly WantedPrice[],
  held: HeldProduct,
  { pairs }: MatchedSkus,
  { names }: Pick<PlanOptions, 'names'>,
): string[] {
  const sold = new Map(
    pairs.flatMap(({ wanted: sku, held: known }) =>
      known && sku.active ? [[known.id, sku.externalId]] : [],
    ),
  );
  const named = new Map(wanted.map((price) => [`${price.sku}\n${price.priceTypeId}`, price]));
  const kept = new Map<string, string[]>();
  for (const { skuId, priceTypeId, wholesale, retail } of held.prices) {
    const sku = sold.get(skuId);
    if (sku === undefined) continue;
    const price = named.get(`${sku}\n${priceTypeId}`);
    const isRetail = price !== undefined;
    const amount = isRetail ? retail : wholesale;
    if (amount === null || isZero(amount) || (isRetail && price.retail !== null)) continue;
    const what = `${isRetail ? 'retail price' : 'price'} (${priceTypeName(priceTypeId, names)})`;
    const known = kept.get(what);
    if (known) known.push(`${sku} ${withCents(amount)}`);
    else kept.set(what, [`${sku} ${withCents(amount)}`]);
  }
  return [...kept].map(([what, skus]) => noteOf(what, skus));
}

function noteOf(what: string, skus: readonly string[]): string {
  const more = skus.length > NAMED ? ` and ${skus.length - NAMED} more` : '';
  return `JOOR keeps the ${what} of ${skus.slice(0, NAMED).join(', ')}${more}: the WMS does not name it, and JOOR cannot take a price back. Name it in the WMS, or change it in JOOR.`;
}
