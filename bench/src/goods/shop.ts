import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { defaultKeys } from '@joor-bridge/sandbox';
import type { Overrides } from '@joor-bridge/testing';
import pg from 'pg';
import { SandboxControl } from '../chaos/sandbox-control.js';
import { openWorld, type SimulatedWorld } from '../chaos/simulated-world.js';
import { GENERIC_SECRETS } from '../stage/connection-record.js';
import { Stage, type StageOptions } from '../stage/stage.js';

export const CONNECTION = 'con_shop';
const ACCOUNT = '5001';
const WMS = 'shop';

/** JOOR's limit (JOOR developer docs, rate limits), and as good as none, in windows that are over soon. */
const REAL_RULES = { credits: 300, windowSeconds: 300 };
const NO_RULES = { credits: 10_000_000, windowSeconds: 1 };
/** So often that no service uses up its share in between: it would wait for the end of a window of five minutes. */
const FORGET_EVERY_MS = 100;

/** What JOOR has let in. */
export interface Spent {
  readonly requests: number;
  readonly credits: number;
  readonly throttled: number;
  readonly byRoute: Readonly<Record<string, { readonly requests: number; readonly credits: number }>>;
}

class AnyControl extends SandboxControl {
  ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.call<T>(method, path, body);
  }
}

/** One connection between a simulated WMS and a simulated JOOR, which are a process of their own. */
export class Shop {
  private readonly control: AnyControl;
  private version = 0;
  private token: string | null = null;

  private constructor(
    readonly stage: Stage,
    private readonly world: SimulatedWorld,
    /** The service's tables. */
    readonly sql: pg.Pool,
    private readonly logs: string,
  ) {
    this.control = new AnyControl(world.controlUrl);
  }

  /** @param schema where the service under test has its tables */
  static async open(servers: StageOptions, schema: string): Promise<Shop> {
    const logs = mkdtempSync(join(tmpdir(), 'joor-bridge-shop-'));
    const world = await openWorld([ACCOUNT], join(logs, 'sandbox.log'));
    const stage = await Stage.open({ ...servers, env: { ...world.env, ...servers.env } });
    const options = `-c search_path=${schema}`;
    const sql = new pg.Pool({ connectionString: stage.database.url, options, max: 3 });
    sql.on('error', () => undefined);
    return new Shop(stage, world, sql, logs);
  }

  /** Where the WMS is. */
  get wmsUrl(): string {
    return this.world.wmsUrl(WMS);
  }

  /** The connection, as it is from now on. */
  connect(
    settings: Overrides<ConnectionSnapshot>['settings'],
    options: Readonly<Record<string, string | number | boolean>>,
  ): Promise<ConnectionSnapshot> {
    this.version += 1;
    const { token: _, ...keys } = defaultKeys('production', ACCOUNT);
    return this.stage.connect(
      {
        connectionId: CONNECTION,
        version: this.version,
        joorAccount: ACCOUNT,
        destination: { system: 'generic', url: this.wmsUrl, sandboxUrl: null, options },
        settings,
      },
      { ...GENERIC_SECRETS, 'joor.production': { kind: 'joor-password', ...keys } },
    );
  }

  /** A call of the control API about the WMS. */
  wms<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.control.ask<T>(method, `/wms/${WMS}${path}`, body);
  }

  /** A call of the control API about the JOOR account. */
  joor<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.control.ask<T>(method, `/joor/production/${ACCOUNT}${path}`, body);
  }

  /** What JOOR has let in since its limit was last in force again, or it was asked to forget. */
  spent(): Promise<Spent> {
    return this.joor<Spent>('GET', '/spending');
  }

  forgetSpent(): Promise<void> {
    return this.joor('DELETE', '/spending');
  }

  /** Does something without JOOR's limit of requests; then the limit is in force again, with a fresh window. */
  async withoutLimit<T>(work: () => Promise<T>): Promise<T> {
    await this.control.ask('PUT', '/joor/production', NO_RULES);
    const timer = setInterval(() => void this.forgetWindows(), FORGET_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await new Promise((resolve) => setTimeout(resolve, NO_RULES.windowSeconds * 1_000 + 100));
      // begins the window of JOOR that the real rules find
      await this.askJoor('/v4/price_types');
      await this.control.ask('PUT', '/joor/production', REAL_RULES);
      await this.forgetSpent();
      await this.forgetWindows();
    }
  }

  /** Reads something of JOOR, as anybody with the account's keys can. @throws Error for anything but 2xx */
  async askJoor<T>(path: string): Promise<T> {
    this.token ??= await this.grantedToken();
    const separator = path.includes('?') ? '&' : '?';
    const url = `${this.world.env.JOOR_API_URL}${path}${separator}account=${ACCOUNT}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${this.token}` } });
    if (!response.ok)
      throw new Error(`JOOR answered ${response.status} to ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** The sandbox's log stays where the stage's do. */
  async close(): Promise<void> {
    await this.sql.end();
    await this.stage.close();
    await this.world.stop();
    if (!process.env.STAGE_KEEP_LOGS) rmSync(this.logs, { recursive: true, force: true });
  }

  private async grantedToken(): Promise<string> {
    const { clientId, clientSecret, username, password } = defaultKeys('production', ACCOUNT);
    const body = new URLSearchParams({
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username,
      password,
    });
    const response = await fetch(String(this.world.env.JOOR_TOKEN_URL), { method: 'POST', body });
    if (!response.ok) throw new Error(`JOOR's token host answered ${response.status}`);
    return ((await response.json()) as { access_token: string }).access_token;
  }

  /** So that the service counts anew, too. Before it has made the table there is nothing to forget. */
  private async forgetWindows(): Promise<void> {
    await this.sql.query('delete from joor_credits.credit_windows').catch(() => undefined);
  }
}
