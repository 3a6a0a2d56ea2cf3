import type { ConnectionSnapshot, ProductDetail } from '@joor-bridge/contracts';
import type { CreditBudget } from '@joor-bridge/joor';
import { inTransaction } from '@joor-bridge/persistence';
import type { Overrides } from '@joor-bridge/testing';
import { Catalogue } from '../catalogue/catalogue.js';
import type { Scope } from '../catalogue/scope.js';
import { storeStyles } from '../catalogue/store-styles.js';
import { approveRun } from '../runs/answer-run.js';
import { FoundStyles } from '../runs/found-styles.js';
import type { JoorSurroundings } from '../runs/joor-lists.js';
import type { NewRun, PlannedStyle } from '../runs/run.js';
import { RunPlanner } from '../runs/run-planner.js';
import { addRun, claimRun } from '../runs/run-store.js';
import { ACCOUNT, ApplierStage } from './applier-stage.js';

/** JOOR's price types and categories as the simulated one has them. */
const LISTS: JoorSurroundings = {
  priceTypes: [{ id: '22', name: 'US Dollar', currency: 'USD' }],
  categories: [{ id: '2', name: 'Shirts', parentName: 'Apparel', department: 'Women' }],
  joorLineSheets: new Set(),
  joorSeasons: new Set(),
};

export const aProduct = (styleNumber = 'ST-1', parts: Partial<ProductDetail> = {}): ProductDetail => ({
  styleNumber,
  name: `Style ${styleNumber}`,
  description: 'Made of wool.',
  productType: 'Shirt',
  supplierCode: '',
  active: true,
  modifiedAt: null,
  categories: [],
  season: '',
  seasonYear: null,
  lineSheets: ['Spring 2027'],
  prices: [{ label: '', currency: 'USD', wholesale: '40.00', retail: '100.00' }],
  images: [],
  variants: ['S', 'M'].map((size) => ({
    sku: `${styleNumber}-BLK-${size}`,
    upc: upcs.next(`${styleNumber}-${size}`),
    colorName: 'Black',
    colorCode: 'BLK',
    sizeName: size,
    sizeCode: size,
    active: true,
    prices: [],
    fields: {},
  })),
  fields: {},
  ...parts,
});

/** One UPC a variant, with its check digit. */
const upcs = {
  known: new Map<string, string>(),
  next(variant: string): string {
    const upc = this.known.get(variant) ?? withCheckDigit(String(10_000_000_000 + this.known.size));
    this.known.set(variant, upc);
    return upc;
  },
};

function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The catalogue, runs, and an applier to a simulated JOOR; no Kafka. */
export class RunStage {
  lists = LISTS;
  listsProblem: Error | null = null;
  /** JOOR takes so long to say what it has. */
  beforeLists: () => Promise<void> = async () => undefined;
  /** For how long accounts are blocked, by world. */
  blocked: [string, number | null][] = [];
  /** What the planner may spend. */
  spend: CreditBudget['spend'] = async () => ({ granted: true });
  counted: PlannedStyle[][] = [];
  approvedOrders: number | null = 3;
  readonly planner: RunPlanner;
  private observed = Date.parse('2026-11-27T10:00:00Z');

  private readonly finderOf = (_: ConnectionSnapshot, { connectionId, world }: Scope, since: Date) => {
    const joor = this.applying.catalogue({ spend: (...asked) => this.spend(...asked) });
    const { pool } = this.own;
    return new FoundStyles({ pool, scope: { connectionId, world }, account: ACCOUNT, joor, since });
  };

  private constructor(readonly applying: ApplierStage) {
    this.planner = new RunPlanner({
      pool: applying.own.pool,
      catalogue: new Catalogue(applying.own.pool),
      connections: { get: (id) => (id === 'con_1' ? applying.snapshot : undefined) },
      surroundingsOf: async () => {
        await this.beforeLists();
        if (this.listsProblem) throw this.listsProblem;
        return this.lists;
      },
      finderOf: this.finderOf,
      neighboursOf: () => applying.neighbours,
      block: async (_, { world }, { retryAfterMs }) => void this.blocked.push([world, retryAfterMs]),
      countApproved: async (_, styles) => {
        this.counted.push([...styles]);
        return this.approvedOrders;
      },
      metrics: { planned: (result) => applying.counted.planned(result) },
      onError: (error) => void applying.errors.push(error),
      signOfLifeMs: 50,
    });
  }

  static async make(serverUrl: string | undefined): Promise<RunStage> {
    return new RunStage(await ApplierStage.make(serverUrl));
  }

  get own() {
    return this.applying.own;
  }

  /** The WMS has these now. */
  async stock(...products: readonly ProductDetail[]): Promise<void> {
    this.observed += 1_000;
    const observedAt = new Date(this.observed).toISOString();
    const events = products.map((product) => ({
      ...this.applying.scope,
      revision: `${product.styleNumber}-${this.observed}`.slice(0, 64).padEnd(8, '0'),
      observedAt,
      listed: true,
      product,
    }));
    await inTransaction(this.own.pool, async (client) => void (await storeStyles(client, events)));
  }

  /** What the API reads from. */
  readable() {
    const { pool } = this.own;
    const { finderOf } = this;
    const neighboursOf = () => this.applying.neighbours;
    const catalogue = new Catalogue(pool);
    return { pool, finderOf, neighboursOf, catalogue, surroundingsOf: async () => this.lists };
  }

  /** These are in JOOR, by a first run that was approved. */
  async establish(...products: readonly ProductDetail[]): Promise<void> {
    await this.stock(...products);
    const first = await this.run();
    await approveRun(this.own.pool, String(first.id), 'Ada');
    await this.applying.apply();
    this.applying.calls();
  }

  /** Asks for a run and plans it. Gives its row. */
  async run(more: Partial<NewRun> = {}): Promise<Record<string, unknown>> {
    const run = {
      ...this.applying.scope,
      trigger: 'schedule',
      styles: null,
      preview: false,
      createdBy: 'Ada',
    } as const;
    const id = await addRun(this.own.pool, { ...run, ...more });
    await this.planWaiting();
    return this.read(id);
  }

  async planWaiting(): Promise<void> {
    for (let run = await claimRun(this.own.pool); run; run = await claimRun(this.own.pool))
      await this.planner.plan(run);
  }

  async read(id: unknown): Promise<Record<string, unknown>> {
    const [row] = await this.own.rows('select * from runs where id = $1', [id]);
    if (!row) throw new Error('there is no such run');
    return row;
  }

  /** Runs, newest first, as `state creates updates unchanged refused`. */
  async states(): Promise<string[]> {
    const rows = await this.own.rows(
      `select concat_ws(' ', state, creates, updates, unchanged, refused) as line from runs order by seq desc`,
    );
    return rows.map(({ line }) => String(line));
  }

  settings(settings: Overrides<ConnectionSnapshot['settings']>): void {
    this.applying.settings(settings);
  }

  async clear(): Promise<void> {
    await this.applying.clear();
    Object.assign(this, { lists: LISTS, blocked: [], listsProblem: null, counted: [], approvedOrders: 3 });
    this.beforeLists = async () => undefined;
    this.spend = async () => ({ granted: true });
  }
}
