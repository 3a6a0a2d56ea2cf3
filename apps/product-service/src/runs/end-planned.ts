import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type pg from 'pg';
import { tellActivity } from '../activity/tell-activity.js';
import type { PlanningResult } from '../metrics/product-metrics.js';
import { askOf, askStatus } from './plan-run.js';
import { queueRun } from './queue-run.js';
import { type ClaimedRun, noRunCounts, type PlannedStyle, type RunCounts } from './run.js';
import { addRun, addRunStyles, endPlanning, supersedePreviews } from './run-store.js';

/** A run of which every style is planned. */
export interface PlannedRun {
  readonly run: ClaimedRun;
  readonly snapshot: ConnectionSnapshot;
  readonly isFirst: boolean;
  /** What changes a status is a part of it: it waits for approval anyway. */
  readonly approvesAll: boolean;
  readonly counts: RunCounts;
  /** Styles whose change of status has to be approved apart. */
  readonly status: readonly PlannedStyle[];
  /** A run that waits already and asks for just that; null: there is none. */
  readonly sameAsk: string | null;
  readonly approvedOrders: number | null;
}

/** Lets it go out, or wait for approval, of which a person is told. In the transaction of its planner. */
export async function endPlanned(client: pg.ClientBase, planned: PlannedRun): Promise<PlanningResult> {
  const { run, snapshot, isFirst, approvesAll, status, approvedOrders, sameAsk } = planned;
  const counts = approvesAll ? planned.counts : { ...planned.counts, inactive: 0 };
  const ask = askOf(snapshot, { preview: run.preview, isFirst, counts });
  await endPlanning(client, run.id, { counts, settingsVersion: snapshot.version, ask, approvedOrders });
  const wasAsked = await supersedePreviews(client, run.id, sameAsk);
  if (ask === null) await queueRun(client, run.id);
  const apart = status.length > 0 && sameAsk === null ? await askApart(client, planned) : null;
  // Whoever was told of the run that this one replaces need not be told again.
  if (!wasAsked) {
    for (const each of [ask, apart]) if (each !== null) await tellWaiting(client, run, each);
  }
  return ask === null ? 'running' : 'waiting-for-approval';
}

/**
 * What changes a status is a run of its own, so that nothing else has to wait for its approval.
 * @returns what it asks
 */
async function askApart(client: pg.ClientBase, planned: PlannedRun): Promise<string> {
  const { run, snapshot, status, approvedOrders } = planned;
  const id = await addRun(client, { ...run, preview: true });
  await addRunStyles(client, id, status);
  const inactive = status.reduce((sum, style) => sum + style.status.length, 0);
  const counts = { ...noRunCounts(), updates: status.length, inactive };
  const ask = askStatus(inactive);
  await endPlanning(client, id, { counts, settingsVersion: snapshot.version, ask, approvedOrders });
  return ask;
}

function tellWaiting(
  client: pg.ClientBase,
  { connectionId, workspaceId }: ClaimedRun,
  ask: string,
): Promise<void> {
  const message = `Products wait for approval: ${ask} Look at the run, then approve or reject it.`;
  const about = { connectionId, workspaceId, level: 'warning', kind: 'products.waiting' } as const;
  return tellActivity(client, { ...about, message });
}
