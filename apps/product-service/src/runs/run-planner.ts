import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { JoorFailure } from '@joor-bridge/joor';
import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { isJoorsLimit } from '../apply/joor-credits.js';
import type { Catalogue, StoredStyle } from '../catalogue/catalogue.js';
import type { Scope } from '../catalogue/scope.js';
import { heldOf } from '../held/held-products.js';
import { type Neighbour, type TakenNumbers, takenNumbers } from '../held/taken-numbers.js';
import type { PlanningResult, ProductMetrics } from '../metrics/product-metrics.js';
import { endPlanned } from './end-planned.js';
import type { JoorSurroundings } from './joor-lists.js';
import { type Finder, withFound } from './known-styles.js';
import { notePlans, standingsOf } from './plan-notes.js';
import { outcomeOf, type PageRules } from './plan-run.js';
import { mayShareNumbers, StylePlanner } from './plan-styles.js';
import { refuseTaken } from './refuse-taken.js';
import { type ClaimedRun, noRunCounts, type PlannedStyle, type RunCounts } from './run.js';
import { addRunStyles, failRun, isMine, putOff, sameAsk } from './run-store.js';

export interface RunPlannerParts {
  readonly pool: pg.Pool;
  readonly catalogue: Catalogue;
  readonly connections: { get(connectionId: string): ConnectionSnapshot | undefined };
  /** @param fresh not what was known before. @throws JoorFailure */
  readonly surroundingsOf: (snapshot: ConnectionSnapshot, fresh: boolean) => Promise<JoorSurroundings>;
  /** Approved orders with these SKUs; null: it cannot be known. */
  readonly countApproved: (
    snapshot: ConnectionSnapshot,
    skus: readonly PlannedStyle[],
  ) => Promise<number | null>;
  /** Finds what JOOR has that we have not written. @param since what was found before is asked for anew */
  readonly finderOf: (snapshot: ConnectionSnapshot, run: Scope, since: Date) => Finder;
  /** Other connections of the same JOOR account. */
  readonly neighboursOf: (snapshot: ConnectionSnapshot, run: Scope) => readonly Neighbour[];
  /** JOOR says that its limit is used up: nobody may ask for this account until it is over. */
  readonly block: (snapshot: ConnectionSnapshot, run: Scope, failure: JoorFailure) => Promise<void>;
  readonly metrics: Pick<ProductMetrics, 'planned'>;
  readonly onError: (error: unknown, run: ClaimedRun) => void;
  readonly signOfLifeMs?: number;
}

/**
 * No run of all styles has gone out yet, and JOOR has nothing of the connection by us but what was tried with chosen
 * styles.
 */
const IS_FIRST = `
with gone_out as (
  select styles is null as whole from runs
  where connection_id = $1 and world = $2 and state in ('running', 'done') and creates + updates > 0)
select not exists (select from gone_out where whole) and (exists (select from gone_out)
  or not exists (select from held_products where connection_id = $1 and world = $2)) as first`;

const AGAIN_MS = 60_000;
/** How often a planner says that it is still there. */
const SIGN_OF_LIFE_MS = 20_000;

class NotMine extends Error {}

interface PageParts {
  readonly rules: PageRules;
  /** Null: nobody looks at the run before it goes out, and what JOOR has is met then. */
  readonly finder: Finder | null;
  readonly taken: TakenNumbers;
  readonly counts: RunCounts;
}

const DAY_MS = 86_400_000;

/** Who asks for a preview sees JOOR as it is now; the schedule asks for the same styles once a day. */
const askedSince = ({ trigger, createdAt }: ClaimedRun): Date =>
  trigger === 'person' ? createdAt : new Date(Date.now() - DAY_MS);

/** Works out what a run is to do, and lets it go out or wait for approval. */
export class RunPlanner {
  constructor(private readonly parts: RunPlannerParts) {}

  /** Never throws for what is wrong with the connection, JOOR or the plan: the run says it. */
  async plan(run: ClaimedRun): Promise<void> {
    const { pool, onError, signOfLifeMs = SIGN_OF_LIFE_MS } = this.parts;
    // Asking JOOR may take longer than a process may keep silent.
    const signs = setInterval(() => {
      void isMine(pool, run).catch((error: unknown) => onError(error, run));
    }, signOfLifeMs);
    try {
      const snapshot = this.parts.connections.get(run.connectionId);
      const problem = problemOf(snapshot, run);
      if (!snapshot || problem !== null) return await this.fail(run, problem ?? GONE);
      this.parts.metrics.planned(await this.planAll(run, snapshot));
    } catch (error) {
      if (error instanceof NotMine) return;
      if (error instanceof JoorFailure) return await this.joorFailed(run, error);
      onError(error, run);
      await this.stumbled(run);
    } finally {
      clearInterval(signs);
    }
  }

  /** What the schedule was to bring would else wait until the WMS has news. */
  private async stumbled(run: ClaimedRun): Promise<void> {
    const why = 'Planning failed within joor-bridge; the log of product-service says why.';
    if (run.trigger === 'person') await this.fail(run, why);
    else await this.putOff(run, AGAIN_MS, why);
  }

  private async fail(run: ClaimedRun, why: string): Promise<void> {
    await failRun(this.parts.pool, run, why);
    this.parts.metrics.planned('failed');
  }

