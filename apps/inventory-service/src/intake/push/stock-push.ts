import { topics } from '@joor-bridge/contracts';
import type { Bus } from '@joor-bridge/messaging';
import { isRefusedRow, readStockDelivery, type StockRow } from '@joor-bridge/wms';
import { levelRecord } from '../../levels/level-intake.js';
import { fitLevels, type LevelPlace } from '../publish-levels.js';
import { asOfRow } from '../pull/sweep-time.js';

/** What became of one row, in the order given. */
export type PushResult = { readonly sku: string; readonly warehouse: string } & (
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string }
);

/**
 * Puts pushed rows on `wms.stock.v1`. A row that does not say when it was true is as old as its signature: what comes
 * a second time under the same signature is no newer than the first time, and so never replaces what came in between.
 * @returns when Kafka has the accepted ones
 */
export async function pushStock(
  bus: Pick<Bus, 'publish'>,
  place: LevelPlace,
  raws: readonly unknown[],
  signedAt: Date,
  now: Date = new Date(),
): Promise<PushResult[]> {
  const { answers, rows } = readStockDelivery(raws, now.getTime());
  const dated = rows.map((row) => ({ row, asOf: asOfRow(row, signedAt, now) }));
  const { levels, refused } = fitLevels(place, dated);
  await bus.publish(topics.stock, levels.map(levelRecord));
  const unfit = new Map(refused.map(({ row, reason }) => [row, reason]));
  return answers.map((answer, n): PushResult => {
    if (isRefusedRow(answer)) {
      return { sku: answer.sku, warehouse: warehouseIn(raws[n]), accepted: false, reason: answer.reason };
    }
    const { sku, warehouse } = answer;
    const reason = unfit.get(answer);
    return reason === undefined
      ? { sku, warehouse, accepted: true }
      : { sku, warehouse, accepted: false, reason };
  });
}

function warehouseIn(raw: unknown): StockRow['warehouse'] {
  const said: unknown = Reflect.get(Object(raw), 'warehouse');
  return typeof said === 'string' ? said.slice(0, 200) : '';
}
