import { createHash } from 'node:crypto';
import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { type Authorization, type CreditBudget, type JoorLink, JoorProducts } from '@joor-bridge/joor';
import { type FaultStatement, type Sandbox, startSandbox } from '@joor-bridge/sandbox';
import { aConnectionSnapshot, type Overrides } from '@joor-bridge/testing';
import { Agent } from 'undici';
import { Applier } from '../apply/applier.js';
import { ApplierLeases } from '../apply/applier-leases.js';
import { JoorCatalogue } from '../apply/joor-catalogue.js';
import { spendFor } from '../apply/joor-credits.js';
import { JoorHealth } from '../apply/joor-health.js';
import { queueStyles, type StyleToApply } from '../apply/style-states.js';
import { KillPoints } from '../chaos/kill-points.js';
import type { WantedStyle } from '../map/wanted-style.js';
import { planRevision } from '../plan/plan-revision.js';
import { OwnProducts } from './own-products.js';

export const ACCOUNT = '5001';
export const SETTLE_MS = 400;
const TOKEN = 'bearer-of-the-stage';
const BEARER: Authorization = {
  header: async () => `Bearer ${TOKEN}`,
  renew: async () => false,
  refusal: (error) => error,
};
const RUN = '00000000-0000-4000-8000-000000000001';

export interface StageOptions {
  readonly batchSize?: number;
  readonly kill?: { readonly point: ConstructorParameters<typeof KillPoints>[0]; readonly by: () => void };
  readonly budget?: Pick<CreditBudget, 'spend' | 'block'>;
}

const plenty: Pick<CreditBudget, 'spend' | 'block'> = {
  spend: async () => ({ granted: true }),
  block: async () => {},
};

/** A real database, a simulated JOOR, and appliers between them. */
export class ApplierStage {
  readonly errors: unknown[] = [];
  snapshot: ConnectionSnapshot;
  private readonly agents: Agent[] = [];

  private constructor(
    readonly own: OwnProducts,
    readonly sandbox: Sandbox,
  ) {
    this.snapshot = aConnectionSnapshot();
    this.settings({});
  }

  static async make(): Promise<ApplierStage> {
    const own = await OwnProducts.make(process.env.DATABASE_URL);
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
    const budget = options.budget ?? plenty;
    const agent = new Agent({ connections: 2 });
    this.agents.push(agent);
    const onError = (error: unknown) => void this.errors.push(error);
    return new Applier({
      pool,
      leases: new ApplierLeases(database, { leaseMs: 2_000, settleMs: SETTLE_MS }, onError),
      connections: { get: (id) => (id === this.snapshot.connectionId ? this.snapshot : undefined) },
      accessOf: () => ({
        account: `production:${ACCOUNT}`,
        connect: (lease) => {
          const spend = spendFor(budget as CreditBudget, `production:${ACCOUNT}`, lease);
          return new JoorCatalogue(new JoorProducts({ ...this.link(agent), spend }));
        },
      }),
      budget,
      health: new JoorHealth(pool, SETTLE_MS),
      batchSize: options.batchSize ?? 50,
      settleMs: SETTLE_MS,
      tickMs: 20,
      killPoints: new KillPoints(options.kill?.point ?? null, options.kill?.by),
      onError,
    });
  }

  async queue(styles: readonly WantedStyle[], approved: readonly string[] = []): Promise<void> {
    const due = styles.map((wanted): StyleToApply => {
      const mapped = { kind: 'wanted', wanted } as const;
      return { style: wanted.style, mapped, approved, revision: planRevision(mapped, this.choices()) };
    });
    await queueStyles(this.own.pool, this.scope, RUN, due);
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

/** Different for different texts; used as a seed. */
export const digest = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);
