import { addDecimals, type HeldPrice, type HeldProduct, sameDecimal } from '@joor-bridge/contracts';
import type { WantedPrice } from '../map/wanted-style.js';
import type { MatchedSkus } from './match-skus.js';
import type { FieldChange, PlanOptions, PricesStep } from './plan.js';
import type { Part } from './plan-product.js';

/** Prices to make and to change. JOOR keeps prices that the WMS no longer names: it has no way to take one back. */
export function planPrices(
  wanted: readonly WantedPrice[],
  held: HeldProduct | null,
  { pairs }: MatchedSkus,
  { names }: Pick<PlanOptions, 'names'>,
): Part<PricesStep> {
  const ids = new Map(pairs.map((pair) => [pair.wanted.externalId, pair.held?.id ?? null]));
  const known = new Map((held?.prices ?? []).map((price) => [keyOf(price.skuId, price.priceTypeId), price]));
  const create: WantedPrice[] = [];
  const update: (WantedPrice & { id: string })[] = [];
  const changes: FieldChange[] = [];
  for (const price of wanted) {
    const skuId = ids.get(price.sku) ?? null;
    const before = skuId === null ? undefined : known.get(keyOf(skuId, price.priceTypeId));
    if (before && isSame(before, price)) continue;
    if (before) update.push({ ...price, id: before.id });
    else create.push(price);
    const type = names?.priceTypes.get(price.priceTypeId) ?? `price type ${price.priceTypeId}`;
    const field = `SKU ${price.sku} price (${type})`;
    changes.push({ field, from: before ? priceText(before) : '', to: priceText(price) });
  }
  const isNothing = create.length === 0 && update.length === 0;
  return { step: isNothing ? null : { kind: 'prices', create, update }, changes };
}

const keyOf = (skuId: string, priceTypeId: string): string => `${skuId}\n${priceTypeId}`;

type Amounts = Pick<HeldPrice, 'wholesale' | 'retail'>;

const isSame = (left: Amounts, right: Amounts): boolean =>
  sameDecimal(left.wholesale, right.wholesale) && isSameOrNone(left.retail, right.retail);

const isSameOrNone = (left: string | null, right: string | null): boolean =>
  left === null || right === null ? left === right : sameDecimal(left, right);

const priceText = ({ wholesale, retail }: Amounts): string =>
  retail === null ? withCents(wholesale) : `${withCents(wholesale)}, retail ${withCents(retail)}`;

const withCents = (amount: string): string => addDecimals([amount]);
