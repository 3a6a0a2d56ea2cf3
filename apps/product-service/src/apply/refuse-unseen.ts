import type { PlanOptions, Step } from '../plan/plan.js';
import type { ApplyBook } from './apply-book.js';
import type { StyleTurn } from './turn.js';

/** SKUs that a reason names. */
const NAMED = 5;

/**
 * Refuses what JOOR says it has already, or says nothing of, though it does not show it with the style. A SKU that the
 * WMS has moved from one style to another is such: JOOR has it under the first one.
 */
export async function refuseUnseen(
  kind: Step['kind'],
  turns: readonly StyleTurn[],
  book: Pick<ApplyBook, 'stylesWith'>,
  options: PlanOptions,
): Promise<void> {
  if (turns.length === 0) return;
  const missing = new Map(turns.map((turn) => [turn, kind === 'skus' ? missingSkus(turn, options) : []]));
  const owners = await book.stylesWith([...missing.values()].flat());
  for (const [turn, skus] of missing) {
    const moved = skus.flatMap((sku) => {
      const from = owners.get(sku);
      return from === undefined || from === turn.style ? [] : [{ sku, from }];
    });
    for (const reason of moved.slice(0, NAMED).map((each) => movedTo(turn.style, each)))
      turn.refuse(kind, reason);
    if (moved.length === 0) turn.refuse(kind, notShown(kind, skus));
  }
}

const missingSkus = (turn: StyleTurn, options: PlanOptions): string[] =>
  (turn.step('skus', options)?.create ?? []).map(({ externalId }) => externalId);

const movedTo = (style: string, { sku, from }: { readonly sku: string; readonly from: string }): string =>
  `SKU ${sku} is a variant of ${style} in the WMS, and of ${from} in JOOR, which cannot move it: delete it from ${from} in JOOR, or give it another SKU in the WMS; then run ${style} again.`;

function notShown(kind: Step['kind'], skus: readonly string[]): string {
  const what = skus.length === 0 ? kind : `${kind}: ${skus.slice(0, NAMED).join(', ')}`;
  return `JOOR says that it has this already, or says nothing of it, but does not show it (${what}). Look in JOOR for something of the same name, number, color and size or UPC.`;
}
