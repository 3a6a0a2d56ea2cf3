import type { ConnectionsTable } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { KillPoints } from '../kill-points.js';
import { guard, guardRulesOf } from '../runs/guard.js';
import { beginGuardWindow } from '../runs/guard-window.js';
import { isFirst, readExamples, readFigures } from '../runs/read-figures.js';
import type { Run } from '../runs/run.js';
import { moveRun, showFigures } from '../runs/runs.js';
import { tellActivity } from './activity.js';
import { type Batch, claimRows } from './claim-rows.js';
import { computeChanged } from './compute-changed.js';
import { noteOverwrite, overwriteLandsInMs } from './overwriting.js';
import type { PublishMetrics } from './publish-metrics.js';
import type { PublishConfig } from './publish-shape.js';
import { fenced, type Publishing } from './publishing.js';
import { failureWaitMs } from './retry-waits.js';
import type { BatchSender, Way } from './send-batch.js';
import { SentSettler, type UnderWay } from './settle-sent.js';
import { countAll, countSendable, hasSendable, landsInMs, synced, wait } from './standing.js';

const MAY_LAND = 'A request whose answer was lost may still be under way.';

export interface DriverParts {
  readonly pool: pg.Pool;
  readonly connections: Pick<ConnectionsTable, 'get'>;
  readonly sender: BatchSender;
  readonly config: PublishConfig;
  readonly metrics: PublishMetrics;
  /** The process is to stop: a run ends where it is and is gone on with by whoever is next. */
  readonly stopped: AbortSignal;
  /** None in production. */
  readonly killPoints?: Pick<KillPoints, 'pass' | 'soon'>;
  /** Default {@link failureWaitMs}. */
  readonly failureWaitMs?: (failures: number) => number;
}

/** What a run is driven by. */
export interface Drive {
  /** The newest that the WMS had said before the figures were computed. */
  readonly news: string | null;
  readonly warehouse: string | null;
}

/** Drives a run: asks the guard, sends batch after batch, and ends it when JOOR has all there is. */
export class RunDriver {
  private readonly settler: SentSettler;

  constructor(private readonly parts: DriverParts) {
    const { pool, sender, config, metrics } = parts;
    const waitMs = parts.failureWaitMs ?? failureWaitMs;
    this.settler = new SentSettler({ pool, sender, metrics, mostRows: config.joorInventoryBatch, waitMs });
  }

  /** @throws LeaseLost */
  async drive(publishing: Publishing, way: Way, run: Run, { news, warehouse }: Drive): Promise<void> {
    const { settings } = way.snapshot;
    const under: UnderWay = {
      ...{ publishing, way, run, failures: publishing.failures, lonelyRefusals: 0, tooLate: 0 },
      overwrite: settings['inventory.mode'] === 'Overwrite',
      batch: publishing.batch ?? this.parts.config.joorInventoryBatch,
    };
    let changed = true;
    while (this.isCurrent(way)) {
      if (changed && !(await this.mayGo(under, news))) return;
      const sent = await this.sendNext(under);
      if (sent === 'nothing') return this.finish(under, news);
      if (sent === 'waits') return;
      changed = (await computeChanged(this.parts.pool, publishing, way.snapshot, warehouse)) > 0;
    }
  }

  /** Settings that changed are looked at by a new pass, from the start. */
  private isCurrent({ snapshot }: Way): boolean {
    const now = this.parts.connections.get(snapshot.connectionId);
    return !this.parts.stopped.aborted && now?.version === snapshot.version;
  }

  /** Asks the guard about the figures as they are now; a run that it objects to waits for a person. */
  private async mayGo({ publishing, way, run }: UnderWay, news: string | null): Promise<boolean> {
    const { pool } = this.parts;
    const figures = await readFigures(pool, publishing);
    const first = await isFirst(pool, publishing);
    const objections = guard(figures, guardRulesOf(way.snapshot.settings), first, run.approved);
    const examples = objections.length > 0 ? await readExamples(pool, publishing) : run.examples;
    await showFigures(pool, run.id, { figures, examples, pending: await countSendable(pool, publishing) });
    if (objections.length > 0) {
      await this.ask(publishing, run, objections.join(' '), news);
      return false;
    }
    // What was objected to has passed, or was never there; a decision made meanwhile stands.
    if (run.state === 'running') return true;
    return (await moveRun(pool, run.id, 'running', { from: ['waiting-for-approval'] })) !== null;
  }

