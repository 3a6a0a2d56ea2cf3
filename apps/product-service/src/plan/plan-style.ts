import type { HeldProduct } from '@joor-bridge/contracts';
import type { Mapped } from '../map/map-product.js';
import type { WantedStyle } from '../map/wanted-style.js';
import { keptPrices } from './kept-prices.js';
import { type MatchedSkus, matchSkus } from './match-skus.js';
import { type KnownStyle, type PlanOptions, type Step, type StylePlan, TAKEN_OVER } from './plan.js';
import { planImages } from './plan-images.js';
import { planLineSheets, planSeasons } from './plan-line-sheets.js';
import { planPrices } from './plan-prices.js';
import { type Part, planProduct } from './plan-product.js';
import { planRevision } from './plan-revision.js';
import { planSkus } from './plan-skus.js';
import { planStatus } from './plan-status.js';

/** What has to be done in JOOR for one style to be there as it is wanted, and nothing besides. */
export function planStyle(mapped: Mapped, known: KnownStyle | null, options: PlanOptions): StylePlan {
  switch (mapped.kind) {
    case 'refused':
      return { ...empty(mapped.style, 'refused'), reasons: mapped.refusals, leftOut: mapped.leftOut };
    case 'skipped':
      return { ...empty(mapped.style, 'skipped'), leftOut: mapped.leftOut, notes: [ALL_FILTERED] };
    case 'unsold':
      return planUnsold(mapped, known, options);
    case 'wanted':
      return planWanted(mapped, known, options);
  }
}

const ALL_FILTERED = 'Item Filter keeps all of its variants out.';
const NOT_SOLD = 'The WMS does not sell it and JOOR does not have it.';
const KEPT = 'The WMS no longer sells it. It stays as it is in JOOR, as Inactive Items says.';

const empty = (style: string, action: StylePlan['action']): StylePlan => ({
  ...{ style, action, revision: null, changes: [], steps: [], reasons: [], leftOut: [], notes: [] },
});

type Of<K extends Mapped['kind']> = Extract<Mapped, { kind: K }>;

function planUnsold(mapped: Of<'unsold'>, known: KnownStyle | null, options: PlanOptions): StylePlan {
  if (!known) return { ...empty(mapped.style, 'skipped'), notes: [NOT_SOLD] };
  const revision = planRevision(mapped, options);
  const same = { ...empty(mapped.style, 'unchanged'), revision, notes: [KEPT] };
  if (known.revision === revision) return same;
  const status = planStatus(matchSkus([], known.held), mapped.leftOut, options);
  if (!status.step) return same;
  return { ...empty(mapped.style, 'update'), revision, changes: status.changes, steps: [status.step] };
}

function planWanted(mapped: Of<'wanted'>, known: KnownStyle | null, options: PlanOptions): StylePlan {
  const { wanted } = mapped;
  const { style, leftOut } = wanted;
  const revision = planRevision(mapped, options);
  const skus = matchSkus(wanted.skus, known?.held ?? null);
  const kept = known ? keptPrices(wanted.prices, known.held, skus, options) : [];
  const base = { ...empty(style, 'unchanged'), revision, leftOut, notes: [...wanted.notes, ...kept] };
  if (known?.revision === revision) return base;
  const parts = partsOf(wanted, known?.held ?? null, skus, options);
  const steps = parts.flatMap(({ step }): readonly Step[] => (step ? [step] : []));
  const taken = known?.isOurs === false ? [TAKEN_OVER] : [];
  if (steps.length === 0 && taken.length === 0) return base;
  const changes = [...taken, ...parts.flatMap((part) => part.changes)];
  return { ...base, action: known ? 'update' : 'create', changes, steps };
}

/** In the order in which JOOR takes them. */
function partsOf(
  wanted: WantedStyle,
  held: HeldProduct | null,
  skus: MatchedSkus,
  options: PlanOptions,
): Part<Step>[] {
  const lineSheets = planLineSheets(wanted, held, skus, options);
  return [
    planProduct(wanted, held, options),
    planSkus(skus),
    planPrices(wanted.prices, held, skus, options),
    planSeasons(lineSheets.step, options),
    lineSheets,
    planImages(wanted.images, held?.images ?? [], options),
    planStatus(skus, wanted.leftOut, options),
  ];
}
