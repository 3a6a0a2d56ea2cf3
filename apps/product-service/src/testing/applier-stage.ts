import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import {
  type Authorization,
  CREDITS,
  type CreditBudget,
  type JoorLink,
  JoorProducts,
} from '@joor-bridge/joor';
import { inTransaction } from '@joor-bridge/persistence';
import {
  CATALOGUE_DEFAULTS,
  countDoubles,
  type FaultStatement,
  type Sandbox,
  startSandbox,
} from '@joor-bridge/sandbox';
import { aConnectionSnapshot, type Overrides } from '@joor-bridge/testing';
import { Agent } from 'undici';
import { Applier } from '../apply/applier.js';
import { ApplierLeases } from '../apply/applier-leases.js';
import { JoorCatalogue } from '../apply/joor-catalogue.js';
import { spendFor } from '../apply/joor-credits.js';
import { JoorHealth } from '../apply/joor-health.js';
import type { Wanted } from '../apply/style-states.js';
import { KillPoints } from '../chaos/kill-points.js';
import type { Neighbour } from '../held/taken-numbers.js';
import type { WantedStyle } from '../map/wanted-style.js';
import { styleOf } from '../plan/plan-product-changes.js';
import { planRevision } from '../plan/plan-revision.js';
import { queueRun } from '../runs/queue-run.js';
import { noRunCounts, type PlannedStyle, type StatusSku } from '../runs/run.js';
import { addRun, addRunStyles, endPlanning } from '../runs/run-store.js';
import { Counted } from './counted.js';
import { OwnProducts } from './own-products.js';

export const ACCOUNT = '5001';
export const SETTLE_MS = 400;
const TOKEN = 'bearer-of-the-stage';
const BEARER: Authorization = {
  header: async () => `Bearer ${TOKEN}`,
  renew: async () => false,
  refusal: (error) => error,
};

export interface StageOptions {
  readonly batchSize?: number;
  /** The process is gone at this point: it writes nothing down any more and gives nothing back. */
  readonly kill?: ConstructorParameters<typeof KillPoints>[0];
  readonly budget?: Partial<Pick<CreditBudget, 'spend' | 'block'>>;
  /** Before each write, counted from 1. */
  readonly beforeWrite?: (count: number) => void;
}

const plenty: Pick<CreditBudget, 'spend' | 'block'> = {
  spend: async () => ({ granted: true }),
  block: async () => {},
};

/** A real database, a simulated JOOR, and appliers between them. */
export class ApplierStage {
  readonly errors: unknown[] = [];
  counted = new Counted();
  killed = 0;
  snapshot: ConnectionSnapshot;
  /** Other connections of the account. */
  neighbours: readonly Neighbour[] = [];
  private readonly agents: Agent[] = [];

  private constructor(
    readonly own: OwnProducts,
    readonly sandbox: Sandbox,
  ) {
    this.snapshot = aConnectionSnapshot();
    this.settings({});
  }

  static async make(serverUrl: string | undefined): Promise<ApplierStage> {
    const own = await OwnProducts.make(serverUrl);
    const sandbox = await startSandbox({
      accounts: [{ world: 'production', id: ACCOUNT }],
      credits: { credits: 1_000_000, windowSeconds: 300, retryAfter: true },
    });
    const world = sandbox.joor.production;
    world.issueBearer(TOKEN, world.account(ACCOUNT), 86_400);
    return new ApplierStage(own, sandbox);
  }

  get scope() {
    return { connectionId: 'con_1', world: 'production' as World, workspaceId: 'wsp_1' };
  }
  get account() {
    return this.sandbox.joor.production.account(ACCOUNT);
  }
  get joor() {
    return this.account.catalogue;
  }

  settings(settings: Overrides<ConnectionSnapshot['settings']>): void {
    this.snapshot = aConnectionSnapshot({
      version: this.snapshot.version + 1,
      joorAccount: ACCOUNT,
      settings: { 'joor.syncProductDetails': 'Yes', ...settings },
    });
  }

  /** One replica's applier. */
  async applier(options: StageOptions = {}): Promise<Applier> {
    const database = await this.own.another();
    const { pool } = database;
    const budget = { ...plenty, ...options.budget };
    let writes = 0;
    const agent = new Agent({ connections: 2 });
    this.agents.push(agent);
    const onError = (error: unknown) => void this.errors.push(error);
    return new Applier({
      pool,
      leases: new ApplierLeases(database, { leaseMs: 20_000, settleMs: SETTLE_MS }, onError),
      connections: { get: (id) => (id === this.snapshot.connectionId ? this.snapshot : undefined) },
      accessOf: () => ({
        account: `production:${ACCOUNT}`,
        neighbours: this.neighbours,
        connect: (lease) => {
          const spend = spendFor(budget as CreditBudget, `production:${ACCOUNT}`, lease, this.counted);
          const counted = async (credits: number) => {
            await spend(credits);
            if (credits === CREDITS.write) options.beforeWrite?.(++writes);
          };
          return new JoorCatalogue(new JoorProducts({ ...this.link(agent), spend: counted }));
        },
      }),
      budget,
      health: new JoorHealth(pool, SETTLE_MS),
      batchSize: options.batchSize ?? 50,
      settleMs: SETTLE_MS,
      tickMs: 20,
      metrics: this.counted,
      killPoints: new KillPoints(options.kill ?? null, () => {
        this.killed += 1;
        void database.close();
        // From a timer nobody would catch it.
        if (options.kill?.point !== 'after-send') throw new Error('the process is gone');
      }),
      onError,
    });
  }

