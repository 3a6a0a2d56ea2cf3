import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type StockLevel, stockSwept, sweptKey, topics } from '@joor-bridge/contracts';
import type { Bus } from '@joor-bridge/messaging';
import type { Database } from '@joor-bridge/persistence';
import type { RefusedRow, StockPage } from '@joor-bridge/wms';
import type { KillPoints } from '../../kill-points.js';
import { levelRecord } from '../../levels/level-intake.js';
import { doubtedLevel, fitLevels, type LevelPlace, vanishedLevel } from '../publish-levels.js';
import { distinctRows, namedTwice } from './distinct-rows.js';
import { NotMaterialised } from './pull-failure.js';
import type { PullTally } from './pull-records.js';
import type { SweepSession } from './sweep-session.js';
import { asOfRow, SweepTime } from './sweep-time.js';
import { doubtOf } from './vanished.js';

/** Rows compared in one statement. */
const GROUP = 1_000;
/**
 * How long levels that differ are held back, so that several groups' go together: a few of each thousand rows would cost
 * PostgreSQL and Kafka a transaction each, here and again where they are read back.
 */
const HELD_MS = 500;
/** Refused rows that are kept, of each pull. */
const REFUSED_KEPT = 1_000;
const LOOK_MS = 100;

export interface StockPullParts {
  readonly database: Pick<Database, 'connect'>;
  readonly bus: Pick<Bus, 'publish'>;
  readonly killPoints: KillPoints;
  /** Longest that levels may be on their way from Kafka to the table without one arriving, in milliseconds. */
  readonly stallMs: number;
}

/** A reading's session, as far as the reading asks it. */
export type PulledSession = Pick<
  SweepSession,
  'compare' | 'expect' | 'pending' | 'counts' | 'vanished' | 'doubted' | 'noteUnsure' | 'noteUntaken'
>;

/** One reading of a WMS's stock: what differs from what is known goes to `wms.stock.v1`. */
export class StockPull {
  private counts = { pages: 0, rows: 0, changed: 0, zeroed: 0, refusedRows: 0 };
  private readonly refused: RefusedRow[] = [];
  private readonly sweep: SweepTime;
  private readonly began = performance.now();
  private held: StockLevel[] = [];
  private heldSince = 0;

  constructor(
    private readonly parts: StockPullParts,
    private readonly place: LevelPlace,
    private readonly startedAt: Date,
    private readonly session: PulledSession,
    /** Throws where the pull has to end: asked before everything that others see. */
    private readonly check: () => void,
  ) {
    this.sweep = new SweepTime(startedAt);
  }

  get tally(): PullTally {
    return { ...this.counts, refused: this.refused };
  }

  /** Takes a page: compares, and publishes what differs, acknowledged by Kafka; some of it with the pages that follow. */
  async page({ rows, refused }: StockPage): Promise<void> {
    this.counts.pages += 1;
    this.counts.rows += rows.length + refused.length;
    await this.refuse(refused);
    this.sweep.saw(rows);
    for (let from = 0; from < rows.length; from += GROUP) await this.group(rows.slice(from, from + GROUP));
  }

  /** Publishes what is held back; for a reading that the WMS breaks off, too. */
  async flush(): Promise<void> {
    const levels = this.held;
    this.held = [];
    await this.publish(levels);
  }

  /**
   * After the last page: what has vanished is set to 0, what is doubted is dated no further, and when all that was published is in the table, the sweep is.
   * @param accepted a person has said that the list is right in what it has lost
   * @returns why the list is not believed; null when it is
   */
  async finish(accepted: boolean): Promise<string | null> {
    await this.flush();
    this.parts.killPoints.pass('after-pages');
    const { listed, vanished } = await this.session.counts(this.startedAt);
    const doubt = doubtOf({ rows: this.counts.rows, listed, vanished });
    if (doubt !== null && !accepted) return doubt;
    for await (const gone of this.session.vanished(this.startedAt, GROUP)) {
      await this.publish(gone.map((level) => vanishedLevel(this.place, level, this.startedAt)));
      this.counts.zeroed += gone.length;
    }
    for await (const known of this.session.doubted(this.startedAt, GROUP)) {
      await this.publish(known.map((level) => doubtedLevel(this.place, level)));
    }
    this.parts.killPoints.pass('after-vanished');
    await this.materialised();
    await this.publishSweep();
    return null;
  }

  private async group(rows: StockPage['rows']): Promise<void> {
    const distinct = distinctRows(rows);
    const now = new Date(this.startedAt.getTime() + performance.now() - this.began);
    const dated = distinct.rows.map((row) => ({ row, asOf: asOfRow(row, this.startedAt, now) }));
    const { differing, again } = await this.session.compare(dated);
    const twice = again.filter(({ row, first }) => row.available !== first);
    await this.refuse([
      ...distinct.refused,
      ...twice.map(({ row, first }) => ({
        sku: row.sku,
        reason: namedTwice(first, row.available, row.warehouse),
      })),
    ]);
    const { levels, refused } = fitLevels(this.place, differing);
    await this.refuse(refused.map(({ row: { sku }, reason }) => ({ sku, reason })));
    await this.session.noteUntaken(refused.map(({ row }) => row));
    this.counts.changed += levels.length;
    await this.hold(levels);
  }

  private async hold(levels: readonly StockLevel[]): Promise<void> {
    if (this.held.length === 0) this.heldSince = performance.now();
    this.held.push(...levels);
    if (this.held.length >= GROUP || performance.now() - this.heldSince >= HELD_MS) await this.flush();
  }

  /** What is on its way is written down first: a process that dies in between leaves no level that nobody waits for. */
  private async publish(levels: readonly StockLevel[]): Promise<void> {
    if (levels.length === 0) return;
    this.check();
    await this.session.expect(
      levels.map(({ sku, warehouse, asOf }) => ({ sku, warehouse, asOf: new Date(asOf) })),
    );
    this.parts.killPoints.pass('after-pending');
    this.check();
    await this.parts.bus.publish(topics.stock, levels.map(levelRecord));
    this.parts.killPoints.pass('after-publish');
  }

  private async refuse(refused: readonly RefusedRow[]): Promise<void> {
    if (refused.length === 0) return;
    this.counts.refusedRows += refused.length;
    this.refused.push(...refused.slice(0, REFUSED_KEPT - this.refused.length));
    await this.session.noteUnsure(refused.map(({ sku }) => sku));
  }

  /** @throws NotMaterialised when for a while none arrives */
  private async materialised(): Promise<void> {
    let before = Number.POSITIVE_INFINITY;
    let movedAt = performance.now();
    for (;;) {
      const pending = await this.session.pending();
      if (pending === 0) return;
      if (pending < before) movedAt = performance.now();
      else if (performance.now() - movedAt > this.parts.stallMs) throw new NotMaterialised(pending);
      before = Math.min(before, pending);
      this.check();
      await pause(LOOK_MS);
    }
  }

  private async publishSweep(): Promise<void> {
    this.check();
    const { connectionId, workspaceId, world } = this.place;
    const value = {
      connectionId,
      workspaceId,
      world,
      asOf: this.sweep.time.toISOString(),
      levels: this.counts.rows - this.counts.refusedRows,
    };
    await this.parts.bus.publish(topics.stock, [
      { key: sweptKey(value), type: stockSwept.type, subject: connectionId, value },
    ]);
    this.parts.killPoints.pass('after-sweep');
  }
}
