import type { Settings } from '@joor-bridge/contracts';

/** What a run would do to the figures in JOOR. Units and SKUs. */
export interface Figures {
  /** SKUs that the WMS lists or JOOR has units of. */
  readonly listed: number;
  /** Of these, SKUs whose immediate stock would go from something to nothing. */
  readonly zeroed: number;
  /** Units in JOOR before and after, immediate and dated, as far as they are known. */
  readonly totalBefore: number;
  readonly totalAfter: number;
}

export interface GuardRules {
  readonly zeroPercent: number;
  readonly dropPercent: number;
}

/** Why a run may not go on by itself; empty when it may. */
export type Objections = readonly string[];

export const guardRulesOf = (settings: Settings): GuardRules => ({
  zeroPercent: settings['inventory.guardZeroPercent'],
  dropPercent: settings['inventory.guardDropPercent'],
});

/**
 * What was approved covers small changes that come after, not a second landslide: this many percentage points of
 * the listed SKUs, and this share of the approved total. A guard that is set tighter is not widened by it.
 */
const APPROVED_MARGIN_PERCENT = 10;

/**
 * Whether a run may go on. 100 percent in a rule means that it never objects.
 * @param first nothing was ever sent: the figures are a person's to see before JOOR does
 * @param approved the figures that a person has agreed to, null when nobody was asked
 */
export function guard(
  figures: Figures,
  rules: GuardRules,
  first: boolean,
  approved: Figures | null,
): Objections {
  if (approved) return worseThanApproved(figures, rules, approved);
  const objections = [...zeroing(figures, rules), ...dropping(figures, rules)];
  return first
    ? ['Nothing was sent for this connection before: look at the figures.', ...objections]
    : objections;
}

function zeroing({ listed, zeroed }: Figures, { zeroPercent }: GuardRules): string[] {
  if (zeroPercent === 100 || zeroed * 100 <= zeroPercent * listed) return [];
  return [
    `${zeroed} of ${listed} listed items (${percent(zeroed, listed)}) would be set to 0; ${zeroPercent} % go without asking.`,
  ];
}

function dropping({ totalBefore, totalAfter }: Figures, { dropPercent }: GuardRules): string[] {
  const drop = totalBefore - totalAfter;
  if (dropPercent === 100 || drop <= 0 || drop * 100 <= dropPercent * totalBefore) return [];
  return [
    `The total would fall from ${totalBefore} to ${totalAfter} units (${percent(drop, totalBefore)}); ${dropPercent} % go without asking.`,
  ];
}

function worseThanApproved(
  figures: Figures,
  { zeroPercent, dropPercent }: GuardRules,
  approved: Figures,
): string[] {
  const { listed, zeroed, totalAfter } = figures;
  const objections: string[] = [];
  const more = zeroed - approved.zeroed;
  const zeroMargin = Math.min(APPROVED_MARGIN_PERCENT, zeroPercent);
  if (zeroPercent < 100 && more * 100 > zeroMargin * listed) {
    objections.push(`${zeroed} items would be set to 0; ${approved.zeroed} were approved.`);
  }
  const fall = approved.totalAfter - totalAfter;
  const dropMargin = Math.min(APPROVED_MARGIN_PERCENT, dropPercent);
  if (dropPercent < 100 && fall * 100 > dropMargin * approved.totalAfter) {
    objections.push(`The total would be ${totalAfter} units; ${approved.totalAfter} were approved.`);
  }
  return objections;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? 'all' : `${Math.round((part * 1_000) / whole) / 10} %`;
