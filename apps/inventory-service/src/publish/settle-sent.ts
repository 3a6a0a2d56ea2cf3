import type { JoorFailure } from '@joor-bridge/joor';
import { CREDITS, type RowAnswer } from '@joor-bridge/joor';
import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Run } from '../runs/run.js';
import { countProgress, moveRun } from '../runs/runs.js';
import { tellActivity } from './activity.js';
import type { Batch } from './claim-rows.js';
import { endOverwrite } from './overwriting.js';
import type { PublishMetrics } from './publish-metrics.js';
import { fenced, type Publishing } from './publishing.js';
import { recordAnswers, undoClaim } from './record-answers.js';
import { refusedWholeWaitMs } from './retry-waits.js';
import { type BatchSender, NotSent, type Sent, type Way } from './send-batch.js';
import { countFailures, limitBatch, wait } from './standing.js';

/** Whether the run may send more now. */
export type GoOn = boolean;

/** A run in the hands of this process. */
export interface UnderWay {
  readonly publishing: Publishing;
  readonly way: Way;
  readonly run: Run;
  readonly overwrite: boolean;
  /** Rows in the next request at most; halved after JOOR refused one whole. */
  batch: number;
  /** Requests of one row that JOOR refused whole, in a row. */
  lonelyRefusals: number;
  failures: number;
  /** Claims that were too old when their request was to begin, less those that were in time. */
  tooLate: number;
}

/** As many requests of one row refused whole mean that it is not the rows: JOOR takes none of them. */
const LONELY_REFUSALS = 3;

