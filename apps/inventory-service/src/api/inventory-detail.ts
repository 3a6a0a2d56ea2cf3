import { notFound } from '@joor-bridge/service-kit';
import type pg from 'pg';
import { foundBy } from '../available/item.js';
import { readStock } from '../available/read-stock.js';
import type { Place } from '../levels/mark-changed.js';
import { isStorable } from './cursor.js';
import type { FigureView, SkuDetail, SkuState } from './inventory.dto.js';
import { SKU_COLUMNS, SKU_PARTS, type SkuRow, STATE, skuView } from './sku-rows.js';

const SKU = `
  select ${SKU_COLUMNS} from (select $1::text as connection_id, $2::text as world, $3::text as sku) k ${SKU_PARTS}`;

const FIGURES = `
  select warehouse, item, day, wanted, acknowledged, ${STATE} as state, sent_at, acknowledged_at, log_id, refusal,
    tries, retry_at
  from listings l where connection_id = $1 and world = $2 and sku = $3
  order by listed desc, warehouse, item, day`;

interface FigureRow {
  warehouse: string;
  item: string;
  day: string;
  wanted: number | null;
  acknowledged: number | null;
  state: SkuState;
  sent_at: Date | null;
  acknowledged_at: Date | null;
  log_id: string | null;
  refusal: string | null;
  tries: number;
  retry_at: Date | null;
}

/** One SKU with all that its figure is made of. @throws 404 when nothing is known of it */
export async function readSku(pool: pg.Pool, place: Place, sku: string): Promise<SkuDetail> {
  if (!isStorable(sku)) throw notFound('SKU');
  const values = [place.connectionId, place.world, sku];
  const { rows } = await pool.query<SkuRow>(SKU, values);
  const figures = await pool.query<FigureRow>(FIGURES, values);
  const stock = await readStock(pool, place, [sku]);
  const levels = stock.levels.get(sku) ?? [];
  const [row] = rows;
  const known = row && (figures.rows.length > 0 || levels.length > 0 || row.reason !== null);
  if (!known) throw notFound('SKU');
  return {
    ...skuView(row, levels),
    recentOrders: (stock.recent.get(sku) ?? []).map(({ orderId, quantity, deliveredAt }) => ({
      ...{ orderId, quantity },
      deliveredAt: new Date(deliveredAt).toISOString(),
    })),
    figures: figures.rows.map(figureView),
  };
}

const text = (date: Date | null): string | null => date?.toISOString() ?? null;

const figureView = (row: FigureRow): FigureView => ({
  warehouse: row.warehouse,
  on: row.day === '' ? null : row.day,
  foundBy: foundBy(row.item),
  wanted: row.wanted,
  inJoor: row.acknowledged,
  state: row.state,
  sentAt: text(row.sent_at),
  acknowledgedAt: text(row.acknowledged_at),
  logId: row.log_id,
  refusal: row.refusal,
  tries: row.tries,
  retryAt: text(row.retry_at),
});
