import { eventually } from '@joor-bridge/testing';
import { CONNECTION, type Shop } from '../goods/shop.js';
import { signedList } from '../goods/signed-list.js';
import type { Service } from '../stage/service.js';
import { type Catalogue, heldOf, type JoorLists, type WmsStyle, wantedOf } from './catalogue.js';

/** A run as product-service's API shows it, as far as runs of ours look at it. */
export interface ProductRun {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
  readonly ask: string | null;
  readonly counts: Readonly<Record<'create' | 'update' | 'unchanged' | 'refused' | 'skipped', number>>;
}

const SETTINGS = {
  'inventory.schedule': 'Hourly',
  'joor.warehouseCode': 'EAST',
  'joor.syncProductDetails': 'Yes',
} as const;

const PLANNED = new Set(['waiting-for-approval', 'running', 'done']);

/** What a person, the WMS and JOOR do around one product-service. */
export class ProductDesk {
  constructor(
    private readonly shop: Shop,
    private readonly service: Service,
  ) {}

  /** The WMS's styles are read, every so often and when it is asked for. */
  async pulls(): Promise<void> {
    await this.shop.connect(SETTINGS, { products: 'pull' });
  }

  /** Has all styles read, and resolves when the catalogue has so many that changed since then. */
  async read(changed: number, timeoutMs: number): Promise<void> {
    const { sql } = this.shop;
    const { rows } = await sql.query<{ now: Date }>('select clock_timestamp() as now');
    // until the service has met the connection it has nothing to read
    await eventually(() => this.service.post(`/v1/products/${CONNECTION}/pull`), { everyMs: 100 });
    await eventually(
      async () => {
        const stored = await sql.query<{ n: number }>(
          'select count(*)::int as n from styles where changed_at >= $1',
          [rows[0]?.now],
        );
        const n = stored.rows[0]?.n ?? 0;
        if (n < changed) throw new Error(`${n} of ${changed} styles are in the catalogue`);
        return true;
      },
      { timeoutMs, everyMs: 200 },
    );
  }

  /** Asks for a run of all styles, and resolves when its plan stands. @returns it, and milliseconds from the request */
  async plan(timeoutMs: number): Promise<{ run: ProductRun; ms: number }> {
    const began = performance.now();
    const asked = await this.service.post<ProductRun>(`/v1/products/${CONNECTION}/run`);
    const run = await eventually(
      async () => {
        const now = await this.run(asked.id);
        if (now.state === 'failed') return now;
        if (!PLANNED.has(now.state)) throw new Error(`the run is ${now.state}: ${now.error}`);
        return now;
      },
      { timeoutMs, everyMs: 20 },
    );
    return { run, ms: performance.now() - began };
  }

  approve({ id }: Pick<ProductRun, 'id'>): Promise<ProductRun> {
    return this.service.post(`/v1/products/runs/${id}/approve`);
  }

  /** Resolves when nothing of any run is on its way to JOOR any more. */
  async written(timeoutMs: number): Promise<void> {
    await eventually(
      async () => {
        const { items } = await this.service.get<{ items: ProductRun[] }>(
          `/v1/products/runs?connection=${CONNECTION}`,
        );
        const open = items.find(({ state }) => ['queued', 'planning', 'running'].includes(state));
        if (open) throw new Error(`a run is ${open.state}: ${open.error}`);
        return true;
      },
      { timeoutMs, everyMs: 200 },
    );
  }

  /** What JOOR has to hold, by what the WMS lists now. */
  async wanted(before?: Catalogue): Promise<Catalogue> {
    return wantedOf((await signedList(this.shop.wmsUrl, 'products')) as unknown as WmsStyle[], before);
  }

  /** What JOOR holds. */
  async held(): Promise<Catalogue> {
    const all = async <K extends 'products' | 'skus' | 'prices' | 'collections'>(list: K) =>
      (await this.shop.askJoor<{ data: JoorLists[K] }>(`/v4/${list}`)).data;
    const [products, skus, prices, collections] = await Promise.all([
      all('products'),
      all('skus'),
      all('prices'),
      all('collections'),
    ]);
    return heldOf({ products, skus, prices, collections, images: await this.images(products) });
  }

  /** Records that JOOR has twice, in words. */
  async doubled(): Promise<string[]> {
    const counted = await this.shop.joor<Record<string, { doubled?: number }>>('GET', '/catalogue');
    return Object.entries(counted).flatMap(([kind, { doubled }]) =>
      doubled ? [`JOOR has ${doubled} ${kind} twice`] : [],
    );
  }

  /** No list of JOOR shows images; the sandbox counts them, all together. */
  private async images(products: JoorLists['products']): Promise<ReadonlyMap<string, number>> {
    const { images } = await this.shop.joor<{ images: { total: number } }>('GET', '/catalogue');
    return new Map(products.map(({ id }) => [id, images.total / products.length]));
  }

  private run(id: string): Promise<ProductRun> {
    return this.service.get(`/v1/products/runs/${id}`);
  }
}
