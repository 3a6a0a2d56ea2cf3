import type { ConnectionSnapshot, JoorCredentials, World } from '@joor-bridge/contracts';
import type { Sandbox, SandboxOptions } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually, type Overrides } from '@joor-bridge/testing';
import pg from 'pg';
import { GENERIC_SECRETS, type Secrets } from '../stage/connection-record.js';
import type { Service } from '../stage/service.js';
import type { Environment, Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/** Schedules by the second, so that a test does not wait for a minute. */
const FAST: Environment = {
  INVENTORY_MINUTE_MS: '100',
  PRODUCT_MINUTE_MS: '100',
  INVENTORY_LEASE_MS: '3000',
  PUBLISH_LEASE_MS: '3000',
  PRODUCT_LEASE_MS: '3000',
};

/** What a brand needs for both flows back, in the production world of the sandbox. */
export const SENDING = {
  'joor.warehouseCode': 'EAST',
  'inventory.joorWarehouse': 'East',
  'inventory.schedule': '5 minutes',
  'joor.syncProductDetails': 'Yes',
} as const;

/** A generic WMS that is read for stock and products. */
export const PICKUP = { stock: 'pull', products: 'pull' } as const;

export interface BrandStage {
  readonly stage: Stage;
  readonly sandbox: Sandbox;
  readonly database: pg.Pool;
  close(): Promise<void>;
}

export async function openBrandStage(
  options: { sandbox?: Partial<SandboxOptions>; env?: Environment } = {},
): Promise<BrandStage> {
  const { kafkaBrokers, databaseUrl } = testServers();
  const servers = { brokers: kafkaBrokers.split(','), databaseUrl };
  const opened = await openWithSandbox(servers, { ...options, env: { ...FAST, ...options.env } });
  const database = new pg.Pool({ connectionString: opened.stage.database.url, max: 2 });
  database.on('error', () => undefined);
  const close = async () => {
    await database.end();
    await opened.close();
  };
  return { ...opened, database, close };
}

/** Ways into the account of both worlds. */
export function joorSecrets(sandbox: Sandbox, account: string): Secrets {
  const grant = (world: World): JoorCredentials => {
    const { token: _, ...keys } = sandbox.joor[world].account(account).keys;
    return { kind: 'joor-password', ...keys };
  };
  return { ...GENERIC_SECRETS, 'joor.production': grant('production'), 'joor.sandbox': grant('sandbox') };
}

/** Connects the account to the WMS of the same name. */
export function connectBrand(
  { stage, sandbox }: BrandStage,
  account: string,
  overrides: Overrides<ConnectionSnapshot> = {},
): Promise<ConnectionSnapshot> {
  return stage.connect(
    {
      ...{ connectionId: `con_${account}`, joorAccount: account, settings: SENDING },
      ...overrides,
      destination: {
        ...{ system: 'generic', url: wmsUrl(sandbox, account), sandboxUrl: null, options: PICKUP },
        ...overrides.destination,
      },
    },
    joorSecrets(sandbox, account),
  );
}

/** Leaves a WMS with so many of its brand's styles, and their stock. @returns the SKUs that JOOR will know */
export function fewGoods(sandbox: Sandbox, wms: string, count: number): string[] {
  const { styles, stock } = sandbox.generic.instance(wms);
  const kept = styles.all().slice(0, count);
  const numbers = new Set(kept.map(({ styleNumber }) => styleNumber));
  // several of its categories are there twice in JOOR, for women and for men
  styles.replace(kept.map((style) => ({ ...style, categories: ['Dresses'] })));
  stock.replace(stock.all().filter(({ styleNumber }) => numbers.has(styleNumber)));
  return [...new Set(stock.all().map(({ sku }) => String(sku)))];
}

interface Run {
  readonly id: string;
  readonly state: string;
  readonly reason?: string | null;
}

/** The runs of a connection, newest first. */
export async function runsOf(
  service: Service,
  flow: 'inventory' | 'products',
  connectionId: string,
): Promise<readonly Run[]> {
  return (await service.get<{ items: Run[] }>(`/v1/${flow}/runs?connection=${connectionId}`)).items;
}

/** Lets the first run of a connection go out, when it waits for that. */
export async function approveFirst(
  service: Service,
  flow: 'inventory' | 'products',
  connectionId: string,
): Promise<void> {
  await eventually(
    async () => {
      const waiting = (await runsOf(service, flow, connectionId)).find(
        ({ state }) => state === 'waiting-for-approval',
      );
      if (!waiting) return false;
      return (
        (await service.ask('POST', `/v1/${flow}/runs/${waiting.id}/approve`, { body: {} })).status === 200
      );
    },
    { timeoutMs: 30_000, everyMs: 100 },
  );
}

/** What JOOR holds now of each UPC in a warehouse. */
export function heldFigures(
  sandbox: Sandbox,
  account: string,
  warehouse = 'East',
  world: World = 'production',
): Map<string, number | null> {
  const { stock, catalogue } = sandbox.joor[world].account(account);
  const upcs = new Map(catalogue.skus.all().map(({ id, identifiers }) => [id, identifiers[0]?.value ?? '']));
  return new Map(
    stock
      .all()
      .filter((row) => row.warehouse === warehouse && row.on === null)
      .map(({ item, quantity }) => [upcs.get(item) ?? item, quantity]),
  );
}

/** What a WMS has of each SKU, its warehouses together. */
export function wmsFigures(sandbox: Sandbox, wms: string): Map<string, number> {
  const figures = new Map<string, number>();
  for (const { sku, available } of sandbox.generic.instance(wms).stock.all()) {
    figures.set(String(sku), (figures.get(String(sku)) ?? 0) + Number(available));
  }
  return figures;
}

/** Resolves when JOOR holds what the WMS has. */
export async function untilFiguresMatch(
  sandbox: Sandbox,
  account: string,
  { wms = account, world = 'production' as World, timeoutMs = 30_000 } = {},
): Promise<void> {
  await eventually(
    () => {
      const held = heldFigures(sandbox, account, 'East', world);
      const wanted = wmsFigures(sandbox, wms);
      const wrong = [...wanted].filter(([upc, figure]) => held.get(upc) !== figure);
      if (wrong.length === 0 && wanted.size === held.size) return true;
      const [upc = '', figure] = wrong[0] ?? [];
      throw new Error(
        `JOOR holds ${held.size} of ${wanted.size} figures, ${wrong.length} are wrong: ${upc} should be ${figure} and is ${held.get(upc)}`,
      );
    },
    { timeoutMs, everyMs: 100 },
  );
}