/** Writes down what became of a request, and what follows from it for the run. */
export class SentSettler {
  private readonly pool: pg.Pool;
  private readonly mostRows: number;

  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly sender: Pick<BatchSender, 'block'>;
      readonly mostRows: number;
      readonly metrics: PublishMetrics;
      /** After so many failures in a row. */
      readonly waitMs: (failures: number) => number;
    },
  ) {
    this.pool = parts.pool;
    this.mostRows = parts.mostRows;
  }

  /** What JOOR said of rows is written whoever sends by now; what becomes of the run is its holder's. @throws LeaseLost */
  async settle(under: UnderWay, batch: Batch, sent: Sent): Promise<GoOn> {
    const spent = { requests: sent.requests, credits: sent.requests * CREDITS.write };
    await countProgress(this.pool, under.run.id, spent);
    this.parts.metrics.spent(spent);
    if (under.overwrite && sent.kind !== 'in-doubt') {
      await endOverwrite(this.pool, under.publishing, batch.attemptId);
    }
    if (sent.requests > 0) under.tooLate = Math.max(0, under.tooLate - 1);
    if (sent.kind === 'answered') return this.answered(under, batch, sent.answers);
    if (sent.kind === 'in-doubt') return this.inDoubt(under, batch, sent.failure);
    const { failure } = sent;
    if (failure instanceof NotSent) {
      await undoClaim(this.pool, batch);
      return this.notSent(under, failure);
    }
    if (failure.kind === 'refused' && batch.rows.length === 1 && !under.overwrite) {
      return this.refusedAlone(under, batch, failure);
    }
    await undoClaim(this.pool, batch);
    return this.notTaken(under, batch, failure);
  }

  private async answered(under: UnderWay, batch: Batch, answers: readonly RowAnswer[]): Promise<GoOn> {
    await this.record(under, batch, answers);
    under.lonelyRefusals = 0;
    under.failures = 0;
    await countFailures(this.pool, under.publishing, 0);
    if (under.batch < this.mostRows) await this.resize(under, under.batch * 2);
    return true;
  }

  private async record(under: UnderWay, batch: Batch, answers: readonly RowAnswer[]): Promise<void> {
    const recorded = await inTransaction(this.pool, async (client) => {
      const written = await recordAnswers(client, under.publishing, batch, answers);
      const { acknowledged, zeroed, refused } = written;
      await countProgress(client, under.run.id, { sent: acknowledged, zeroed, refused });
      return written;
    });
    this.parts.metrics.answered(recorded);
  }

  /** The rows stay claimed until the request cannot land any more; others go on after a wait. */
  private async inDoubt(under: UnderWay, batch: Batch, failure: JoorFailure): Promise<GoOn> {
    this.parts.metrics.inDoubt(batch.rows.length);
    under.failures += 1;
    const ms = this.parts.waitMs(under.failures);
    const reason = `${failure.message} Whether JOOR took the figures is not known; they are sent again when it cannot be under way any more.`;
    await countFailures(this.pool, under.publishing, under.failures);
    await wait(this.pool, under.publishing, ms, reason);
    await moveRun(this.pool, under.run.id, 'running', { reason, from: ['running'] });
    return false;
  }

  private async notSent(under: UnderWay, { message, waitMs }: NotSent): Promise<GoOn> {
    if (waitMs > 0) {
      await wait(this.pool, under.publishing, waitMs, message);
      return false;
    }
    under.tooLate += 1;
    await moveRun(this.pool, under.run.id, 'running', { reason: message, from: ['running'] });
    return true;
  }

  private async notTaken(under: UnderWay, batch: Batch, failure: JoorFailure): Promise<GoOn> {
    switch (failure.kind) {
      case 'throttled':
        // The budget knows from here on how long it is to wait.
        await this.parts.sender.block(under.way, failure.retryAfterMs);
        return true;
      case 'unauthorized':
        return this.stop(under, failure);
      case 'refused':
        return this.refusedWhole(under, batch, failure);
      default:
        return this.unreachable(under, failure);
    }
  }

  /** Nothing has left, so nothing is in doubt; e.g. the token's host does not answer. */
  private async unreachable(under: UnderWay, failure: JoorFailure): Promise<GoOn> {
    under.failures += 1;
    await countFailures(this.pool, under.publishing, under.failures);
    await wait(this.pool, under.publishing, this.parts.waitMs(under.failures), failure.message);
    return false;
  }

  /** Until the credentials change, or a person asks: trying on could lock the account. */
  private async stop({ publishing, run }: UnderWay, failure: JoorFailure): Promise<GoOn> {
    const { connectionId, workspaceId } = publishing;
    await fenced(this.pool, publishing, async (client) => {
      await wait(client, publishing, Number.POSITIVE_INFINITY, failure.message);
      await moveRun(client, run.id, 'failed', { reason: failure.message });
      const message = `JOOR does not let inventory in: ${failure.message} Nothing is sent until the credentials are changed or a run is started by hand.`;
      const about = { connectionId, workspaceId, level: 'error', kind: 'inventory.unauthorized' } as const;
      await tellActivity(client, { ...about, message });
    });
    this.parts.metrics.ended('failed');
    return false;
  }

  /** One row that JOOR stumbles over is found by halving; the others go. An overwrite has no parts. */
  private async refusedWhole(under: UnderWay, batch: Batch, failure: JoorFailure): Promise<GoOn> {
    if (under.overwrite) return this.fail(under, failure);
    await this.resize(under, Math.ceil(batch.rows.length / 2));
    return true;
  }

  private async refusedAlone(under: UnderWay, batch: Batch, failure: JoorFailure): Promise<GoOn> {
    under.lonelyRefusals += 1;
    await this.record(under, batch, [{ kind: 'refused', reason: failure.message }]);
    return under.lonelyRefusals < LONELY_REFUSALS || this.fail(under, failure);
  }

  private async fail(under: UnderWay, failure: JoorFailure): Promise<GoOn> {
    const { publishing, run } = under;
    const { connectionId, workspaceId } = publishing;
    under.failures += 1;
    await fenced(this.pool, publishing, async (client) => {
      await countFailures(client, publishing, under.failures);
      await wait(client, publishing, refusedWholeWaitMs(under.failures), failure.message);
      await moveRun(client, run.id, 'failed', { reason: failure.message });
      const message = `JOOR refuses the inventory as a whole: ${failure.message}`;
      const about = { connectionId, workspaceId, level: 'error', kind: 'inventory.refused' } as const;
      await tellActivity(client, { ...about, message });
    });
    this.parts.metrics.ended('failed');
    return false;
  }

  private async resize(under: UnderWay, rows: number): Promise<void> {
    under.batch = Math.max(1, Math.min(rows, this.mostRows));
    await limitBatch(this.pool, under.publishing, under.batch === this.mostRows ? null : under.batch);
  }
}