  private async ask(publishing: Publishing, run: Run, reason: string, news: string | null): Promise<void> {
    const { connectionId, workspaceId } = publishing;
    const waits = await fenced(this.parts.pool, publishing, async (client) => {
      // An approval that came since these figures were read is looked at by the next pass.
      const moved = await moveRun(client, run.id, 'waiting-for-approval', { reason, from: [run.state] });
      await synced(client, publishing, news);
      if (!moved || run.state === 'waiting-for-approval') return false;
      const message = `Inventory waits for approval: ${reason} Look at the run, then approve or reject it.`;
      const about = { connectionId, workspaceId, level: 'warning', kind: 'inventory.waiting' } as const;
      await tellActivity(client, { ...about, message });
      return true;
    });
    if (waits) this.parts.metrics.ended('waiting');
  }

  /** Pays, claims, sends and writes down, in this order. */
  private async sendNext(under: UnderWay): Promise<'sent' | 'nothing' | 'waits'> {
    const { pool, sender, killPoints } = this.parts;
    const { publishing, way, overwrite } = under;
    const withinMs = sender.beginWithinMs(under.tooLate);
    if (!(await hasSendable(pool, publishing))) return 'nothing';
    if (!(await (overwrite ? this.mayOverwrite(publishing) : this.mayUpdate(under)))) return 'waits';
    const waitMs = await sender.pay(way);
    if (waitMs > 0) {
      await wait(pool, publishing, waitMs, "Inventory's share of JOOR's request limit is used up.");
      return 'waits';
    }
    const batch = await this.claim(under, withinMs);
    if (batch.rows.length === 0) return 'nothing';
    killPoints?.pass('after-claim');
    publishing.lease.check();
    killPoints?.soon('after-send');
    const sent = await sender.send(way, batch, withinMs, overwrite);
    killPoints?.pass('after-answer');
    return (await this.settler.settle(under, batch, sent)) ? 'sent' : 'waits';
  }

  private claim({ publishing, overwrite, batch }: UnderWay, withinMs: number): Promise<Batch> {
    const { joorInventoryBatch, joorSettleMs, joorTimeoutMs } = this.parts.config;
    const lands = withinMs + joorTimeoutMs + joorSettleMs;
    const limit = overwrite ? joorInventoryBatch : batch;
    return fenced(this.parts.pool, publishing, async (client) => {
      const claimed = await claimRows(client, publishing, limit, lands, overwrite);
      if (overwrite) await noteOverwrite(client, publishing, claimed.attemptId, lands);
      return claimed;
    });
  }

  /** Rows that came since this pass began may be too many for one request: the next pass says so. */
  private async mayOverwrite(publishing: Publishing): Promise<boolean> {
    if (await this.waitsForLanding(publishing)) return false;
    return (await countAll(this.parts.pool, publishing)) <= this.parts.config.joorInventoryBatch;
  }

  /** An overwrite that is still under way would wipe what is sent before it, of items that it does not name, too. */
  private async mayUpdate({ publishing, way }: UnderWay): Promise<boolean> {
    const account = way.snapshot.joorAccount.trim() || publishing.account;
    const ms = await overwriteLandsInMs(this.parts.pool, publishing, account);
    if (ms !== null) await wait(this.parts.pool, publishing, ms, MAY_LAND);
    return ms === null;
  }

  private async waitsForLanding(publishing: Publishing): Promise<boolean> {
    const ms = await landsInMs(this.parts.pool, publishing);
    if (ms === null) return false;
    await wait(this.parts.pool, publishing, ms, MAY_LAND);
    return true;
  }

  /** Over when JOOR has acknowledged, or refused, all of it; rows in doubt are waited for. */
  private async finish({ publishing, run }: UnderWay, news: string | null): Promise<void> {
    if (await this.waitsForLanding(publishing)) return;
    const { pool } = this.parts;
    if (await hasSendable(pool, publishing)) return;
    const done = await fenced(pool, publishing, async (client) => {
      await synced(client, publishing, news);
      if (run.approved) await beginGuardWindow(client, publishing);
      return moveRun(client, run.id, 'done', { from: ['running'] });
    });
    if (done) this.parts.metrics.ended('done');
  }
}
