import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import { type ConnectionsTable, type JoorAddresses, worldOf } from '@joor-bridge/service-kit';
import type pg from 'pg';
import { guard, guardRulesOf } from '../runs/guard.js';
import { renewGuardWindow } from '../runs/guard-window.js';
import { isFirst, readExamples, readFigures } from '../runs/read-figures.js';
import type { Run } from '../runs/run.js';
import { beginRun, holdSync, moveRun, openRun, queuedRuns, showFigures } from '../runs/runs.js';
import { tellActivity } from './activity.js';
import { computeChanged } from './compute-changed.js';
import { type Obstacle, obstacleOf } from './obstacle.js';
import type { PublishMetrics } from './publish-metrics.js';
import type { Publishing } from './publishing.js';
import type { RunDriver } from './run-driver.js';
import type { Way } from './send-batch.js';
import {
  countAll,
  countSendable,
  gather,
  hasSendable,
  isBeingRead,
  landsInMs,
  newestNews,
  synced,
  wait,
} from './standing.js';
import { readTarget } from './target.js';

/**
 * How long newer stock is gathered before it is sent: a request costs the same for one row as for a thousand, and a
 * WMS's messages about one delivery come within a second or two. A single change is in JOOR well within 5 s.
 */
export const GATHER_MS = 2_000;
/**
 * What one reading of the WMS's stock finds is sent together, in full requests and looked at by the guard as a whole. A
 * reading that takes longer is not waited for.
 */
const READING_MS = 30_000;
/** An obstacle that may pass is looked at again after this. */
const LOOK_AGAIN_MS = 5_000;

export interface PublisherParts {
  readonly pool: pg.Pool;
  readonly connections: Pick<ConnectionsTable, 'get' | 'all'>;
  readonly addresses: JoorAddresses;
  readonly driver: RunDriver;
  readonly mostRows: number;
  readonly metrics: PublishMetrics;
  readonly gatherMs?: number;
}

/** Does what there is to do for one connection: computes what changed, and sends it where it may be sent. */
export class Publisher {
  constructor(private readonly parts: PublisherParts) {}

  /** @throws LeaseLost */
  async publish(publishing: Publishing): Promise<void> {
    const { pool, connections } = this.parts;
    const way = this.wayOf(publishing, connections.get(publishing.connectionId));
    if (!way) return;
    const { settings } = way.snapshot;
    const target = await readTarget(pool, publishing, settings);
    // Before what it changed is computed, so that nothing is taken for sent that is not.
    const news = await newestNews(pool, publishing);
    await computeChanged(pool, publishing, way.snapshot, target.warehouse);
    await this.preview(publishing, way);
    if (publishing.waits) return;
    const rows = settings['inventory.mode'] === 'Update' ? 0 : await countAll(pool, publishing);
    const facts = {
      snapshot: way.snapshot,
      others: connections.all(),
      target,
      rows,
      most: this.parts.mostRows,
    };
    const obstacle = obstacleOf(facts);
    if (obstacle) return this.hold(publishing, obstacle, news);
    const run = await this.currentRun(publishing, news);
    if (run) await this.parts.driver.drive(publishing, way, run, { news, warehouse: target.warehouse });
  }

  /** Null: not ours to do, since the connection is gone, off or in its other world. */
  private wayOf(publishing: Publishing, snapshot: ConnectionSnapshot | undefined): Way | null {
    if (!snapshot?.enabled) return null;
    const world = worldOf(snapshot, this.parts.addresses);
    return world.name === publishing.world ? { snapshot, world } : null;
  }

  /** Shows what would be sent to those who asked. */
  private async preview(publishing: Publishing, { snapshot }: Way): Promise<void> {
    const { pool } = this.parts;
    for (const { id, kind } of await queuedRuns(pool, publishing)) {
      if (kind !== 'preview') continue;
      const figures = await readFigures(pool, publishing);
      const first = await isFirst(pool, publishing);
      const objections = guard(figures, guardRulesOf(snapshot.settings), first, null);
      const examples = await readExamples(pool, publishing);
      await showFigures(pool, id, { figures, examples, pending: await countSendable(pool, publishing) });
      await moveRun(pool, id, 'done', { reason: objections.join(' ') || null });
    }
  }

  private async hold(publishing: Publishing, obstacle: Obstacle, news: string | null): Promise<void> {
    const { pool } = this.parts;
    const { connectionId, workspaceId } = publishing;
    const { reason, mayPass, wished } = obstacle;
    // Until there is something to send nobody has been told, and the stock that comes is to be told of.
    const looksAgain = mayPass || news === null;
    await wait(pool, publishing, looksAgain ? LOOK_AGAIN_MS : Number.POSITIVE_INFINITY, reason);
    const held = await inTransaction(pool, async (client) => {
      const asked = await queuedRuns(client, publishing);
      const open = await openRun(client, publishing);
      for (const { id } of [...asked, ...(open ? [open] : [])]) await moveRun(client, id, 'held', { reason });
      const runs = asked.length + (open ? 1 : 0);
      if (wished || runs > 0 || news === null || news === publishing.syncedNews) return runs;
      if (!(await holdSync(client, { ...publishing, reason }))) return 0;
      const message = `No inventory is sent: ${reason}`;
      await tellActivity(client, {
        connectionId,
        workspaceId,
        level: 'warning',
        kind: 'inventory.held',
        message,
      });
      return 1;
    });
    for (let at = 0; at < held; at += 1) this.parts.metrics.ended('held');
  }

  /** The run to go on with or to begin; null: nothing is to be sent now. */
  private async currentRun(publishing: Publishing, news: string | null): Promise<Run | null> {
    const { pool } = this.parts;
    const open = await openRun(pool, publishing);
    if (open) return open;
    await renewGuardWindow(pool, publishing);
    const [asked] = (await queuedRuns(pool, publishing)).filter(({ kind }) => kind !== 'preview');
    if (asked) return moveRun(pool, asked.id, 'running');
    if (news !== null && news !== publishing.syncedNews) {
      const gathers = publishing.gatherUntil === null || (await isBeingRead(pool, publishing, READING_MS));
      if (gathers) {
        await gather(pool, publishing, this.parts.gatherMs ?? GATHER_MS);
        return null;
      }
      return this.beginIfAny(publishing, 'sync', news);
    }
    return publishing.retryDue ? this.beginIfAny(publishing, 'retry', news) : null;
  }

  /** A run that has nothing to send would say nothing; what may still land is waited for. */
  private async beginIfAny(
    publishing: Publishing,
    kind: 'sync' | 'retry',
    news: string | null,
  ): Promise<Run | null> {
    const { pool } = this.parts;
    const due = (await hasSendable(pool, publishing)) || (await landsInMs(pool, publishing)) !== null;
    if (due) {
      return beginRun(pool, { ...publishing, kind, state: 'running' });
    }
    await synced(pool, publishing, news);
    return null;
  }
}
