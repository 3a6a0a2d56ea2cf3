import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type CreditBudget, JoorFailure, JoorStyles } from '@joor-bridge/joor';
import { type ClaimedWork, inTransaction, LeaseLost } from '@joor-bridge/persistence';
import {
  type ConnectionsTable,
  creditAccount,
  type JoorAccounts,
  type JoorAddresses,
  type JoorWorld,
  type Log,
  type WorkEnd,
  worldOf,
} from '@joor-bridge/service-kit';
import type pg from 'pg';
import { tellActivity } from '../publish/activity.js';
import { pauseUntil } from '../publish/pause.js';
import { alone } from '../publish/publishing.js';
import { failureWaitMs } from '../publish/retry-waits.js';
import { requestRepair } from '../runs/request-run.js';
import { comparePage, keepDrift } from './compare-page.js';
import { untilItsNightMs } from './reconcile-plan.js';
import { beginReconciliation, endReconciliation, type Reconciliation } from './reconciliations.js';
import { tryListed } from './try-listed.js';
import { readUnseen } from './unseen.js';

/** A connection whose newest settings this process has not heard of yet comes again soon. */
const AGAIN_MS = 500;

export interface ReconcilerParts {
  readonly pool: pg.Pool;
  readonly connections: Pick<ConnectionsTable, 'get' | 'all'>;
  readonly addresses: JoorAddresses;
  readonly accounts: Pick<JoorAccounts, 'linkFor'>;
  readonly budget: CreditBudget;
  readonly timeoutMs: number;
  readonly minuteMs: number;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** Reads back what JOOR holds, reports what differs from what we believe, and has it mended. */
export class Reconciler {
  constructor(private readonly parts: ReconcilerParts) {}

  async run(work: ClaimedWork, stopped: AbortSignal): Promise<WorkEnd> {
    const snapshot = this.parts.connections.get(work.connectionId);
    const world = snapshot && worldOf(snapshot, this.parts.addresses);
    if (!snapshot || world?.name !== work.world || snapshot.version < work.version) {
      return { failed: false, againInMs: AGAIN_MS };
    }
    const place = { connectionId: work.connectionId, workspaceId: work.workspaceId, world: world.name };
    const reconciliation = await inTransaction(this.parts.pool, (client) =>
      beginReconciliation(client, place),
    );
    try {
      await this.readBack(reconciliation, snapshot, world, work, stopped);
      await this.finish(reconciliation);
      const { minuteMs } = this.parts;
      return { failed: false, againInMs: untilItsNightMs(work.connectionId, Date.now(), minuteMs) };
    } catch (error) {
      return this.fail(reconciliation, work, error);
    }
  }

  private async readBack(
    reconciliation: Reconciliation,
    snapshot: ConnectionSnapshot,
    world: JoorWorld,
    work: ClaimedWork,
    stopped: AbortSignal,
  ): Promise<void> {
    const { pool, accounts, timeoutMs } = this.parts;
    let askedAt = new Date();
    const link = accounts.linkFor(snapshot, world, async (credits) => {
      await this.pay(creditAccount(snapshot, world.name), credits, work, stopped);
      askedAt = new Date();
    });
    const shared = {
      reconciliation,
      accountConnections: this.accountOf(snapshot),
      decPending: snapshot.settings['inventory.decPending'] === 'Yes',
    };
    for await (const { styles, unreadable } of new JoorStyles({ ...link, limits: { timeoutMs } }).all()) {
      work.lease.check();
      // Another account, world or way to subtract pending orders: what was read says nothing of it.
      if (this.parts.connections.get(snapshot.connectionId)?.version !== snapshot.version) {
        throw new LeaseLost('The connection was changed meanwhile.');
      }
      const [first] = unreadable;
      if (first)
        this.parts.log.warn(
          { unreadable: unreadable.length },
          `a style of JOOR cannot be read: ${first.reason}`,
        );
      await inTransaction(pool, (client) => comparePage(client, styles, { ...shared, askedAt }));
    }
    await inTransaction(pool, async (client) => {
      await alone(client, reconciliation);
      const unseen = await readUnseen(client, reconciliation);
      await keepDrift(client, reconciliation, unseen);
      await tryListed(client, reconciliation);
      await client.query(
        'update reconciliations set compared = compared + $2, drifted = drifted + $2 where id = $1',
        [reconciliation.id, unseen.length],
      );
    });
  }

  /** At the lowest urgency: half of the window is left to what cannot wait. */
  private async pay(
    account: string,
    credits: number,
    work: ClaimedWork,
    stopped: AbortSignal,
  ): Promise<void> {
    const pause = pauseUntil(stopped);
    for (;;) {
      work.lease.check();
      if (stopped.aborted) throw new LeaseLost('The process is to stop.');
      const spending = await this.parts.budget.spend(account, 'backfill', credits);
      if (spending.granted) return;
      await pause(spending.waitMs);
    }
  }

  private accountOf({ connectionId, joorAccount, settings }: ConnectionSnapshot): string[] {
    const account = joorAccount.trim();
    const others = this.parts.connections
      .all()
      .filter((other) => account !== '' && other.joorAccount.trim() === account)
      .filter((other) => other.settings['joor.testMode'] === settings['joor.testMode']);
    return [...new Set([connectionId, ...others.map((other) => other.connectionId)])];
  }

  private async finish({ id, connectionId, workspaceId, world }: Reconciliation): Promise<void> {
    await inTransaction(this.parts.pool, async (client) => {
      const ended = await endReconciliation(client, id, 'done', null);
      if (!ended || ended.drifted === 0) return;
      await requestRepair(client, { connectionId, workspaceId, world });
      const message = `JOOR held ${ended.drifted} of ${ended.compared} figures differently from what it was told; they are sent again.`;
      await tellActivity(client, {
        connectionId,
        workspaceId,
        level: 'warning',
        kind: 'inventory.drift',
        message,
      });
    });
  }

  /** What was compared stands. */
  private async fail(reconciliation: Reconciliation, work: ClaimedWork, error: unknown): Promise<WorkEnd> {
    const reason = error instanceof Error ? error.message : String(error);
    await endReconciliation(this.parts.pool, reconciliation.id, 'failed', reason);
    if (error instanceof LeaseLost) return { failed: false, againInMs: AGAIN_MS };
    const facts = { err: error, connectionId: work.connectionId };
    this.parts.log.error(
      facts,
      `what JOOR holds for connection ${work.connectionId} cannot be read back: ${reason}`,
    );
    if (error instanceof JoorFailure && error.kind === 'throttled') {
      const { connectionId } = work;
      const snapshot = this.parts.connections.get(connectionId);
      if (snapshot)
        await this.parts.budget.block(creditAccount(snapshot, reconciliation.world), error.retryAfterMs);
      return { failed: false, againInMs: error.retryAfterMs ?? this.parts.minuteMs };
    }
    return { failed: true, againInMs: this.againMs(error, work) };
  }

  /** Credentials do not mend themselves: the next night will do, or a person. */
  private againMs(error: unknown, { connectionId, failures }: ClaimedWork): number {
    const hopeless = error instanceof JoorFailure && ['unauthorized', 'refused'].includes(error.kind);
    if (hopeless) return untilItsNightMs(connectionId, Date.now(), this.parts.minuteMs);
    return failureWaitMs(failures + 1) * 12;
  }
}
