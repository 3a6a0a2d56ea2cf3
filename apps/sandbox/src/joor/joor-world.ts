import type { FlowOptions } from '../generator/live-flow.js';
import { LiveFlow } from '../generator/live-flow.js';
import { OrderSource, type OrderSourceOptions } from '../generator/order-source.js';
import { loadStyles } from './catalogue/load-styles.js';
import { type CreditLimit, JOOR_CREDITS } from './credit-window.js';
import { type AccountKeys, JoorAccount } from './joor-account.js';
import { NO_QUIRKS, type Quirks } from './quirks.js';

export type WorldName = 'production' | 'sandbox';

interface Tenant {
  readonly account: JoorAccount;
  readonly source: OrderSource;
  flow: LiveFlow | null;
}

/** The keys of an account that was not given any: predictable, so that a demo can be typed by hand. */
export const defaultKeys = (world: WorldName, account: string): AccountKeys => ({
  token: `joor-${world}-token-${account}`,
  clientId: `client-${account}`,
  clientSecret: `secret-${account}`,
  username: `integration-${account}@brand.example`,
  password: `password-${account}`,
});

/** One of JOOR's two worlds: accounts with orders, bearer tokens, habits. Nothing crosses from one to the other. */
export class JoorWorld {
  quirks: Quirks = NO_QUIRKS;
  credits: CreditLimit = JOOR_CREDITS;
  /** Largest page; JOOR documents the default of 50 and no maximum. */
  maxPage = 50;
  /** Whether `/v2/orders` answers too (a title in the documentation says so, known clients use `/v2/order/`). */
  pluralPath = false;
  private readonly tenants = new Map<string, Tenant>();
  private readonly bearers = new Map<string, { readonly account: JoorAccount; readonly expiresAt: number }>();

  constructor(
    readonly name: WorldName,
    private readonly generator: Omit<OrderSourceOptions, 'firstOrderId'>,
    readonly now: () => number = Date.now,
  ) {}

  /** The account, opened at first mention. */
  account(id: string, keys: Partial<AccountKeys> = {}): JoorAccount {
    return this.tenant(id, keys).account;
  }

  has(id: string): boolean {
    return this.tenants.has(id);
  }

  accounts(): readonly JoorAccount[] {
    return [...this.tenants.values()].map(({ account }) => account);
  }

  sourceOf(id: string): OrderSource {
    return this.tenant(id).source;
  }

  /** Adds `count` orders of every status, spread over the `days` before now. */
  fill(id: string, count: number, days: number): void {
    const { account, source } = this.tenant(id);
    for (const order of source.backlog(count, this.now(), days)) account.put(order);
  }

  /** Puts the styles of the account's brand into its catalogue: those that the lines of its orders name. */
  loadBrand(id: string): number {
    const { account, source } = this.tenant(id);
    return loadStyles(account.catalogue, source.brand.styles, this.now());
  }

  /** Starts, changes or (with 0 orders an hour) stops the live flow of an account. */
  flow(id: string, options: FlowOptions): void {
    const tenant = this.tenant(id);
    tenant.flow = options.ordersPerHour > 0 ? new LiveFlow(tenant.source, options, this.now()) : null;
  }

  /** The live flow of an account; null when it has none. */
  flowOf(id: string): FlowOptions | null {
    return this.tenant(id).flow?.options ?? null;
  }

  /** Lets everything happen that was due by now. */
  tick(): void {
    const now = this.now();
    for (const { account, flow } of this.tenants.values()) {
      for (const order of flow?.runTo(now) ?? []) account.put(order);
    }
  }

  setQuirks(quirks: Quirks): void {
    this.quirks = quirks;
    for (const account of this.accounts()) account.forgetTexts();
  }

  byStaticToken(token: string): JoorAccount | undefined {
    return this.accounts().find(({ keys }) => keys.token === token);
  }

  byBearer(token: string): JoorAccount | undefined {
    const issued = this.bearers.get(token);
    return issued && issued.expiresAt > this.now() ? issued.account : undefined;
  }

  issueBearer(token: string, account: JoorAccount, seconds: number): void {
    this.bearers.set(token, { account, expiresAt: this.now() + seconds * 1000 });
  }

  /** Makes every bearer token issued so far worthless. */
  expireBearers(): void {
    this.bearers.clear();
  }

  private tenant(id: string, keys: Partial<AccountKeys> = {}): Tenant {
    const known = this.tenants.get(id);
    if (known) return known;
    const account = new JoorAccount(id, { ...defaultKeys(this.name, id), ...keys });
    // Worlds and accounts number their orders apart, so that a mix-up shows.
    const firstOrderId =
      (this.name === 'production' ? 10_000_000 : 90_000_000) + this.tenants.size * 1_000_000 + 1;
    const seed = `${this.generator.seed}:${this.name}:${id}`;
    const source = new OrderSource({ ...this.generator, seed, firstOrderId });
    const tenant = { account, source, flow: null };
    this.tenants.set(id, tenant);
    return tenant;
  }
}
