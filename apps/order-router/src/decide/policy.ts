import type { ConnectionSnapshot, ItemFilter, OrderStatus, Settings } from '@joor-bridge/contracts';
import { type CompiledFilter, compileFilter } from './order-filter.js';

/** A connection's settings, made ready for deciding many orders: sets and maps instead of lists. */
export interface Policy {
  readonly enabled: boolean;
  readonly version: number;
  readonly settings: Settings;
  readonly statuses: ReadonlySet<OrderStatus>;
  readonly warehouseCode: string;
  readonly filters: readonly CompiledFilter[];
  readonly itemFilter: { readonly mode: ItemFilter['mode']; readonly codes: ReadonlySet<string> };
  /** JOOR shipping method, lower case, to the WMS's. */
  readonly shipMethods: ReadonlyMap<string, string>;
}

/**
 * Joor Order Status to the statuses it delivers:
 *
 * | option             | delivered                                                    |
 * | ------------------ | ------------------------------------------------------------ |
 * | Notes              | notes                                                        |
 * | Approved & Shipped | approved, shipped                                            |
 * | Pending & Returned | pending, returned                                            |
 * | All Orders & Notes | all but cancelled; in progress only when that is switched on |
 * | Cancelled          | cancelled                                                    |
 * | Approved           | approved                                                     |
 * | Shipped            | shipped                                                      |
 */
export const STATUSES_OF: Readonly<Record<Settings['joor.orderStatus'], readonly OrderStatus[]>> = {
  Notes: ['notes'],
  'Approved & Shipped': ['approved', 'shipped'],
  'Pending & Returned': ['pending', 'returned'],
  'All Orders & Notes': ['pending', 'approved', 'shipped', 'notes', 'returned'],
  Cancelled: ['cancelled'],
  Approved: ['approved'],
  Shipped: ['shipped'],
};

export function policyOf(snapshot: Pick<ConnectionSnapshot, 'enabled' | 'version' | 'settings'>): Policy {
  const { settings } = snapshot;
  const statuses = new Set(STATUSES_OF[settings['joor.orderStatus']]);
  const inProgressCounts = settings['orders.deliverInProgress'] === 'Yes';
  if (settings['joor.orderStatus'] === 'All Orders & Notes' && inProgressCounts) statuses.add('in_progress');
  return {
    enabled: snapshot.enabled,
    version: snapshot.version,
    settings,
    statuses,
    warehouseCode: settings['joor.warehouseCode'].trim(),
    filters: settings['orders.filters'].map(compileFilter),
    itemFilter: {
      mode: settings['items.filter'].mode,
      codes: new Set(settings['items.filter'].codes.map((code) => code.trim().toLowerCase())),
    },
    shipMethods: new Map(
      settings['shipping.methodMap']
        .filter(({ joor }) => joor.trim() !== '')
        .map(({ joor, wms }) => [joor.trim().toLowerCase(), wms]),
    ),
  };
}
