import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';
import { forgetHeld, type HeldStyle, putHeld, stylesWith } from '../held/held-products.js';
import { type Neighbour, type TakenNumbers, takenNumbers } from '../held/taken-numbers.js';
import type { ProductMetrics } from '../metrics/product-metrics.js';
import type { Step } from '../plan/plan.js';
import { ApplyInterrupted, type Lease } from './lease.js';
import type { WriteBook } from './step-writer.js';
import {
  clearDoubt,
  doubtStyles,
  noteLookedUp,
  settleStyles,
  stillMine,
  type TurnEnd,
} from './style-states.js';
import type { StyleTurn } from './turn.js';

export interface SettledTurn {
  readonly turn: StyleTurn;
  readonly end: TurnEnd;
  /** Of what is wholly in JOOR now; null where a part is not. */
  readonly revision: string | null;
}

/** Writes down what an applier does, as long as it has its lease: what is found out after that is somebody else's. */
export class ApplyBook implements WriteBook {
  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly scope: Scope & { readonly workspaceId: string };
      readonly lease: Lease;
      readonly neighbours: readonly Neighbour[];
      /** How long after its end a request may still be on its way. */
      readonly settleMs: number;
      readonly metrics: Pick<ProductMetrics, 'settled'>;
    },
  ) {}

  async begin(step: Step['kind'], turns: readonly StyleTurn[]): Promise<void> {
    const { scope, settleMs } = this.parts;
    await this.whileMine((client) => doubtStyles(client, scope, step, stylesOf(turns), settleMs));
    for (const turn of turns) turn.doubt = step;
  }

  async answered(turns: readonly StyleTurn[]): Promise<void> {
    const sure = turns.filter(({ lookAgain }) => !lookAgain);
    await this.whileMine(async (client) => {
      await this.putChanged(client, turns);
      await clearDoubt(client, this.parts.scope, stylesOf(sure));
    });
    for (const turn of turns) turn.changed = false;
  }

  async lookedUp(turns: readonly StyleTurn[]): Promise<void> {
    await this.whileMine(async (client) => {
      await this.putChanged(client, turns);
      const states = turns.map((turn) => ({ style: turn.style, again: isGone(turn) }));
      await noteLookedUp(client, this.parts.scope, states);
    });
    for (const turn of turns) turn.changed = false;
  }

  async settle(settled: readonly SettledTurn[]): Promise<void> {
    await this.whileMine(async (client) => {
      const held = settled.flatMap(({ turn, revision }): HeldStyle[] =>
        turn.held && (turn.changed || turn.revision !== revision)
          ? [{ style: turn.style, revision, held: turn.held }]
          : [],
      );
      await putHeld(client, this.parts.scope, held);
      const gone = settled.flatMap(({ turn }) => (isGone(turn) ? turn.style : []));
      await forgetHeld(client, this.parts.scope, gone);
      await settleStyles(
        client,
        this.parts.scope,
        settled.map(({ turn, end }) => ({ style: turn.style, ticket: turn.due.ticket, end })),
      );
    });
    for (const state of ['applied', 'refused', 'queued'] as const) {
      this.parts.metrics.settled(state, settled.filter(({ end }) => end.state === state).length);
    }
  }

  /** Under which style JOOR has SKUs. */
  stylesWith(skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return stylesWith(this.parts.pool, this.parts.scope, skus);
  }

  /** Which of these style numbers in JOOR another connection has written. */
  takenAmong(numbers: readonly string[]): Promise<TakenNumbers> {
    const { pool, scope, neighbours } = this.parts;
    return takenNumbers(pool, neighbours, scope.world, numbers);
  }

  private putChanged(client: pg.ClientBase, turns: readonly StyleTurn[]): Promise<void> {
    const held = turns.flatMap(({ style, held, changed }): HeldStyle[] =>
      held && changed ? [{ style, revision: null, held }] : [],
    );
    return putHeld(client, this.parts.scope, held);
  }

  private async whileMine(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    await inTransaction(this.parts.pool, async (client) => {
      if (!(await stillMine(client, this.parts.lease.id))) {
        throw new ApplyInterrupted('Another process writes to JOOR for this connection by now.');
      }
      await work(client);
    });
  }
}

const isGone = ({ wasGone, held }: StyleTurn): boolean => wasGone && held === null;
const stylesOf = (turns: readonly StyleTurn[]): string[] => turns.map(({ style }) => style);
