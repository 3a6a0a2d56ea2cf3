import { eventually } from '@joor-bridge/testing';
import { CONNECTION, type Shop } from '../goods/shop.js';
import { signedList } from '../goods/signed-list.js';
import type { Service } from '../stage/service.js';
import { type Figures, wantedOf } from './figures.js';

/** A publication as inventory-service's API shows it, as far as runs look at it. */
export interface InventoryRun {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly sent: number;
  readonly pending: number;
}

const SETTINGS = {
  'inventory.schedule': 'Hourly',
  'joor.warehouseCode': 'EAST',
  'inventory.joorWarehouse': 'East',
  // it would read JOOR back at its own time and pay for that
  'inventory.reconciliation': 'Off',
} as const;

const PULLED = `
  select p.outcome, p.reason from pulls p join pull_schedules s using (connection_id, world)
  where p.started_at >= $1 and s.requested_at is null and s.lease_id is null order by p.started_at desc limit 1`;

const UNCOMPUTED = 'select exists (select from changed_skus) as some';
const UNSENT = `
  select count(*)::int as rows from listings
  where wanted is not null and wanted is distinct from acknowledged and shadowed_by is null`;

/** What a person, the WMS and JOOR do around one inventory-service. */
export class InventoryDesk {
  constructor(
    private readonly shop: Shop,
    private readonly service: Service,
  ) {}

  /** The WMS's stock is read, every so often and when it is asked for. */
  async pulls(): Promise<void> {
    await this.shop.connect(SETTINGS, { stock: 'pull' });
  }

  /** The WMS pushes its stock from now on. */
  async pushes(): Promise<void> {
    await this.shop.connect(SETTINGS, { stock: 'push' });
  }

  /**
   * Has the stock read, and resolves when every figure that follows from it is ready to be sent.
   * @returns milliseconds from the request
   */
  async sweep(timeoutMs: number): Promise<number> {
    const { sql } = this.shop;
    const { rows } = await sql.query<{ now: Date }>('select clock_timestamp() as now');
    const began = performance.now();
    // until the service has met the connection it has nothing to read
    await eventually(() => this.service.post(`/v1/stock/${CONNECTION}/pulls`), { everyMs: 100 });
    await eventually(
      async () => {
        const [pull] = (await sql.query(PULLED, [rows[0]?.now])).rows;
        if (pull?.outcome !== 'done') throw new Error(`the pull is ${pull?.outcome}: ${pull?.reason}`);
        return !(await sql.query(UNCOMPUTED)).rows[0]?.some;
      },
      { timeoutMs, everyMs: 50 },
    );
    return performance.now() - began;
  }

  async runs(): Promise<InventoryRun[]> {
    const { items } = await this.service.get<{ items: InventoryRun[] }>(
      `/v1/inventory/runs?connection=${CONNECTION}`,
    );
    return items;
  }

  /** Waits until JOOR has acknowledged all there is. @param approve what waits for it is approved */
  async published(timeoutMs: number, approve = false): Promise<void> {
    await eventually(
      async () => {
        const [newest] = await this.runs();
        if (newest?.state === 'waiting-for-approval' && approve) {
          await this.service.post(`/v1/inventory/runs/${newest.id}/approve`);
        }
        const { rows } = await this.shop.sql.query<{ rows: number }>(UNSENT);
        const unsent = rows[0]?.rows;
        if (unsent === 0 && newest?.state === 'done') return true;
        throw new Error(`${unsent} rows are unsent, the newest run is ${newest?.state}: ${newest?.reason}`);
      },
      { timeoutMs, everyMs: 200 },
    );
  }

  /** What JOOR has to hold, by what the WMS lists now. */
  async wanted(): Promise<Figures> {
    return wantedOf(await signedList(this.shop.wmsUrl, 'stock'));
  }

  /** What JOOR holds. */
  async held(): Promise<Figures> {
    const all = await this.shop.joor<Inventory>('GET', `/inventory?limit=${Number.MAX_SAFE_INTEGER}`);
    return new Map(all.rows.map(({ sku, quantity }) => [sku, quantity ?? Number.NaN]));
  }

  /**
   * Has the WMS push one level. @returns milliseconds until JOOR held the figure that follows from it
   */
  async push(level: Readonly<Record<string, unknown>>, expected: number): Promise<number> {
    const upc = String(level.upc);
    const url = `${this.service.url}/v1/stock?connection=${CONNECTION}`;
    const began = Date.now();
    await this.shop.wms('PUT', '/stock', { levels: [level] });
    const { requests } = await this.shop.wms<Pushed>('POST', '/push-stock', { url, rows: [level] });
    if (requests[0]?.status !== 200) throw new Error(`the push was answered ${JSON.stringify(requests[0])}`);
    const visibleAt = await eventually(
      async () => {
        const { rows } = await this.shop.joor<Inventory>('GET', `/inventory?sku=${upc}`);
        return rows[0]?.history?.findLast(({ quantity }) => quantity === expected)?.at;
      },
      { timeoutMs: 30_000 },
    );
    return Date.parse(visibleAt) - began;
  }

  /** Resolves when the service knows that the WMS pushes. */
  async takesPushes(): Promise<void> {
    const url = `${this.service.url}/v1/stock?connection=${CONNECTION}`;
    await eventually(async () => {
      const { requests } = await this.shop.wms<Pushed>('POST', '/push-stock', { url, rows: [] });
      return requests[0]?.status === 200;
    });
  }
}

interface Pushed {
  readonly requests: readonly { readonly status: number; readonly answer: unknown }[];
}

interface Inventory {
  readonly rows: readonly {
    readonly sku: string;
    readonly quantity: number | null;
    readonly history?: readonly { readonly at: string; readonly quantity: number }[];
  }[];
}
