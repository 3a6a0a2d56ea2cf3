import type { JoorAccount } from '../joor-account.js';
import { linesOf } from '../order-lines.js';

/**
 * Units on the account's Pending orders, which `dec_pending=1` takes off what is sent. An order counts for its own
 * warehouse, one without a warehouse for every one.
 */
export function pendingUnits(account: JoorAccount): (upc: string, warehouse: string) => number {
  const units = new Map<string, number>();
  for (const { raw, facts } of account.all()) {
    if (facts.status !== '3') continue;
    const { warehouse_name: warehouse } = raw as { warehouse_name?: unknown };
    for (const { item_upc: upc, item_quantity: quantity } of linesOf(raw)) {
      const key = keyOf(String(upc), typeof warehouse === 'string' ? warehouse : '');
      units.set(key, (units.get(key) ?? 0) + (Number(quantity) || 0));
    }
  }
  return (upc, warehouse) =>
    upc === '' ? 0 : (units.get(keyOf(upc, warehouse)) ?? 0) + (units.get(keyOf(upc, '')) ?? 0);
}

const keyOf = (upc: string, warehouse: string): string => `${upc}\n${warehouse}`;
