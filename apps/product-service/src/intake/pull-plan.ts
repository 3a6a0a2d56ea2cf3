import { type ConnectionSnapshot, INVENTORY_MINUTES } from '@joor-bridge/contracts';
import type { WorkPlan } from '@joor-bridge/persistence';

/** The first pulls of connections that are met together come within this time of each other. */
const FIRST_WITHIN_MS = 5_000;

/** A connection's pulls of product details: with the inventory schedule, while Sync Product Details is Yes. */
export function pullPlanOf(
  snapshot: ConnectionSnapshot,
  minuteMs: number,
  random: () => number = Math.random,
): WorkPlan {
  const { connectionId, workspaceId, version, enabled, settings } = snapshot;
  const minutes = INVENTORY_MINUTES[settings['inventory.schedule']];
  const intervalMs = minutes === null ? null : minutes * minuteMs;
  return {
    connectionId,
    workspaceId,
    world: settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production',
    version,
    active: enabled && settings['joor.syncProductDetails'] === 'Yes',
    intervalMs,
    firstAfterMs: random() * Math.min(FIRST_WITHIN_MS, intervalMs ?? 0),
  };
}
