import type { VisibleConnection } from './visible-connections.js';

/** Nothing is sent of the connection: *Inventory Schedule* is Off. */
export const isOff = ({ snapshot }: Pick<VisibleConnection, 'snapshot'>): boolean =>
  snapshot.settings['inventory.schedule'] === 'Off';

/**
 * A row `s` of `skipped_skus` that says nothing: orders name SKUs of every connection, and where no stock is read the
 * WMS has a level of none.
 * @param off whether the connection is off, in SQL
 */
export const onlyOrdered = (off: string): string => `(${off} and not exists (
  select from stock_levels v where v.connection_id = s.connection_id and v.world = s.world and v.sku = s.sku))`;
