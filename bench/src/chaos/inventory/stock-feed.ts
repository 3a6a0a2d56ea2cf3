import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@joor-bridge/contracts';
import type { Bus, OutboundRecord } from '@joor-bridge/messaging';
import { eventually } from '@joor-bridge/testing';
import type pg from 'pg';
import type { Seeded } from '../seeded.js';
import type { Item } from './goods.js';
import type { InventoryControl } from './inventory-control.js';
import { outcomeRecord } from './outcome-record.js';
import { WMS_WAREHOUSES } from './shop.js';
import type { StockModel, WmsRow } from './stock-model.js';

/** Never so little that orders, share and minimum could make a figure 0: whatever becomes 0 is wrong. */
const LEAST = 60;
const MOST = 400;
/** Share of the changes that bring stock of a later day, and of the SKUs that can have any. */
const LATER = 0.1;
const LATER_DAY = '2099-02-01';
const EMPTY_LIST_MS = 600;
const PUSH_TRIES_MS = 100;

export interface FeedParts {
  readonly control: InventoryControl;
  readonly bus: Bus;
  /** Where inventory-service writes down its readings. */
  readonly database: pg.Pool;
  readonly random: Seeded;
  readonly models: readonly StockModel[];
  /** What befalls a WMS's lists all the time. */
  readonly wmsFaults: readonly Record<string, unknown>[];
  /** Where rows are pushed to, one address a replica. */
  readonly pushUrls: readonly string[];
}

/** Changes stock and delivers orders, shop by shop, for as long as it is asked to. */
export class StockFeed {
  private turn = 0;
  private orders = 0;
  private time = 0;

  constructor(private readonly parts: FeedParts) {}

  /** A first figure for every SKU, before anything runs. */
  async fill(): Promise<void> {
    for (const model of this.parts.models) {
      const rows = model.items.flatMap((item) =>
        WMS_WAREHOUSES.map((warehouse) => this.changed(model, item, warehouse)),
      );
      if (model.shop.source === 'pull') await this.parts.control.setStock(model.shop.wms, rows, true);
    }
  }

  /** The next shop gets some other figures, and some orders; now and then its WMS says that it has nothing. */
  async step(changes: number): Promise<void> {
    const { models, random } = this.parts;
    const model = models[this.turn % models.length];
    if (!model) return;
    this.turn += 1;
    await this.change(model, changes);
    await this.deliver(model);
    if (random.next() < 0.1) await this.deliver(model, { cancels: true });
    if (model.shop.source === 'pull' && random.next() < 0.05) await this.giveEmptyList(model);
  }

  /** Takes some SKUs off the lists of the WMSs that are read. */
  async remove(share: number): Promise<void> {
    for (const model of this.parts.models) {
      if (model.shop.source !== 'pull') continue;
      const skus = this.some(model, Math.ceil(model.items.length * share)).map(({ sku }) => sku);
      for (const sku of skus) model.remove(sku);
      await this.betweenReadings(model, () => this.parts.control.removeStock(model.shop.wms, skus));
    }
  }

  /** Orders after the last levels: what JOOR is told is lower than what the WMS says, where rows are dated. */
  async finish(): Promise<void> {
    for (const model of this.parts.models) {
      for (let n = 0; n < 5; n += 1) await this.deliver(model);
      await this.deliver(model, { cancels: true });
    }
  }

  private async change(model: StockModel, changes: number): Promise<void> {
    const rows = this.some(model, changes).map((item) =>
      this.changed(model, item, this.oneOf(WMS_WAREHOUSES)),
    );
    if (model.shop.source === 'pull') return this.parts.control.setStock(model.shop.wms, rows);
    await this.push(model, rows);
    // a delivery that comes late: nothing of it may take the place of what is newer
    await this.push(model, rows.map(staled));
  }

  private changed(model: StockModel, item: Item, warehouse: string): WmsRow {
    const { random } = this.parts;
    const known = model.level(item.sku, warehouse);
    const brings = known ? known.future.length > 0 || random.next() < LATER : random.next() < LATER;
    const future = brings ? [{ on: LATER_DAY, quantity: random.int(LEAST, MOST) }] : [];
    return model.set(item, warehouse, { available: random.int(LEAST, MOST), future, asOf: this.clock() });
  }

