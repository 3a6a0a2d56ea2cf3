import { bulkInventory } from '../joor/inventory/bulk-inventory.js';
import { INVENTORY_DEFAULTS, type InventorySettings } from '../joor/inventory/inventory-settings.js';
import { JoorWorld } from '../joor/joor-world.js';
import { v4Stage } from './v4-stage.js';

export const UPC = '600000000001';
/** A row of the black dress in size S, and one of the navy dress in size M. */
export const ROW = { warehouse: 'East', inventory: 5, upc: UPC };
export const BY_STYLE = {
  warehouse: 'East',
  inventory: 7,
  style_number: 'DRS-1',
  style_identifier: 'DRS-1',
  color_code: 'NVY',
  size: 'M',
};

export interface Told {
  readonly sku_count: number;
  readonly inventory_log: readonly {
    readonly sku: string;
    readonly inventory_log_id: string;
    readonly status: string;
    readonly comment?: string;
  }[];
}

/** An account that sells the dress, and a way to send it inventory. Asked at 1,000 ms, landed at 2,000. */
export function inventoryStage(settings: Partial<InventorySettings> = {}) {
  const { account, catalogue, skuId } = v4Stage();
  account.inventorySettings = { ...INVENTORY_DEFAULTS, ...settings };
  const world = new JoorWorld('production', { seed: 's', lines: [1, 2] }, () => 2_000);
  const post = (body: unknown, query = '') =>
    bulkInventory({
      world,
      account,
      call: {
        method: 'POST',
        path: '/v2/bulk-inventory',
        query: new URLSearchParams(query),
        headers: {},
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
      askedAt: 1_000,
    });
  const send = (rows: readonly object[], query = ''): Told =>
    JSON.parse(post({ inventory_items: rows }, query).body);
  const has = (name: string) => account.stock.immediate(skuId(name));
  return { account, catalogue, skuId, post, send, has };
}
