import { adopted, type FoundStyle } from '../held/adopted.js';
import type { HeldStyle } from '../held/held-products.js';
import type { KnownStyle } from '../plan/plan.js';
import { styleOf } from '../plan/plan-product-changes.js';
import type { MappedStyle } from './plan-styles.js';

/** Finds what JOOR has under numbers of styles. */
export interface Finder {
  under(numbers: readonly string[]): Promise<ReadonlyMap<string, FoundStyle>>;
}

/**
 * What is known of styles in JOOR: what it has acknowledged, and of those that we have not written what it has all the
 * same, made there or by another integration.
 * @throws JoorFailure
 */
export async function withFound(
  mapped: readonly MappedStyle[],
  held: ReadonlyMap<string, HeldStyle>,
  finder: Finder,
): Promise<Map<string, KnownStyle>> {
  const known = new Map<string, KnownStyle>(held);
  const open = mapped.flatMap((each) =>
    each.mapped.kind === 'wanted' && !held.has(styleOf(each.mapped)) ? [each.mapped.wanted] : [],
  );
  const found = await finder.under(open.map(({ number }) => number));
  for (const wanted of open) {
    const style = found.get(wanted.number);
    if (!style) continue;
    const taken = adopted(style, { held: null, wanted, doubt: null });
    known.set(wanted.style, { revision: null, held: taken, isOurs: false });
  }
  return known;
}
