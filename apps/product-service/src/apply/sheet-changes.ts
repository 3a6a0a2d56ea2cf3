import { skuIds, withLineSheet, withoutLineSheet } from '../held/acknowledged.js';
import type { LineSheetEntry, PlanOptions } from '../plan/plan.js';
import type { FoundSheet, SheetItem } from './joor-port.js';
import type { StyleTurn } from './turn.js';

/** A style that goes onto a line sheet, or off it. */
export interface SheetChange {
  readonly turn: StyleTurn;
  readonly name: string;
  readonly id: string | null;
  /** Null: the style is taken off. */
  readonly entry: LineSheetEntry | null;
}

/** A line sheet and everything that is to change on it; null: JOOR does not have it. */
export interface ChangedSheet {
  readonly name: string;
  readonly before: FoundSheet | null;
  readonly changes: readonly SheetChange[];
}

/** Only SKUs with every price are put on a line sheet, and a style that has none of them is not. */
export function sheetChanges(turns: readonly StyleTurn[], options: PlanOptions): SheetChange[] {
  return turns.flatMap((turn): SheetChange[] => {
    const step = turn.step('line-sheets', options);
    if (!step) return [];
    const add = step.add.flatMap((entry): SheetChange[] => {
      const skus = turn.completeSkus(entry.skus);
      return skus.length === 0 ? [] : [{ turn, name: entry.name, id: entry.id, entry: { ...entry, skus } }];
    });
    return [...add, ...step.remove.map(({ name, id }) => ({ turn, name, id, entry: null }))];
  });
}

/** By the id under which we know it, since people may rename it; else by its name. */
export function bySheet(changes: readonly SheetChange[], sheets: readonly FoundSheet[]): ChangedSheet[] {
  const byId = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const byName = new Map([...sheets].reverse().map((sheet) => [sheet.name, sheet]));
  const changed = new Map<string, { name: string; before: FoundSheet | null; changes: SheetChange[] }>();
  for (const change of changes) {
    const found = (change.id !== null && byId.get(change.id)) || byName.get(change.name) || null;
    const key = found ? `id ${found.id}` : `name ${change.name}`;
    const known = changed.get(key);
    if (known) known.changes.push(change);
    else changed.set(key, { name: found?.name ?? change.name, before: found, changes: [change] });
  }
  return [...changed.values()];
}

/** What others put there keeps its place; a style that is on it with all of its SKUs stays so. */
export function itemsAfter({ before, changes }: ChangedSheet): SheetItem[] {
  const items = new Map((before?.items ?? []).map((item) => [item.productId, item]));
  for (const { turn, entry } of changes) {
    const product = turn.held;
    if (!product) continue;
    const known = items.get(product.id);
    if (entry === null) items.delete(product.id);
    else if (known?.skuIds !== null) {
      const ids = skuIds(product);
      const wanted = entry.skus.flatMap((sku) => ids.get(sku) ?? []);
      const all = [...new Set([...(known?.skuIds ?? []), ...wanted])];
      items.set(product.id, { productId: product.id, orderNumber: known?.orderNumber ?? null, skuIds: all });
    }
  }
  return [...items.values()];
}

/** The change is in JOOR now. */
export function takeChange(
  { turn, id, entry }: SheetChange,
  sheet: Pick<FoundSheet, 'id' | 'seasonId'>,
): void {
  if (!turn.held) return;
  const left = id === null || id === sheet.id ? turn.held : withoutLineSheet(turn.held, id);
  turn.took(entry === null ? withoutLineSheet(left, sheet.id) : withLineSheet(left, entry, sheet));
}
