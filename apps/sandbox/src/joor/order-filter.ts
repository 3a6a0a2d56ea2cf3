import type { OrderQuery } from './order-query.js';
import type { Export, StoredOrder } from './stored-order.js';

/**
 * `order_type` of a request against `order_type` of an order (JOOR v2 reference, GET orders):
 * 1 Notes · 2 Approved & Shipped · 3 Pending · 4 all except Cancelled · 5 Cancelled · 6 Approved · 7 Shipped · 8 all.
 */
const STATUS_FILTER: Readonly<Record<number, (status: string) => boolean>> = {
  1: (status) => status === '6',
  2: (status) => status === '4' || status === '5',
  3: (status) => status === '3',
  4: (status) => status !== '0',
  5: (status) => status === '0',
  6: (status) => status === '4',
  7: (status) => status === '5',
  8: () => true,
};

/**
 * `export_status` of a request: 1 all · 2 not yet exported (never tried or failed) · 3 exported ·
 * 4 modified since the last export · 5 = 2 + 4 · 6 not yet exported without the failed · 7 = 6 + 4.
 */
export function matchesExport(filter: number, state: Export, modifiedAt: number): boolean {
  const modified = state.state === 'exported' && modifiedAt > state.at;
  switch (filter) {
    case 2:
      return state.state !== 'exported';
    case 3:
      return state.state === 'exported';
    case 4:
      return modified;
    case 5:
      return state.state !== 'exported' || modified;
    case 6:
      return state.state === 'never';
    case 7:
      return state.state === 'never' || modified;
    default:
      return true;
  }
}

export function matches(query: OrderQuery, { facts, export: state }: StoredOrder): boolean {
  const { window } = query;
  return (
    (STATUS_FILTER[query.orderType]?.(facts.status) ?? true) &&
    matchesExport(query.exportStatus, state, facts.modifiedAt) &&
    !(window && (facts.modifiedAt < window.start || facts.modifiedAt > window.end)) &&
    (query.customerCode === null || facts.customerCode === query.customerCode) &&
    (query.customerGroup === null || facts.customerGroup === query.customerGroup)
  );
}
