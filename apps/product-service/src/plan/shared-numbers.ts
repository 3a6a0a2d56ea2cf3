import type { Mapped } from '../map/map-product.js';

/** JOOR's style numbers that several styles of the WMS are mapped to, with those styles. */
export function sharedNumbers(mapped: Iterable<Mapped>): ReadonlyMap<string, readonly string[]> {
  const styles = new Map<string, string[]>();
  for (const each of mapped) {
    if (each.kind !== 'wanted') continue;
    const { number, style } = each.wanted;
    const known = styles.get(number);
    if (known) known.push(style);
    else styles.set(number, [style]);
  }
  for (const [number, { length }] of styles) if (length === 1) styles.delete(number);
  return styles;
}

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
