import type { Mapped } from '../map/map-product.js';

/** A style of the WMS with its number in JOOR. */
export interface Numbered {
  readonly number: string;
  readonly style: string;
}

/** JOOR's style numbers that several styles of the WMS are mapped to, with those styles. */
export function sharedAmong(numbered: Iterable<Numbered>): ReadonlyMap<string, readonly string[]> {
  const styles = new Map<string, string[]>();
  for (const { number, style } of numbered) {
    const known = styles.get(number);
    if (known) known.push(style);
    else styles.set(number, [style]);
  }
  for (const [number, { length }] of styles) if (length === 1) styles.delete(number);
  return styles;
}

/** The same of mapped styles. */
export const sharedNumbers = (mapped: readonly Mapped[]): ReadonlyMap<string, readonly string[]> =>
  sharedAmong(mapped.flatMap((each) => (each.kind === 'wanted' ? [each.wanted] : [])));

/** Refuses a style whose number in JOOR is that of another, too: neither may become the other. */
export function refuseSharedNumbers(mapped: Mapped, shared: ReadonlyMap<string, readonly string[]>): Mapped {
  const others = mapped.kind === 'wanted' ? shared.get(mapped.wanted.number) : undefined;
  if (mapped.kind !== 'wanted' || !others) return mapped;
  const { style, number, leftOut, unmappedCategories } = mapped.wanted;
  const names = others.filter((other) => other !== style).slice(0, 5);
  const reason = `Its style number in JOOR, ${number}, is that of ${names.join(', ')}, too: map "styleNumber" to a field that tells them apart.`;
  const refusals = [{ code: 'duplicate-style-number' as const, reason }];
  return { kind: 'refused', style, refusals, leftOut, unmappedCategories };
}
