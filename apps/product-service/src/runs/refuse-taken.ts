import { type TakenNumbers, takenBy } from '../held/taken-numbers.js';
import type { Mapped } from '../map/map-product.js';
import type { MappedStyle } from './plan-styles.js';

/** Refuses styles whose number in JOOR another connection of the account has written, unless it is ours already. */
export const refuseTaken = (
  styles: readonly MappedStyle[],
  held: ReadonlyMap<string, unknown>,
  taken: TakenNumbers,
): readonly MappedStyle[] =>
  taken.size === 0 ? styles : styles.map((each) => ({ ...each, mapped: refused(each.mapped, held, taken) }));

function refused(mapped: Mapped, held: ReadonlyMap<string, unknown>, taken: TakenNumbers): Mapped {
  if (mapped.kind !== 'wanted' || held.has(mapped.wanted.style)) return mapped;
  const { style, number, leftOut, unmappedCategories } = mapped.wanted;
  const neighbour = taken.get(number);
  if (!neighbour) return mapped;
  return { kind: 'refused', style, refusals: [takenBy(number, neighbour)], leftOut, unmappedCategories };
}