  /** An order of one or two lines; with `cancels` it is cancelled in JOOR right after, and told twice. */
  private async deliver(model: StockModel, { cancels = false } = {}): Promise<void> {
    const { connectionId } = model.shop;
    const orderId = String(10_000 + this.orders);
    this.orders += 1;
    const lines = this.some(model, 2).map(({ sku }) => ({ itemCode: sku, quantity: 1 }));
    const deliveredAt = this.clock();
    model.orders.set(orderId, { deliveredAt, lines, cancelled: cancels });
    const at = new Date(deliveredAt).toISOString();
    const delivered = { connectionId, orderId, lines, deliveredAt: at };
    const told = [outcomeRecord({ ...delivered, at }), outcomeRecord({ ...delivered, at: this.now() })];
    const over = outcomeRecord({ ...delivered, at: this.now(), cancelledInJoor: true });
    await this.publish(cancels ? [...told, over] : told);
    await this.publish([
      outcomeRecord({ connectionId, orderId: `${orderId}-skipped`, at, state: 'skipped', deliveredAt: null }),
    ]);
  }

  private async giveEmptyList(model: StockModel): Promise<void> {
    const { control } = this.parts;
    await this.betweenReadings(model, () => control.setStock(model.shop.wms, [], true));
    await pause(EMPTY_LIST_MS);
    await this.betweenReadings(model, () => control.setStock(model.shop.wms, model.rows(), true));
  }

  /**
   * Changes which rows there are while nobody can read. A list that is cut or shifted in the middle of a reading, and
   * says that it is whole, is the WMS's word for what is gone.
   */
  private async betweenReadings(model: StockModel, change: () => Promise<void>): Promise<void> {
    const { control } = this.parts;
    await control.setFaults(`wms-${model.shop.wms}`, [{ kind: 'outage', how: 'unavailable' }]);
    await nextReading(this.parts.database, model.shop.connectionId);
    await change();
    await control.setFaults(`wms-${model.shop.wms}`, this.parts.wmsFaults);
  }

  private async push(model: StockModel, rows: readonly WmsRow[]): Promise<void> {
    const { control, pushUrls } = this.parts;
    for (let attempt = 0; ; attempt += 1) {
      const url = pushUrls[attempt % pushUrls.length] ?? '';
      if (await control.push(model.shop.wms, `${url}/v1/stock?connection=${model.shop.connectionId}`, rows))
        return;
      await pause(PUSH_TRIES_MS);
    }
  }

  private publish(records: readonly OutboundRecord[]): Promise<void> {
    return this.parts.bus.publish(topics.outcomes, records);
  }

  private some(model: StockModel, count: number): Item[] {
    const there = model.items.filter(({ sku }) => !model.gone.has(sku));
    return this.parts.random.shuffled(there).slice(0, count);
  }

  private oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.parts.random.int(0, choices.length - 1)] ?? choices[0];
  }

  /** Epoch milliseconds, no two the same: what came first is never a matter of taste. */
  private clock(): number {
    this.time = Math.max(Date.now(), this.time + 1);
    return this.time;
  }

  private now = (): string => new Date(this.clock()).toISOString();
}

/** Waits until a reading begins: one at a time, so those before it are over. */
async function nextReading(database: pg.Pool, connectionId: string): Promise<void> {
  const { rows } = await database.query<{ now: string }>('select clock_timestamp()::text as now');
  const newer = 'select from inventory.pulls where connection_id = $1 and started_at > $2 limit 1';
  await eventually(async () => (await database.query(newer, [connectionId, rows[0]?.now])).rowCount === 1, {
    timeoutMs: 120_000,
    everyMs: 50,
  });
}

const STALE_MS = 60_000;

/** The same rows with figures of a minute before. */
const staled = (row: WmsRow): WmsRow => ({
  ...row,
  available: row.available + 1_000,
  asOf: new Date(Date.parse(row.asOf ?? '') - STALE_MS).toISOString(),
});
