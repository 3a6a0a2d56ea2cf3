import type { JoorProducts } from '@joor-bridge/joor';
import type { JoorLists } from '../map/map-product.js';
import { seasonKey } from '../plan/plan.js';

/** What JOOR has besides styles: what a mapping chooses from, and what need not be made. */
export interface JoorSurroundings extends JoorLists {
  readonly joorLineSheets: ReadonlySet<string>;
  readonly joorSeasons: ReadonlySet<string>;
}

/** Four requests. @throws JoorFailure */
export async function readSurroundings(joor: JoorProducts): Promise<JoorSurroundings> {
  const priceTypes = await joor.priceTypes();
  const categories = await joor.categories();
  const collections = await joor.collections.all();
  const seasons = await joor.seasons.all();
  return {
    priceTypes,
    categories,
    joorLineSheets: new Set(collections.map(({ name }) => name)),
    joorSeasons: new Set(
      seasons.flatMap(({ name, year }) => (year === null ? [] : [seasonKey({ name, year })])),
    ),
  };
}

/** For how long the schedule and a look at one style go by what JOOR said before; a person's run always asks. */
export const GOOD_FOR_MS = 300_000;

/** Remembers what JOOR has, by connection as it stands, and no longer than it is good for. */
export class JoorListsCache {
  private readonly known = new Map<string, { readonly lists: JoorSurroundings; readonly until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @throws JoorFailure */
  async read(key: string, fresh: boolean, ask: () => Promise<JoorSurroundings>): Promise<JoorSurroundings> {
    const known = this.known.get(key);
    if (known && !fresh && known.until > this.now()) return known.lists;
    const lists = await ask();
    for (const [other, { until }] of this.known) if (until <= this.now()) this.known.delete(other);
    this.known.set(key, { lists, until: this.now() + GOOD_FOR_MS });
    return lists;
  }
}
