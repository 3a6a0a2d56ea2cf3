import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { Target } from './target.js';

/** Why nothing can be sent at all. */
export interface Obstacle {
  readonly reason: string;
  /** It may go away by itself; else it stays until the settings change or a person asks. */
  readonly mayPass: boolean;
  /** Somebody has wished it so: nobody needs to be told. */
  readonly wished: boolean;
}

const standing = (reason: string): Obstacle => ({ reason, mayPass: false, wished: false });

export interface Circumstances {
  readonly snapshot: ConnectionSnapshot;
  readonly others: readonly ConnectionSnapshot[];
  readonly target: Target;
  /** Rows that JOOR is to hold. */
  readonly rows: number;
  /** Rows that go in one request. */
  readonly most: number;
}

/** The first thing that stands in the way of sending; null: nothing does. */
export function obstacleOf({ snapshot, others, target, rows, most }: Circumstances): Obstacle | null {
  const { settings } = snapshot;
  if (settings['inventory.schedule'] === 'Off') {
    return { ...standing('Inventory Schedule is Off: nothing is sent.'), wished: true };
  }
  if (settings['joor.warehouseCode'].trim() === '') return standing(target.obstacle ?? '');
  if (target.obstacle !== null) return { reason: target.obstacle, mayPass: true, wished: false };
  if (settings['inventory.mode'] === 'Update') return null;
  const rival = others.find((other) => isRival(snapshot, other));
  if (rival) {
    return standing(
      `Inventory Mode is Overwrite, and connection "${rival.name}" writes to the same JOOR account: each would wipe the other's figures. Choose Update.`,
    );
  }
  if (rows <= most) return null;
  const reason = `Inventory Mode is Overwrite, and ${rows} figures do not fit into one request (${most}): in parts, each would wipe the one before. Choose Update, or have JOOR_INVENTORY_BATCH raised.`;
  return { reason, mayPass: true, wished: false };
}

/** Whether another connection sends stock to the same account. */
function isRival(own: ConnectionSnapshot, other: ConnectionSnapshot): boolean {
  return (
    other.connectionId !== own.connectionId &&
    other.enabled &&
    own.joorAccount.trim() !== '' &&
    other.joorAccount.trim() === own.joorAccount.trim() &&
    other.settings['joor.testMode'] === own.settings['joor.testMode'] &&
    other.settings['inventory.schedule'] !== 'Off'
  );
}
