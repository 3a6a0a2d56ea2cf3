import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { Wanted } from '../apply/style-states.js';
import { type StylePlan, TAKEN_OVER } from '../plan/plan.js';
import type { PlanNote, StyleStanding } from './plan-notes.js';
import type { PlannedPair } from './plan-styles.js';
import type { PlannedStyle, RunCounts, StatusSku, Trigger } from './run.js';

/** What a run makes of the styles of one page. */
export interface PageOutcome {
  /** Styles that go out, and refused ones that are worth showing. */
  readonly styles: readonly PlannedStyle[];
  /** Styles of which SKUs would change their status: these wait for approval in a run of their own. */
  readonly status: readonly PlannedStyle[];
  /** What needs no write. */
  readonly notes: readonly PlanNote[];
}

export interface PageRules {
  readonly trigger: Trigger;
  /** The whole run waits for approval anyway: what changes a status is a part of it. */
  readonly approvesAll: boolean;
}

/** Decides, style by style, what of its plan goes out with the run. Counts it on the way. */
export function outcomeOf(
  pairs: readonly PlannedPair[],
  standings: ReadonlyMap<string, StyleStanding>,
  rules: PageRules,
  counts: RunCounts,
): PageOutcome {
  const outcome = { styles: [] as PlannedStyle[], status: [] as PlannedStyle[], notes: [] as PlanNote[] };
  for (const pair of pairs) {
    const standing = standings.get(pair.plan.style) ?? null;
    if (pair.plan.action === 'refused') refuse(pair, standing, rules, outcome);
    else if (!isWritable(pair, standing, rules)) {
      outcome.notes.push(noteOf(pair, pair.plan.action === 'skipped' ? 'skipped' : 'unchanged'));
    } else if (!write(pair, standing, rules, counts, outcome)) {
      counts.unchanged += 1;
      continue;
    }
    count(pair.plan, counts);
  }
  return outcome;
}

type Collected = { [K in keyof PageOutcome]: PageOutcome[K][number][] };

/**
 * What is in doubt goes out in any case: what JOOR has of it has to be looked at. So does what an older plan is about
 * to change: it may do so any moment, and then JOOR no longer has what this plan finds there.
 */
function isWritable(
  { mapped, plan }: PlannedPair,
  standing: StyleStanding | null,
  { approvesAll }: PageRules,
): boolean {
  if (!isWanted(mapped)) return false;
  if (plan.action === 'create' || plan.action === 'update' || standing?.doubt) return true;
  return standing?.state === 'queued' && !approvesAll;
}

const isWanted = (mapped: PlannedPair['mapped']): mapped is Wanted =>
  mapped.kind === 'wanted' || mapped.kind === 'unsold';

/** @returns false when this run itself changes nothing of it */
function write(
  pair: PlannedPair,
  standing: StyleStanding | null,
  rules: PageRules,
  counts: RunCounts,
  outcome: Collected,
): boolean {
  const { plan } = pair;
  const isKnown = standing?.revision === plan.revision;
  // The schedule repeats neither what is on its way, nor what JOOR has refused, until something about it changes.
  if (rules.trigger === 'schedule' && isKnown && IN_HAND.has(standing?.state ?? '')) return true;
  const status = plan.steps.flatMap((step) => (step.kind === 'status' ? step.skus : []));
  const isDeclined = rules.trigger === 'schedule' && standing?.declined === plan.revision;
  if (!isDeclined) counts.inactive += status.length;
  const skus = isDeclined ? [] : status.map(statusSku);
  const isOnlyStatus = plan.steps.length > 0 && plan.steps.every(({ kind }) => kind === 'status');
  const planned = (some: readonly StatusSku[]): PlannedStyle => ({
    style: plan.style,
    plan: plan.action === 'create' ? 'create' : 'update',
    revision: plan.revision,
    source: pair.source,
    diff: plan.changes,
    reasons: [...plan.leftOut, ...plan.notes.map((reason) => ({ code: NOTE, reason }))],
    mapped: pair.mapped,
    status: some,
  });
  const isOwn = !isOnlyStatus || (rules.approvesAll && skus.length > 0);
  if (isOwn) outcome.styles.push(planned(rules.approvesAll ? skus : []));
  if (!rules.approvesAll && skus.length > 0) outcome.status.push(planned(skus));
  return isOwn;
}

/** Code of what a person should know of a style that is written all the same. */
const NOTE = 'note';

const IN_HAND: ReadonlySet<string> = new Set(['queued', 'refused']);

const statusSku = ({ externalId, upc, colorCode, sizeName, makeActive }: StatusSku): StatusSku => ({
  externalId,
  upc,
  colorCode,
  sizeName,
  makeActive,
});

/** The schedule shows a refusal when it is new, a person's run every time. */
function refuse(
  pair: PlannedPair,
  standing: StyleStanding | null,
  rules: PageRules,
  outcome: Collected,
): void {
  const { plan } = pair;
  outcome.notes.push(noteOf(pair, 'refused'));
  const isKnown = JSON.stringify(standing?.refusals) === JSON.stringify(plan.reasons);
  if (isKnown && rules.trigger === 'schedule') return;
  outcome.styles.push({
    style: plan.style,
    plan: 'refused',
    revision: null,
    source: null,
    diff: [],
    reasons: plan.reasons,
    mapped: null,
    status: [],
  });
}

function noteOf({ mapped, plan }: PlannedPair, state: PlanNote['state']): PlanNote {
  const unmapped =
    mapped.kind === 'wanted'
      ? mapped.wanted.unmappedCategories
      : mapped.kind === 'refused'
        ? mapped.unmappedCategories
        : [];
  return { style: plan.style, state, refusals: plan.reasons, unmapped };
}

function count({ action, changes }: StylePlan, counts: RunCounts): void {
  if (changes.includes(TAKEN_OVER)) counts.takenOver += 1;
  if (action === 'create') counts.creates += 1;
  else if (action === 'update') counts.updates += 1;
  else counts[action] += 1;
}

/** Why a person has to look at a run before it goes out; null: nobody has to. */
export function askOf(
  { name }: Pick<ConnectionSnapshot, 'name'>,
  run: { readonly preview: boolean; readonly isFirst: boolean; readonly counts: RunCounts },
): string | null {
  const { creates, updates, inactive, takenOver } = run.counts;
  const others = takenOver === 0 ? '' : `, ${takenOver} of them made there by others and taken over`;
  if (creates + updates === 0 && !run.preview) return null;
  if (run.isFirst) {
    return `This is the first run of "${name}": it makes ${creates} styles in JOOR and changes ${updates}${others}.`;
  }
  if (run.preview)
    return `A preview was asked for: ${creates} styles would be made in JOOR and ${updates} changed${others}.`;
  return inactive === 0 ? null : askStatus(inactive);
}

export const askStatus = (skus: number): string =>
  `${skus} SKUs would change their status in JOOR. One that is made inactive is taken off all orders, approved ones too.`;
