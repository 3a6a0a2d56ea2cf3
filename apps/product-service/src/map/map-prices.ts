import {
  addDecimals,
  isZero,
  NotDecimal,
  type ProductDetail,
  type ProductPrice,
  type ProductVariant,
} from '@joor-bridge/contracts';
import type { PriceTypes } from './price-types.js';
import type { VariantRefusal } from './refusal.js';
import type { Sources } from './sources.js';
import type { WantedPrice } from './wanted-style.js';

type Price = Omit<WantedPrice, 'sku'>;

export interface MappedPrices {
  readonly prices: readonly Price[];
  /** Prices that are not written, and why: notes, as long as one is. */
  readonly faults: readonly VariantRefusal[];
}

/** The prices of a variant, one per price type: its own, where it has any, else those of its style. */
export function mapPrices(
  product: ProductDetail,
  variant: ProductVariant,
  sources: Sources,
  types: PriceTypes,
): MappedPrices {
  const prices = new Map<string, Price>();
  const faults: VariantRefusal[] = [];
  for (const given of givenPrices(product, variant, sources)) {
    const type = types.find(given.label, given.currency);
    const price = 'code' in type ? type : priced(given, type.id, type.name);
    if ('code' in price) faults.push(price);
    else if (!prices.has(price.priceTypeId)) prices.set(price.priceTypeId, price);
  }
  if (prices.size === 0 && faults.length === 0) faults.push(missing('no price'));
  return { prices: [...prices.values()].sort(byType), faults };
}

/** As the WMS gives them. What a mapping fills takes the place of what the price list says. */
function givenPrices(product: ProductDetail, variant: ProductVariant, sources: Sources): ProductPrice[] {
  const listed = variant.prices.length > 0 ? variant.prices : product.prices;
  const isMapped = sources.has('wholesale') || sources.has('retail') || sources.has('currency');
  if (!isMapped) return [...listed];
  const base = listed.length > 0 ? listed : [{ label: '', currency: '', wholesale: null, retail: null }];
  const said = (target: 'wholesale' | 'retail' | 'currency', usual: string | null) =>
    sources.ofVariant(target, product, variant, usual ?? '');
  return base.map(({ label, currency, wholesale, retail }) => ({
    label,
    currency: said('currency', currency).toUpperCase(),
    wholesale: said('wholesale', wholesale) || null,
    retail: said('retail', retail) || null,
  }));
}

function priced(
  { label, wholesale, retail }: ProductPrice,
  priceTypeId: string,
  name: string,
): Price | VariantRefusal {
  const what = `wholesale price for "${name}"${label === '' ? '' : ` (list "${label}")`}`;
  const exact = amount(wholesale);
  const retailExact = amount(retail);
  if (exact === 'unreadable' || retailExact === 'unreadable') {
    const text = exact === 'unreadable' ? wholesale : retail;
    return {
      code: 'price-unreadable',
      reason: `"${String(text).slice(0, 40)}" is no price ("${name}"): it must be a number such as 12.50.`,
    };
  }
  if (exact === null) return missing(`no ${what}`);
  return { priceTypeId, wholesale: exact, retail: retailExact };
}

const missing = (what: string): VariantRefusal => ({
  code: 'no-price',
  reason: `The WMS gives ${what}, or 0: enter it there, or map "wholesale" to the field that holds it.`,
});

/** Null: nothing, or nothing to pay. */
function amount(value: string | null): string | null | 'unreadable' {
  if (value === null || isZero(value)) return null;
  try {
    const exact = addDecimals([value]);
    if (exact.startsWith('-')) return 'unreadable';
    return isZero(exact) ? null : exact;
  } catch (error) {
    if (error instanceof NotDecimal) return 'unreadable';
    throw error;
  }
}

const byType = (left: Price, right: Price): number => (left.priceTypeId < right.priceTypeId ? -1 : 1);
