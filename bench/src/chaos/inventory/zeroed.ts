import type { InventoryControl } from './inventory-control.js';
import type { StockModel } from './stock-model.js';

/** Figures of what is there now that were 0, or none, at some time, of items that the WMS has had all along. */
export async function wronglyZeroed(
  control: InventoryControl,
  models: readonly StockModel[],
): Promise<string[]> {
  const zeroed: string[] = [];
  for (const { shop, items, gone } of models) {
    for (const { sku, identity } of items) {
      if (gone.has(sku)) continue;
      for (const row of await control.history(shop.joorAccount, identity.upc)) {
        if (row.warehouse !== shop.joorWarehouse || row.on !== null) continue;
        const hole = row.history.find(({ quantity }) => quantity === 0 || quantity === null);
        if (hole) zeroed.push(`${sku} of ${shop.connectionId} was ${hole.quantity} at ${hole.at}`);
      }
    }
  }
  return zeroed;
}
