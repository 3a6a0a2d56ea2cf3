import type { Mapped } from '../map/map-product.js';
import type { KnownStyle, Plan, PlanAction, PlanOptions, StylePlan } from './plan.js';
import { planStyle } from './plan-style.js';
import { refuseSharedNumbers, sharedNumbers } from './shared-numbers.js';

/**
 * What has to be done in JOOR so that styles are there as they are wanted: pure, and the same for any order of them.
 * @param known what JOOR has of a style; null when it is not there
 */
export function planProductChanges(
  mapped: readonly Mapped[],
  known: (style: string) => KnownStyle | null,
  options: PlanOptions,
): Plan {
  const shared = sharedNumbers(mapped);
  const styles = mapped.map((each) =>
    planStyle(refuseSharedNumbers(each, shared), known(styleOf(each)), options),
  );
  return { styles: styles.sort(byStyle), counts: countActions(styles) };
}

export const styleOf = (mapped: Mapped): string =>
  mapped.kind === 'wanted' ? mapped.wanted.style : mapped.style;

export function countActions(styles: Iterable<StylePlan>): Record<PlanAction, number> {
  const counts = { create: 0, update: 0, unchanged: 0, refused: 0, skipped: 0 };
  for (const { action } of styles) counts[action] += 1;
  return counts;
}

const byStyle = (left: StylePlan, right: StylePlan): number =>
  left.style < right.style ? -1 : Number(left.style > right.style);