  /** JOOR's catalogue as a process reads it. */
  catalogue(budget: Pick<CreditBudget, 'spend'> = plenty): JoorCatalogue {
    const agent = new Agent({ connections: 2 });
    this.agents.push(agent);
    const spend = spendFor(budget as CreditBudget, ACCOUNT, { check: () => undefined }, this.counted);
    return new JoorCatalogue(new JoorProducts({ ...this.link(agent), spend }));
  }

  queue(styles: readonly WantedStyle[], approved: readonly string[] = []): Promise<void> {
    return this.queueAll(
      styles.map((wanted) => ({ kind: 'wanted', wanted })),
      approved,
    );
  }

  /** A style that the WMS no longer sells. */
  queueUnsold(style: string, approved: readonly string[]): Promise<void> {
    return this.queueAll([{ kind: 'unsold', style, leftOut: [] }], approved);
  }

  private async queueAll(styles: readonly Wanted[], approved: readonly string[]): Promise<void> {
    const planned = styles.map((mapped): PlannedStyle => {
      const revision = planRevision(mapped, this.choices());
      const status = approved.map(anApproved);
      return {
        style: styleOf(mapped),
        plan: 'update',
        revision,
        source: null,
        diff: [],
        reasons: [],
        mapped,
        status,
      };
    });
    await inTransaction(this.own.pool, async (client) => {
      const run = {
        ...this.scope,
        trigger: 'person',
        styles: null,
        preview: false,
        createdBy: 'test',
      } as const;
      const id = await addRun(client, run);
      await addRunStyles(client, id, planned);
      const end = { counts: noRunCounts(), settingsVersion: 1, ask: null, approvedOrders: null };
      await endPlanning(client, id, end);
      await queueRun(client, id);
    });
  }

  choices() {
    return {
      lineSheets: this.snapshot.settings['products.lineSheets'],
      images: this.snapshot.settings['products.images'],
      inactive: this.snapshot.settings['products.inactive'],
    };
  }

  /** Lets an applier of its own write what is due, once. */
  async apply(options: StageOptions = {}): Promise<void> {
    await (await this.applier(options)).drain();
  }

  /** Lets every wait be over: retries, doubts, leases and JOOR's health. */
  async waitIsOver(): Promise<void> {
    await this.own.pool.query('update style_states set due_at = now() where due_at is not null');
    await this.own.pool.query('update style_states set doubt_until = now() where doubt is not null');
    await this.own.pool.query('update appliers set free_at = now()');
    await this.own.pool.query('delete from joor_health');
  }

  faults(...statements: FaultStatement[]): void {
    this.sandbox.faultsOf('joor-production')?.set(statements);
  }

  /** How often each path was asked since the last look. */
  calls(): Record<string, number> {
    const { byRoute } = this.sandbox.requests.of('joor-production');
    const calls = { ...byRoute };
    this.sandbox.requests.clear();
    return calls;
  }

  /** How much of each kind JOOR has, and how much of it twice. */
  totals(): Record<string, readonly [total: number, doubled: number]> {
    const counted = Object.entries(countDoubles(this.joor));
    return Object.fromEntries(counted.map(([kind, { total, doubled }]) => [kind, [total, doubled]]));
  }

  async state(style: string): Promise<Record<string, unknown> | undefined> {
    const [row] = await this.own.rows('select * from style_states where style = $1', [style]);
    return row;
  }

  async states(): Promise<Record<string, unknown>> {
    const rows = await this.own.rows('select style, state from style_states order by style');
    return Object.fromEntries(rows.map(({ style, state }) => [String(style), state]));
  }

  async clear(): Promise<void> {
    await this.own.clear();
    this.faults();
    this.joor.clear();
    this.sandbox.reset();
    this.errors.length = 0;
    this.killed = 0;
    this.neighbours = [];
    this.counted = new Counted();
    this.account.catalogueSettings = CATALOGUE_DEFAULTS;
    this.sandbox.joor.production.issueBearer(TOKEN, this.account, 86_400);
    this.settings({});
  }

  async close(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.close()));
    await this.sandbox.close();
    await this.own.drop();
  }

  private link(dispatcher: Agent): JoorLink {
    return {
      apiUrl: this.sandbox.urls.joorProduction,
      account: ACCOUNT,
      authorization: BEARER,
      dispatcher,
      limits: { timeoutMs: SETTLE_MS },
    };
  }
}

const anApproved = (externalId: string): StatusSku => ({
  externalId,
  upc: '',
  colorCode: '',
  sizeName: '',
  makeActive: false,
});
