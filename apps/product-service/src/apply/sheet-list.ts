import type { WantedSeason } from '../map/wanted-style.js';
import { seasonKey } from '../plan/plan.js';
import type { FoundSeason, FoundSheet, JoorPort } from './joor-port.js';

/**
 * The seasons and line sheets that JOOR has, read when they are first needed. They belong to many styles, so they are
 * known by name: nothing is made that was not looked for under the same lease.
 */
export class SheetList {
  private seasonsRead: Map<string, FoundSeason> | null = null;
  private sheetsRead: Map<string, FoundSheet> | null = null;

  constructor(private readonly joor: Pick<JoorPort, 'seasons' | 'sheets'>) {}

  /** By `seasonKey`. */
  async seasons(): Promise<ReadonlyMap<string, FoundSeason>> {
    this.seasonsRead ??= firstOf(await this.joor.seasons(), seasonKey);
    return this.seasonsRead;
  }

  async sheets(): Promise<readonly FoundSheet[]> {
    this.sheetsRead ??= firstOf(await this.joor.sheets(), ({ id }) => id);
    return [...this.sheetsRead.values()];
  }

  addSeason(season: WantedSeason, id: string): void {
    this.seasonsRead?.set(seasonKey(season), { ...season, id });
  }

  putSheet(sheet: FoundSheet): void {
    this.sheetsRead?.set(sheet.id, sheet);
  }

  forgetSeasons(): void {
    this.seasonsRead = null;
  }

  /** People work on line sheets, too: what we read is old soon. */
  forgetSheets(): void {
    this.sheetsRead = null;
  }
}

function firstOf<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return first;
}
