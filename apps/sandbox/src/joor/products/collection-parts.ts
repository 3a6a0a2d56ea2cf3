import { isDate } from '../calendar-date.js';
import type { Delivery, Entry } from '../catalogue/records.js';
import type { Given } from './given.js';
import { invalid, missing } from './record-error.js';
import type { V4Call } from './v4-call.js';

const DATES = ['start_ship_date', 'complete_ship_date', 'cancel_date'] as const;

/** The ship window of a collection; one without dates is immediate. */
export function readDelivery(given: Given): Delivery | null | undefined {
  const inner = given.inner('delivery');
  if (!inner) return undefined;
  const dates = Object.fromEntries(
    DATES.flatMap((name) => {
      const value = inner.text(name);
      if (value !== undefined && !isDate(value)) throw invalid(`delivery.${name} must be YYYY-MM-DD`);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Delivery;
  const minimum = inner.whole('minimum_shipping_window');
  inner.done();
  const { start_ship_date: start, complete_ship_date: complete, cancel_date: cancel } = dates;
  if (start && complete && start >= complete) throw invalid('Shipping date must be before completed date');
  if (complete && cancel && complete > cancel) throw invalid('Completed date must not be after cancel date');
  if (!start && !complete && !cancel && minimum === undefined) return null;
  return { ...dates, ...(minimum !== undefined && { minimum_shipping_window: minimum }) };
}

export interface GivenEntry {
  readonly productId: string;
  readonly orderNumber: number | undefined;
  readonly skuIds: readonly string[] | undefined;
}

export const readEntries = (given: Given): readonly GivenEntry[] | undefined =>
  given.list('items')?.map((item) => {
    const entry = {
      productId: item.requiredId('product_id'),
      orderNumber: item.whole('order_number'),
      skuIds: item.ids('sku_ids'),
    };
    item.done();
    return entry;
  });

/**
 * The entries after a write: those given, each once, of styles and SKUs that there are. One that a person had put
 * there stays that person's; whether those not given stay is a setting.
 */
export function entriesAfter(
  { catalogue, settings }: V4Call,
  before: readonly Entry[],
  given: readonly GivenEntry[] | undefined,
): readonly Entry[] {
  if (!given) return before;
  const known = new Map(before.map((entry) => [entry.productId, entry]));
  const after = new Map(settings.collectionItems === 'merge' ? known : []);
  const named = new Set<string>();
  for (const { productId, orderNumber, skuIds } of given) {
    if (!catalogue.products.get(productId)) throw missing(`Product ${productId} not found`);
    if (named.has(productId)) throw invalid(`items names product ${productId} twice`);
    named.add(productId);
    const stray = skuIds?.find((id) => catalogue.skus.get(id)?.productId !== productId);
    if (stray !== undefined) throw missing(`SKU ${stray} of product ${productId} not found`);
    const old = known.get(productId);
    after.set(productId, {
      productId,
      orderNumber: orderNumber ?? old?.orderNumber ?? after.size + 1,
      skuIds: skuIds ?? old?.skuIds ?? null,
      byHand: old?.byHand ?? false,
    });
  }
  return [...after.values()];
}
