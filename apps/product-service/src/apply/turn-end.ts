import type { PlanOptions } from '../plan/plan.js';
import type { SettledTurn } from './apply-book.js';
import type { StyleTurn } from './turn.js';

/** Length of a minute of the waits, where it is not shortened for a test. */
export const MINUTE_MS = 60_000;
const LONGEST_WAIT_MINUTES = 60;
/** After so many turns that left something undone without a word against it, JOOR is taken not to keep it. */
const MOST_TURNS = 8;
const LONGEST_REASON = 2_000;

/** A minute doubling to an hour. */
export const waitMs = (attempts: number, minuteMs: number = MINUTE_MS): number =>
  minuteMs * Math.min(LONGEST_WAIT_MINUTES, 2 ** attempts);

/**
 * How a turn ended. What JOOR refused is tried once more, with no other style in the same call; then it is JOOR's word
 * until the product or the mapping changes.
 */
export function endOf(turn: StyleTurn, options: PlanOptions, minuteMs: number = MINUTE_MS): SettledTurn {
  const { attempts } = turn.due;
  if (turn.barred !== null) {
    return { turn, revision: null, end: { state: 'refused', step: 'product', reason: turn.barred } };
  }
  const [fault] = turn.faults;
  if (fault) {
    const reason = reasonOf(turn);
    if (attempts > 0) return { turn, revision: null, end: { state: 'refused', step: fault.step, reason } };
    return {
      turn,
      revision: null,
      end: { state: 'queued', step: fault.step, reason, againInMs: waitMs(0, minuteMs) },
    };
  }
  const plan = turn.plan(options);
  const [left] = turn.leftOver(options);
  if (left) return unfinished(turn, left.kind, minuteMs);
  const asking = plan.steps.flatMap((step) => (step.kind === 'status' ? step.skus : []));
  if (asking.length === 0) {
    return { turn, revision: plan.revision, end: { state: 'applied', note: null } };
  }
  const note = `Whether ${asking.length} SKUs change their status in JOOR waits for approval.`;
  return { turn, revision: null, end: { state: 'applied', note } };
}

function unfinished(
  turn: StyleTurn,
  step: SettledTurn['turn']['faults'][number]['step'],
  minuteMs: number,
): SettledTurn {
  const { attempts } = turn.due;
  if (attempts >= MOST_TURNS) {
    const reason = `JOOR has answered every write of this style's ${step}, but does not show what was written.`;
    return { turn, revision: null, end: { state: 'refused', step, reason } };
  }
  const reason = `A part of it (${step}) is not in JOOR yet; it is tried again by itself.`;
  return {
    turn,
    revision: null,
    end: { state: 'queued', step, reason, againInMs: waitMs(attempts, minuteMs) },
  };
}

const reasonOf = ({ faults }: StyleTurn): string =>
  [...new Set(faults.map(({ reason }) => reason))].join(' ').slice(0, LONGEST_REASON);
