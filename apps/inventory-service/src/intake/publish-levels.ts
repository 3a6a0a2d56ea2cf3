import { Malformed, type StockLevel, stockLevel, type World } from '@joor-bridge/contracts';
import type { StockRow } from '@joor-bridge/wms';
import type { DatedRow, DoubtedLevel, VanishedLevel } from './pull/sweep-session.js';

export interface LevelPlace {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly world: World;
}

export const levelOf = (
  { connectionId, workspaceId, world }: LevelPlace,
  { row: { sku, warehouse, available, future, identity, note }, asOf }: DatedRow,
): StockLevel => ({
  connectionId,
  workspaceId,
  world,
  sku,
  warehouse,
  available,
  future: [...future],
  asOf: asOf.toISOString(),
  listed: true,
  identity,
  note,
});

/** A SKU that is not in the list any more has nothing left to sell. */
export const vanishedLevel = (
  { connectionId, workspaceId, world }: LevelPlace,
  { sku, warehouse, identity }: VanishedLevel,
  asOf: Date,
): StockLevel => ({
  connectionId,
  workspaceId,
  world,
  sku,
  warehouse,
  available: 0,
  future: [],
  asOf: asOf.toISOString(),
  listed: false,
  identity,
  note: null,
});

/** A reading has named it and told nothing that could be taken: what was known holds, and is dated no further. */
export const doubtedLevel = (
  { connectionId, workspaceId, world }: LevelPlace,
  { asOf, ...known }: DoubtedLevel,
): StockLevel => ({
  connectionId,
  workspaceId,
  world,
  ...known,
  asOf: asOf.toISOString(),
  listed: true,
  doubted: true,
});

/** Levels that their own topic would take, and the rows that are none. */
export function fitLevels(
  place: LevelPlace,
  rows: readonly DatedRow[],
): { levels: StockLevel[]; refused: { row: StockRow; reason: string }[] } {
  const levels: StockLevel[] = [];
  const refused: { row: StockRow; reason: string }[] = [];
  for (const dated of rows) {
    try {
      levels.push(stockLevel.parse(levelOf(place, dated)));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      refused.push({ row: dated.row, reason: error.message });
    }
  }
  return { levels, refused };
}
