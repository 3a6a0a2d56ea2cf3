import { addDecimals, type HeldPrice, type HeldProduct, sameDecimal } from '@joor-bridge/contracts';
import type { WantedPrice } from '../map/wanted-style.js';
import type { MatchedSkus } from './match-skus.js';
import type { FieldChange, JoorNames, PlanOptions, PricesStep } from './plan.js';
import type { Part } from './plan-product.js';

/** Prices to make and to change. What the WMS no longer names stays: see `keptPrices`. */
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
    // Whether JOOR keeps a retail price that it is not told is not documented: it is told the one that it has.
    const whole = { ...price, retail: price.retail ?? before?.retail ?? null };
    if (before && isSame(before, whole)) continue;
    if (before) update.push({ ...whole, id: before.id });
    else create.push(whole);
    const field = `SKU ${price.sku} price (${priceTypeName(price.priceTypeId, names)})`;
    changes.push({ field, from: before ? priceText(before) : '', to: priceText(whole) });
  }
  const isNothing = create.length === 0 && update.length === 0;
  return { step: isNothing ? null : { kind: 'prices', create, update }, changes };
}

/** As people call it, without a name by its id. */
export const priceTypeName = (id: string, names: JoorNames | undefined): string =>
  names?.priceTypes.get(id) ?? `price type ${id}`;

const keyOf = (skuId: string, priceTypeId: string): string => `${skuId}\n${priceTypeId}`;

type Amounts = Pick<HeldPrice, 'wholesale' | 'retail'>;

const isSame = (left: Amounts, right: Amounts): boolean =>
  sameDecimal(left.wholesale, right.wholesale) && isSameOrNone(left.retail, right.retail);

const isSameOrNone = (left: string | null, right: string | null): boolean =>
  left === null || right === null ? left === right : sameDecimal(left, right);

const priceText = ({ wholesale, retail }: Amounts): string =>
  retail === null ? withCents(wholesale) : `${withCents(wholesale)}, retail ${withCents(retail)}`;

export const withCents = (amount: string): string => addDecimals([amount]);
