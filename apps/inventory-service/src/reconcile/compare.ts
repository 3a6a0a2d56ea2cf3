import type { HeldFigure } from '@joor-bridge/joor';
import type { Place } from '../levels/mark-changed.js';

/** A figure that JOOR has acknowledged to one of the connections of its account. */
export interface Believed extends Place {
  readonly sku: string;
  readonly warehouse: string;
  readonly item: string;
  /** `""` is now. */
  readonly day: string;
  readonly acknowledged: number;
}

/** A figure that JOOR does not hold as we believed. */
export interface Drift extends Believed {
  /** Null: JOOR holds no figure of it, or what it holds cannot be told apart from other figures. */
  readonly held: number | null;
}

/** Where JOOR subtracts its pending orders by itself, less than we told it is as it should be. */
export interface Comparison {
  readonly decPending: boolean;
}

/**
 * Holds what JOOR says of one item against what we believe. JOOR gives figures by warehouse and day, or one number,
 * which is the sum of all that was acknowledged to the account: of what is there now, or of that and what comes later,
 * which JOOR does not say. No figure at all makes an item made-to-order, sold without limit, so that even a 0 is
 * missing then.
 */
export function compare(
  figures: readonly HeldFigure[],
  believed: readonly Believed[],
  { decPending }: Comparison,
): Drift[] {
  if (believed.length === 0) return [];
  if (figures.length === 0) return believed.map((row) => ({ ...row, held: null }));
  const differs = (is: number, should: number) => (decPending ? is > should : is !== should);
  const [sum] = figures.filter(({ warehouse }) => warehouse === null);
  if (sum) return againstSum(sum.quantity, believed, differs);
  return believed.flatMap((row) => {
    const found = figures.find(
      ({ warehouse, on }) => warehouse?.trim() === row.warehouse.trim() && (on ?? '') === row.day,
    );
    const held = found?.quantity ?? 0;
    return differs(held, row.acknowledged) ? [{ ...row, held }] : [];
  });
}

function againstSum(
  sum: number,
  believed: readonly Believed[],
  differs: (is: number, should: number) => boolean,
): Drift[] {
  const now = believed.filter(({ day }) => day === '');
  const total = (rows: readonly Believed[]) => rows.reduce((all, row) => all + row.acknowledged, 0);
  if (!differs(sum, total(now)) || !differs(sum, total(believed))) return [];
  // Of several figures the sum does not say which it is that differs.
  const [only] = believed;
  if (only && believed.length === 1) return [{ ...only, held: sum }];
  return (now.length > 0 ? now : believed).map((row) => ({ ...row, held: null }));
}
