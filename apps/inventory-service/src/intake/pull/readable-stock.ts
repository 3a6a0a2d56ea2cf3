import { type ConnectionSnapshot, INVENTORY_MINUTES, type World } from '@joor-bridge/contracts';
import { connectors } from '@joor-bridge/wms';

export const worldNameOf = (snapshot: ConnectionSnapshot): World =>
  snapshot.settings['joor.testMode'] === 'Disabled' ? 'production' : 'sandbox';

/** Minutes between two readings; null: inventory is off. */
export const scheduleMinutes = (snapshot: ConnectionSnapshot): number | null =>
  INVENTORY_MINUTES[snapshot.settings['inventory.schedule']];

/** Whether the connection's inventory is on and its WMS has stock to tell of. */
export function tellsStock({ enabled, destination, settings }: ConnectionSnapshot): boolean {
  if (!enabled || INVENTORY_MINUTES[settings['inventory.schedule']] === null) return false;
  try {
    return connectors[destination.system].capabilities(destination.options).stock;
  } catch {
    // Options that do not fit are a fault that whoever opens the destination tells of.
    return false;
  }
}

/** Whether its stock is read: not of a WMS that pushes, which has no address to be asked at. */
export const readsStock = (snapshot: ConnectionSnapshot): boolean =>
  tellsStock(snapshot) && snapshot.destination.options.stock !== 'push';
