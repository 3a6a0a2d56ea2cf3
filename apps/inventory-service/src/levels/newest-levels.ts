import { type StockLevel, stockKey } from '@joor-bridge/contracts';

/**
 * Whether a level takes the place of another of the same SKU and warehouse: the later `asOf` holds. Of two with the
 * same `asOf` the one that comes later on the topic does: what came first there is gone once the topic is compacted,
 * and a rebuilt table must say what this one says.
 */
export const supersedesLevel = (
  current: Pick<StockLevel, 'asOf'>,
  incoming: Pick<StockLevel, 'asOf'>,
): boolean => Date.parse(incoming.asOf) >= Date.parse(current.asOf);

/** The level that holds of each SKU and warehouse, of levels in the order they came. */
export function newestLevels<L extends StockLevel>(levels: readonly L[]): L[] {
  const newest = new Map<string, L>();
  for (const level of levels) {
    const key = stockKey(level);
    const current = newest.get(key);
    if (current === undefined || supersedesLevel(current, level)) newest.set(key, level);
  }
  return [...newest.values()];
}
