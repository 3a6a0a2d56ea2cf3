import type { ItemIdentity, Settings } from '@joor-bridge/contracts';
import {
  type AvailabilityRules,
  type AvailableToSell,
  availableToSell,
  type CountableLevel,
  type RecentLine,
  rulesOf,
} from './available-to-sell.js';
import { type Item, itemOf, NEEDED } from './item.js';
import { type CompiledItemFilter, compileItemFilter, filteredOut } from './item-filter.js';

/** A level with what tells its item from others. */
export interface KnownLevel extends CountableLevel {
  readonly listed: boolean;
  readonly identity: ItemIdentity;
}

/** A connection's settings, made ready for many SKUs. */
export interface InventoryPolicy {
  readonly rules: AvailabilityRules;
  readonly filter: CompiledItemFilter;
  readonly matchBy: Settings['inventory.matchBy'];
}

export const policyOf = (settings: Settings, today: string): InventoryPolicy => ({
  rules: rulesOf(settings, today),
  filter: compileItemFilter(settings['items.filter']),
  matchBy: settings['inventory.matchBy'],
});

/** What JOOR is to be told of a SKU, or why nothing is. */
export type Wanted =
  | { readonly kind: 'told'; readonly listed: boolean; readonly item: Item; readonly figure: AvailableToSell }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Pure: the same levels and lines in any order give the same. */
export function wantedOf(
  sku: string,
  levels: readonly KnownLevel[],
  recent: readonly RecentLine[],
  policy: InventoryPolicy,
): Wanted {
  const candidates = newestFirst(levels);
  const newest = candidates[0];
  if (!newest) return { kind: 'skipped', reason: 'The WMS has no level of it.' };
  const filtered = filteredOut(sku, newest.identity, policy.filter);
  if (filtered) return { kind: 'skipped', reason: filtered };
  const item = firstItem(candidates, policy.matchBy);
  if (!item) return { kind: 'skipped', reason: `No identifier: it has ${NEEDED[policy.matchBy]}.` };
  const listed = levels.some((level) => level.listed);
  return { kind: 'told', listed, item, figure: availableToSell(levels, recent, policy.rules) };
}

/** Warehouses may differ about an item; what was said last is believed. */
const newestFirst = (levels: readonly KnownLevel[]): KnownLevel[] =>
  [...levels].sort((one, other) => other.trueAt - one.trueAt || (one.warehouse < other.warehouse ? -1 : 1));

function firstItem(levels: readonly KnownLevel[], matchBy: Settings['inventory.matchBy']): Item | null {
  for (const { identity } of levels) {
    const item = itemOf(identity, matchBy);
    if (item) return item;
  }
  return null;
}
