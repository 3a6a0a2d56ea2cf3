import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { WorkPlan } from '@joor-bridge/persistence';
import { readsStock, scheduleMinutes, worldNameOf } from './readable-stock.js';

/** The first pulls of connections that are met together come within this time of each other. */
const FIRST_WITHIN_MS = 5_000;

/** When a connection's stock is read. */
export function pullPlanOf(
  snapshot: ConnectionSnapshot,
  minuteMs: number,
  random: () => number = Math.random,
): WorkPlan {
  const { connectionId, workspaceId, version } = snapshot;
  const minutes = scheduleMinutes(snapshot);
  const intervalMs = minutes === null ? null : minutes * minuteMs;
  return {
    connectionId,
    workspaceId,
    version,
    world: worldNameOf(snapshot),
    active: readsStock(snapshot),
    intervalMs,
    firstAfterMs: random() * Math.min(FIRST_WITHIN_MS, intervalMs ?? 0),
  };
}
