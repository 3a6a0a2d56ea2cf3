import type { HeldProduct } from '@joor-bridge/contracts';
import { JoorFailure } from '@joor-bridge/joor';
import { notFound } from '@joor-bridge/service-kit';
import type { StoredStyle } from '../catalogue/catalogue.js';
import { heldOf } from '../held/held-products.js';
import { takenNumbers } from '../held/taken-numbers.js';
import type { KnownStyle, StylePlan } from '../plan/plan.js';
import { planText } from '../plan/plan-text.js';
import { GOOD_FOR_MS } from '../runs/joor-lists.js';
import { withFound } from '../runs/known-styles.js';
import { mayShareNumbers, type PlannedPair, StylePlanner } from '../runs/plan-styles.js';
import type { ProductRuns } from '../runs/product-runs.js';
import { refuseTaken } from '../runs/refuse-taken.js';
import type { OutcomeView, PlanView, ProductDetailView, StyleState } from './product-dto.js';
import { STYLES, SUMMARY, type SummaryRow, toSummary } from './product-list.js';
import type { VisibleConnection } from './visible-scope.js';

type Runs = Pick<ProductRuns, 'pool' | 'catalogue' | 'surroundingsOf' | 'finderOf' | 'neighboursOf'>;

interface DetailRow extends SummaryRow {
  readonly product: object;
  readonly held: HeldProduct | null;
  readonly recordedState: StyleState | null;
  readonly step: string | null;
  readonly stateReason: string | null;
  readonly attempts: number;
  readonly doubt: string | null;
  readonly dueAt: Date | null;
  readonly settledAt: Date | null;
  readonly runId: string | null;
}

const DETAIL = `select ${SUMMARY}, s.product, h.held, t.state as "recordedState", t.stage as step,
  t.reason as "stateReason", t.attempts, t.doubt, t.due_at as "dueAt", t.settled_at as "settledAt", t.run_id as "runId"
from ${STYLES} where s.connection_id = $1 and s.world = $2 and s.style = $3`;

/** A style with what the WMS says, what JOOR holds, and what a run would do now. @throws 404 */
export async function readProduct(
  runs: Runs,
  connection: VisibleConnection,
  style: string,
): Promise<ProductDetailView> {
  const { connectionId, world } = connection.scope;
  const { rows } = await runs.pool.query<DetailRow>(DETAIL, [connectionId, world, style]);
  const [row] = rows;
  if (!row) throw notFound('style');
  const { pair, problem } = await planned(runs, connection, style);
  return {
    ...toSummary(connectionId, row),
    product: row.product,
    mapped: pair?.mapped ?? null,
    held: row.held,
    plan: pair && planView(pair.plan),
    planProblem: problem,
    outcome: outcomeOf(row),
  };
}

type Planned = { readonly pair: PlannedPair | null; readonly problem: string | null };

async function planned(runs: Runs, { snapshot, scope }: VisibleConnection, style: string): Promise<Planned> {
  try {
    const surroundings = await runs.surroundingsOf(snapshot, false);
    const planner = new StylePlanner(snapshot, surroundings, await runs.catalogue.sharedSkus(scope));
    if (mayShareNumbers(snapshot)) await planner.learnNumbers(runs.catalogue.pages(scope));
    const stored: StoredStyle[] = await runs.catalogue.chosen(scope, [style]);
    const held = await heldOf(runs.pool, scope, [style]);
    const taken = await takenNumbers(runs.pool, runs.neighboursOf(snapshot, scope), scope.world, null);
    const mapped = refuseTaken(planner.map(stored), held, taken);
    const finder = runs.finderOf(snapshot, scope, new Date(Date.now() - GOOD_FOR_MS));
    const { known, problem } = await found(withFound(mapped, held, finder), held);
    const [pair] = planner.plan(mapped, known);
    return { pair: pair ?? null, problem };
  } catch (error) {
    return { pair: null, problem: problemOf(error) };
  }
}

type Known = ReadonlyMap<string, KnownStyle>;

/** A plan that does not know what others made in JOOR is better than none, as long as it says so. */
async function found(asking: Promise<Known>, held: Known): Promise<{ known: Known; problem: string | null }> {
  try {
    return { known: await asking, problem: null };
  } catch (error) {
    return { known: held, problem: `${problemOf(error)} The style is shown as if it were not in JOOR.` };
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof JoorFailure)) throw error;
  return `JOOR could not be asked what it has: ${error.message}`;
}

const planView = (plan: StylePlan): PlanView => {
  const { action, changes, steps, reasons, leftOut, notes } = plan;
  return {
    text: planText(plan),
    action,
    changes: [...changes],
    steps: steps.map(({ kind }) => kind),
    reasons: [...reasons],
    leftOut: [...leftOut],
    notes: [...notes],
  };
};

const outcomeOf = (row: DetailRow): OutcomeView | null =>
  row.recordedState && {
    state: row.recordedState,
    step: row.step,
    reason: row.stateReason,
    attempts: row.attempts,
    doubt: row.doubt,
    dueAt: row.dueAt?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    runId: row.runId,
  };