  private async putOff(run: ClaimedRun, waitMs: number, why: string): Promise<void> {
    await putOff(this.parts.pool, run, waitMs, `${why} It is tried again by itself.`);
    this.parts.metrics.planned('put-off');
  }

  /** The schedule comes again by itself, as soon as JOOR answers; a person is told. */
  private async joorFailed(run: ClaimedRun, error: JoorFailure): Promise<void> {
    const snapshot = this.parts.connections.get(run.connectionId);
    if (snapshot && isJoorsLimit(error)) await this.parts.block(snapshot, run, error);
    const why = `JOOR could not be asked what it has: ${error.message}`;
    if (error.kind === 'unauthorized') await this.fail(run, why);
    else await this.putOff(run, error.retryAfterMs ?? AGAIN_MS, why);
  }

  private async planAll(run: ClaimedRun, snapshot: ConnectionSnapshot): Promise<PlanningResult> {
    const { catalogue, pool } = this.parts;
    const surroundings = await this.parts.surroundingsOf(snapshot, run.trigger === 'person');
    const planner = new StylePlanner(snapshot, surroundings, await catalogue.sharedSkus(run));
    if (mayShareNumbers(snapshot)) await planner.learnNumbers(catalogue.pages(run));
    const isFirst = await this.isFirst(run);
    const rules = { trigger: run.trigger, approvesAll: run.preview || isFirst };
    const counts = noRunCounts();
    const status: PlannedStyle[] = [];
    const finder = rules.approvesAll ? this.parts.finderOf(snapshot, run, askedSince(run)) : null;
    const taken = await takenNumbers(pool, this.parts.neighboursOf(snapshot, run), run.world, null);
    for await (const page of this.pages(run)) {
      status.push(...(await this.planPage(run, planner, page, { rules, finder, taken, counts })));
    }
    const same = await sameAsk(pool, run, status);
    const asked = same ?? (await this.askedOf(run, snapshot, status, rules, counts));
    return inTransaction(pool, async (client) => {
      await this.mustBeMine(client, run);
      const { approvesAll } = rules;
      const { approvedOrders } = asked;
      const planned = { run, snapshot, isFirst, approvesAll, counts, status, approvedOrders };
      return endPlanned(client, { ...planned, sameAsk: same?.id ?? null });
    });
  }

  private async *pages(run: ClaimedRun): AsyncGenerator<readonly StoredStyle[]> {
    const { catalogue } = this.parts;
    if (run.styles === null) yield* catalogue.pages(run);
    else yield await catalogue.chosen(run, run.styles);
  }

  /** @returns styles whose change of status has to be approved apart */
  private async planPage(
    run: ClaimedRun,
    planner: StylePlanner,
    page: readonly StoredStyle[],
    { rules, finder, taken, counts }: PageParts,
  ): Promise<readonly PlannedStyle[]> {
    const { pool } = this.parts;
    const names = page.map(({ style }) => style);
    const held = await heldOf(pool, run, names);
    const standings = await standingsOf(pool, run, names);
    const mapped = refuseTaken(planner.map(page), held, taken);
    const pairs = planner.plan(mapped, finder ? await withFound(mapped, held, finder) : held);
    const outcome = outcomeOf(pairs, standings, rules, counts);
    await inTransaction(pool, async (client) => {
      await this.mustBeMine(client, run);
      await addRunStyles(client, run.id, outcome.styles);
      await notePlans(client, run, outcome.notes);
    });
    return outcome.status;
  }

  private async askedOf(
    run: ClaimedRun,
    snapshot: ConnectionSnapshot,
    status: readonly PlannedStyle[],
    { approvesAll }: PageRules,
    { inactive }: RunCounts,
  ): Promise<{ approvedOrders: number | null }> {
    if (inactive === 0) return { approvedOrders: null };
    const styles = approvesAll ? await this.withStatus(run.id) : status;
    return { approvedOrders: await this.parts.countApproved(snapshot, styles) };
  }

  private async withStatus(runId: string): Promise<PlannedStyle[]> {
    const { rows } = await this.parts.pool.query<PlannedStyle>(
      `select style, plan, revision, diff, reasons, mapped, status from run_styles
       where run_id = $1 and json_array_length(status) > 0`,
      [runId],
    );
    return rows;
  }

  private async isFirst({ connectionId, world }: Scope): Promise<boolean> {
    const { rows } = await this.parts.pool.query<{ first: boolean }>(IS_FIRST, [connectionId, world]);
    return rows[0]?.first ?? true;
  }

  private async mustBeMine(client: pg.ClientBase, run: ClaimedRun): Promise<void> {
    if (!(await isMine(client, run))) throw new NotMine('Another process plans this run.');
  }
}

const GONE = 'The connection is gone.';

function problemOf(snapshot: ConnectionSnapshot | undefined, run: ClaimedRun): string | null {
  if (!snapshot) return GONE;
  const world = snapshot.settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';
  if (world !== run.world) return 'Joor Test Mode was switched since the run was asked for.';
  if (!snapshot.enabled) return 'The connection is switched off.';
  if (snapshot.settings['joor.syncProductDetails'] === 'No' && !run.preview) {
    return 'Sync Product Details is No: nothing goes to JOOR. A preview shows what would.';
  }
  return null;
}
