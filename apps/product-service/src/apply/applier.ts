import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type CreditBudget, JoorFailure } from '@joor-bridge/joor';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';
import type { KillPoints } from '../chaos/kill-points.js';
import { heldOf } from '../held/held-products.js';
import type { Neighbour } from '../held/taken-numbers.js';
import type { ProductMetrics } from '../metrics/product-metrics.js';
import type { ApplierLeases } from './applier-leases.js';
import { ApplyBook } from './apply-book.js';
import { applyGroup } from './apply-group.js';
import { BatchSize } from './batches.js';
import { isJoorsLimit } from './joor-credits.js';
import type { JoorHealth } from './joor-health.js';
import type { JoorPort } from './joor-port.js';
import { ApplyInterrupted, type Lease } from './lease.js';
import { SheetList } from './sheet-list.js';
import { StepWriter } from './step-writer.js';
import { dueStyles, scopesDue } from './style-states.js';
import { StyleTurn } from './turn.js';

/** How a connection's JOOR is reached. */
export interface JoorAccess {
  /** What its credits are counted by; also: one applier an account. */
  readonly account: string;
  /** Other connections of the account: what they have written is not taken over. */
  readonly neighbours: readonly Neighbour[];
  /** @throws JoorFailure `unauthorized` when it has no usable credentials */
  connect(lease: Lease): JoorPort;
}

export interface ApplierParts {
  readonly pool: pg.Pool;
  readonly leases: ApplierLeases;
  readonly connections: { get(connectionId: string): ConnectionSnapshot | undefined };
  readonly accessOf: (snapshot: ConnectionSnapshot) => JoorAccess;
  readonly budget: Pick<CreditBudget, 'block'>;
  readonly health: JoorHealth;
  /** Records in one call to JOOR, at most. */
  readonly batchSize: number;
  readonly settleMs: number;
  /** Length of a minute of the waits; 60,000 where it is left out. */
  readonly minuteMs?: number;
  readonly tickMs: number;
  readonly killPoints: KillPoints;
  readonly metrics: Pick<ProductMetrics, 'settled'>;
  readonly onError: (error: unknown, scope: Scope | null) => void;
}

/** Styles that go through the steps side by side: enough to fill the calls, few enough to be in memory. */
const BATCHES_AT_ONCE = 4;

/** Writes to JOOR what is queued, one process a connection. */
export class Applier {
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> = Promise.resolve();
  private readonly atWork = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(private readonly parts: ApplierParts) {}

  start(): void {
    this.parts.leases.start();
    this.schedule();
  }

  /** Ends before the next group of styles; resolves when what JOOR answered is written down. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.ticking;
    await Promise.all(this.atWork.values());
    this.parts.leases.stop();
  }

  /** Resolves when nothing is due any more, as far as this process may write it. For tests and benches. */
  async drain(): Promise<void> {
    await this.tick();
    await Promise.all(this.atWork.values());
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.ticking = this.tick().finally(() => {
        if (!this.stopped) this.schedule();
      });
    }, this.parts.tickMs);
  }

  private async tick(): Promise<void> {
    const { pool, health, connections, onError } = this.parts;
    try {
      await health.releaseChanged((connectionId) => connections.get(connectionId)?.version);
      for (const scope of await scopesDue(pool)) this.begin(scope);
    } catch (error) {
      onError(error, null);
    }
  }

  private begin(scope: Scope): void {
    const key = `${scope.connectionId} ${scope.world}`;
    if (this.atWork.has(key) || this.stopped) return;
    const work = this.work(scope)
      .catch((error: unknown) => this.parts.onError(error, scope))
      .finally(() => this.atWork.delete(key));
    this.atWork.set(key, work);
  }

  private async work(scope: Scope): Promise<void> {
    const { connections, accessOf, leases, settleMs } = this.parts;
    const snapshot = connections.get(scope.connectionId);
    if (!snapshot || !mayWrite(snapshot, scope)) return;
    const access = accessOf(snapshot);
    const lease = await leases.take(scope, access.account);
    if (!lease) return;
    let mayBeOnItsWay = false;
    try {
      await this.applyAll(scope, snapshot, lease, access);
      await this.parts.health.well(scope);
    } catch (error) {
      mayBeOnItsWay = error instanceof JoorFailure && error.effectUnknown;
      await this.stumble(scope, snapshot, access, error);
    } finally {
      await leases.release(lease, mayBeOnItsWay ? settleMs : 0);
    }
  }

  private async applyAll(
    scope: Scope,
    snapshot: ConnectionSnapshot,
    lease: Lease,
    access: JoorAccess,
  ): Promise<void> {
    const { pool, batchSize, settleMs, minuteMs, killPoints, metrics } = this.parts;
    const joor = access.connect(lease);
    const list = new SheetList(joor);
    const size = new BatchSize(batchSize);
    const book = new ApplyBook({
      ...{ pool, lease, settleMs, metrics, neighbours: access.neighbours },
      scope: { ...scope, workspaceId: snapshot.workspaceId },
    });
    const writer = new StepWriter({ book, size, killPoints });
    const { settings } = snapshot;
    const choices = {
      lineSheets: settings['products.lineSheets'],
      images: settings['products.images'],
      inactive: settings['products.inactive'],
    };
    while (!this.stopped && this.parts.connections.get(scope.connectionId) === snapshot) {
      const due = await dueStyles(pool, scope, batchSize * BATCHES_AT_ONCE);
      if (due.length === 0) return;
      const styles = due.map(({ style }) => style);
      const held = await heldOf(pool, scope, styles);
      const turns = due.map((each) => {
        const known = held.get(each.style);
        return new StyleTurn(each, known?.held ?? null, known?.revision ?? null);
      });
      await applyGroup(turns, {
        ...{ joor, list, book, writer, choices },
        ...(minuteMs !== undefined && { minuteMs }),
      });
    }
  }

  private async stumble(
    scope: Scope,
    snapshot: ConnectionSnapshot,
    { account }: JoorAccess,
    error: unknown,
  ): Promise<void> {
    const { health, budget, onError } = this.parts;
    // Whoever has the lease now goes on with it.
    if (error instanceof ApplyInterrupted) return;
    onError(error, scope);
    if (!(error instanceof JoorFailure)) return health.stumbled(scope);
    if (isJoorsLimit(error)) await budget.block(account, error.retryAfterMs);
    await health.failed(scope, snapshot, error);
  }
}

/** What is queued for the other world, or for a connection that is switched off, waits. */
function mayWrite(snapshot: ConnectionSnapshot, { world }: Scope): boolean {
  const current = snapshot.settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';
  return snapshot.enabled && snapshot.settings['joor.syncProductDetails'] === 'Yes' && current === world;
}
