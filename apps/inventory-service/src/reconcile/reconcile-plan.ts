import { createHash } from 'node:crypto';
import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import type { WorkPlan } from '@joor-bridge/persistence';

const DAY_MINUTES = 1_440;
/** Midnight to four o'clock UTC: connections that share an account, or all of them JOOR, are spread over it. */
const NIGHT_MINUTES = 240;

/** Milliseconds until the connection's own minute of the night comes next. */
export function untilItsNightMs(connectionId: string, nowMs: number, minuteMs: number): number {
  const minute = createHash('sha256').update(connectionId).digest().readUInt32BE(0) % NIGHT_MINUTES;
  const dayMs = DAY_MINUTES * minuteMs;
  const rest = (minute * minuteMs - (nowMs % dayMs) + dayMs) % dayMs;
  return rest === 0 ? dayMs : rest;
}

/** When what JOOR holds for a connection is read back: nightly, or on demand only. */
export function reconcilePlanOf(
  snapshot: ConnectionSnapshot,
  world: World,
  minuteMs: number,
  nowMs: number = Date.now(),
): WorkPlan {
  const { connectionId, workspaceId, version, settings } = snapshot;
  const nightly = settings['inventory.reconciliation'] === 'Nightly';
  return {
    ...{ connectionId, workspaceId, version, world },
    active: snapshot.enabled && settings['inventory.schedule'] !== 'Off',
    intervalMs: nightly ? DAY_MINUTES * minuteMs : null,
    firstAfterMs: untilItsNightMs(connectionId, nowMs, minuteMs),
  };
}
