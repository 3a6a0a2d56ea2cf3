import { ControlApi } from './control/control-api.js';
import type { Steered } from './control/steered.js';
import { EffectLedger } from './effects/effect-ledger.js';
import { FaultSet } from './faults/fault-set.js';
import { brandOfAccount, brandOfInstance } from './generator/account-brand.js';
import { GenericWms } from './generic-wms/generic-wms.js';
import { text } from './http/exchange.js';
import { SimulatedServer, type Target } from './http/simulated-server.js';
import { joorTarget } from './joor/joor-target.js';
import { JoorWorld, type WorldName } from './joor/joor-world.js';
import { DEFAULT_FLOW, DEFAULT_OPTIONS, type SandboxOptions, SERVERS, type ServerName } from './options.js';
import { RequestBook } from './requests/request-book.js';
import { SkubanaWorld } from './skubana/skubana-world.js';
import { type TokenHost, tokenTarget } from './token-host/token-target.js';

const TICK_MS = 250;
type Worlds<T> = Readonly<Record<WorldName, T>>;

/** The simulated outside world, in this process: JOOR twice, Skubana twice, any number of generic WMSs. */
export class Sandbox implements Steered {
  readonly effects = new EffectLedger();
  readonly requests = new RequestBook();
  readonly joor: Worlds<JoorWorld>;
  readonly tokens: Worlds<TokenHost>;
  readonly skubana: Worlds<SkubanaWorld>;
  readonly generic: GenericWms;
  /** Faults of all generic instances together: only an outage that closes their shared port. */
  private readonly genericPort: FaultSet;
  private readonly joorTargets: Worlds<Target>;
  private readonly servers = new Map<ServerName, SimulatedServer>();
  private readonly ticking: NodeJS.Timeout;

  private constructor(readonly options: SandboxOptions) {
    const world = (name: WorldName) => {
      const made = new JoorWorld(name, { seed: options.seed, lines: options.lines });
      made.setQuirks(options.quirks);
      made.credits = options.credits;
      return made;
    };
    this.joor = { production: world('production'), sandbox: world('sandbox') };
    this.joorTargets = {
      production: joorTarget(this.joor.production),
      sandbox: joorTarget(this.joor.sandbox),
    };
    this.tokens = { production: tokenTarget(this.joor.production), sandbox: tokenTarget(this.joor.sandbox) };
    const brandIn = (world: WorldName) => (account: string) => brandOfAccount(options.seed, world, account);
    this.skubana = {
      production: new SkubanaWorld('production', this.effects, brandIn('production')),
      sandbox: new SkubanaWorld('sandbox', this.effects, brandIn('sandbox')),
    };
    this.generic = new GenericWms(this.effects, options.generic, (name) =>
      brandOfInstance(options.seed, name),
    );
    const plain = () => text(503, 'Service Unavailable');
    this.genericPort = new FaultSet('generic', { throttled: plain, unauthorised: plain });
    this.ticking = setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** @throws when a port is taken (EADDRINUSE); what had been opened is closed again. */
  static async start(given: Partial<SandboxOptions> = {}): Promise<Sandbox> {
    const sandbox = new Sandbox({ ...DEFAULT_OPTIONS, ...given });
    sandbox.openAccounts();
    try {
      await sandbox.open();
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    return sandbox;
  }

  /** Address of each server, without a trailing slash. */
  get urls(): Readonly<Record<ServerName, string>> {
    return Object.fromEntries(SERVERS.map((name) => [name, this.server(name).url])) as Record<
      ServerName,
      string
    >;
  }

  /** The faults of a target: joor-production, token-sandbox, skubana-production, generic, wms-{name} … */
  faultsOf(target: string): FaultSet | undefined {
    const known = this.faultSets().find((set) => set.target === target);
    const name = /^wms-([A-Za-z0-9_-]{1,64})$/.exec(target)?.[1];
    return known ?? (name === undefined ? undefined : this.generic.instance(name).faults);
  }

  faultSets(): readonly FaultSet[] {
    const targets: Target[] = [
      ...Object.values(this.joorTargets),
      ...Object.values(this.tokens),
      ...Object.values(this.skubana),
      ...this.generic.all(),
    ];
    return [...targets.map(({ faults }) => faults), this.genericPort];
  }

  /** Resolves when listeners that a fault closes or reopens have followed. */
  async settled(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.settled()));
  }

  /** Lets the live flows catch up with the clock now. */
  tick(): void {
    const now = Date.now();
    for (const world of Object.values(this.joor)) world.tick();
    for (const world of Object.values(this.skubana)) world.tick(now);
    this.generic.tick(now);
  }

  /** Forgets effects, requests, faults, idempotency keys and the orders at Skubana; all else stays. */
  reset(): void {
    for (const faults of this.faultSets()) faults.clear();
    for (const instance of this.generic.all()) instance.forgetKeys();
    for (const world of Object.values(this.skubana)) world.clear();
    for (const world of Object.values(this.joor))
      for (const { spending } of world.accounts()) spending.clear();
    this.effects.clear();
    this.requests.clear();
  }

  async close(): Promise<void> {
    clearInterval(this.ticking);
    for (const faults of this.faultSets()) faults.clear();
    await Promise.all([...this.servers.values()].map((server) => server.close()));
  }

  private openAccounts(): void {
    for (const account of this.options.accounts) {
      const { world: name, id, keys, backlog = 0, backlogDays = 30, flow, catalogue } = account;
      const world = this.joor[name];
      world.account(id, keys);
      if (backlog > 0) world.fill(id, backlog, backlogDays);
      if (catalogue === 'brand') world.loadBrand(id);
      if (flow) world.flow(id, { ...DEFAULT_FLOW, ...flow });
    }
  }

  private async open(): Promise<void> {
    await this.openTarget('joorProduction', this.joorTargets.production);
    await this.openTarget('joorSandbox', this.joorTargets.sandbox);
    await this.openTarget('tokenProduction', this.tokens.production);
    await this.openTarget('tokenSandbox', this.tokens.sandbox);
    await this.openTarget('skubanaProduction', this.skubana.production);
    await this.openTarget('skubanaSandbox', this.skubana.sandbox);
    await this.openServer('generic', (path) => this.generic.targetOf(path), this.genericPort);
    // Its own requests are left out of the book: they are not the bridge's.
    const control = new ControlApi(this);
    await this.openServer('control', () => control);
  }

  private openTarget(name: ServerName, target: Target): Promise<void> {
    return this.openServer(name, () => target, target.faults);
  }

  private async openServer(
    name: ServerName,
    targetOf: (path: string) => Target | ReturnType<typeof text>,
    faults?: FaultSet,
  ) {
    const { host, ports } = this.options;
    const options = {
      host,
      port: ports[name] ?? 0,
      requests: name === 'control' ? new RequestBook() : this.requests,
      targetOf,
      ...(faults && { faults }),
    };
    this.servers.set(name, await SimulatedServer.open(options));
  }

  private server(name: ServerName): SimulatedServer {
    const server = this.servers.get(name);
    if (!server) throw new Error(`the sandbox server ${name} is not open`);
    return server;
  }
}
