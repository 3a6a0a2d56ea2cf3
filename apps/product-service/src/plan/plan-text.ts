import type { FieldChange, StylePlan } from './plan.js';

/** Longest text of a change that is shown in one line. */
const LONGEST = 120;

/** A style's plan as a person reads it, one line a change. */
export function planText(plan: StylePlan): string {
  const lines = [
    titleOf(plan),
    ...plan.reasons.map(({ reason }) => `  refused: ${reason}`),
    ...plan.changes.map((change) => `  ${changeText(change)}`),
    ...plan.steps.flatMap((step) => (step.kind === 'status' ? [`  ${approvalText(step)}`] : [])),
    ...plan.leftOut.map(({ reason }) => `  left out: ${reason}`),
    ...plan.notes.map((note) => `  note: ${note}`),
  ];
  return lines.join('\n');
}

function titleOf({ style, action, changes }: StylePlan): string {
  if (action !== 'create' && action !== 'update') return `${style}: ${action}`;
  return `${style}: ${action}, ${changes.length} change${changes.length === 1 ? '' : 's'}`;
}

const changeText = ({ field, from, to }: FieldChange): string => `${field}: ${shown(from)} → ${shown(to)}`;

function shown(text: string): string {
  if (text === '') return 'nothing';
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `"${line.slice(0, LONGEST - 1)}…"` : `"${line}"`;
}

type StatusStep = Extract<StylePlan['steps'][number], { kind: 'status' }>;

function approvalText({ skus, approvedOrders }: StatusStep): string {
  const orders =
    approvedOrders === null
      ? 'the approved orders it touches are not counted yet'
      : `it touches ${approvedOrders} approved orders`;
  return `needs approval: the status of ${skus.length} SKUs; ${orders}`;
}
