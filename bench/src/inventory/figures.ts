/** Units by UPC. */
export type Figures = ReadonlyMap<string, number>;

/** What JOOR has to hold: of each item all that the WMS lists, in every warehouse. No orders are about. */
export function wantedOf(levels: readonly Readonly<Record<string, unknown>>[]): Figures {
  const wanted = new Map<string, number>();
  for (const { upc, available } of levels) {
    wanted.set(String(upc), (wanted.get(String(upc)) ?? 0) + Number(available));
  }
  return wanted;
}

/** Items of which there are other units now than before. */
export const changedOf = (before: Figures, now: Figures): string[] =>
  [...now].flatMap(([upc, units]) => (before.get(upc) === units ? [] : [upc]));

const SHOWN = 10;

/** What JOOR holds that it should not, and the other way round, in words; of many, the first and how many. */
export function differencesOf(wanted: Figures, held: Figures): string[] {
  const differing: string[] = [];
  for (const upc of new Set([...wanted.keys(), ...held.keys()])) {
    const [should, does] = [wanted.get(upc), held.get(upc)];
    if (should !== does)
      differing.push(`${upc}: JOOR has ${does ?? 'no figure'}, expected ${should ?? 'none'}`);
  }
  const more = differing.length - SHOWN;
  return more > 0 ? [...differing.slice(0, SHOWN), `and ${more} more`] : differing;
}
