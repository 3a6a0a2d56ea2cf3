import type { ConnectionSnapshot, Settings } from '@joor-bridge/contracts';
import { type CreditBudget, judgeSpending, type Lane, staticTokenAuthorization } from '@joor-bridge/joor';
import { aConnectionSnapshot, eventually } from '@joor-bridge/testing';
import { Agent } from 'undici';
import { PublishLoop } from '../publish/publish-loop.js';
import type { PublishMetrics, RunResult } from '../publish/publish-metrics.js';
import type { PublishConfig } from '../publish/publish-shape.js';
import { Publisher } from '../publish/publisher.js';
import { PublishingLeases } from '../publish/publishing.js';
import { RunDriver } from '../publish/run-driver.js';
import { BatchSender } from '../publish/send-batch.js';
import { approveRun } from '../runs/decide-run.js';
import type { Figures } from '../runs/guard.js';
import type { OwnListings } from './own-listings.js';
import type { StandInJoor } from './stand-in-joor.js';

/** Short, so that what has to be waited for ends within a test. */
export const QUICK: PublishConfig = {
  joorInventoryBatch: 1_000,
  joorTimeoutMs: 500,
  joorSettleMs: 500,
  publishLeaseMs: 2_000,
};

/** The limits of JOOR in memory, with a window of a length that a test can wait for. */
export class QuickBudget implements CreditBudget {
  spent = 0;
  private used = 0;
  private endsAt = 0;
  private blockedUntil = 0;

  constructor(private readonly windowMs = 300_000) {}

  async spend(_account: string, lane: Lane, credits: number) {
    const now = Date.now();
    if (this.blockedUntil > now) return { granted: false as const, waitMs: this.blockedUntil - now };
    if (this.endsAt <= now) [this.used, this.endsAt] = [0, now + this.windowMs];
    const spending = judgeSpending({ used: this.used, endsInMs: this.endsAt - now }, lane, credits);
    if (spending.granted) {
      this.used += credits;
      this.spent += credits;
    }
    return spending;
  }

  async block(_account: string, retryAfterMs: number | null): Promise<void> {
    this.blockedUntil = Date.now() + (retryAfterMs ?? this.windowMs);
  }
}

/** The settings under which inventory goes out. */
export const SENDING: Partial<Settings> = {
  'inventory.schedule': 'Hourly',
  'joor.warehouseCode': 'EAST',
  'inventory.joorWarehouse': 'Main',
};

export interface StageOptions {
  readonly config?: Partial<PublishConfig>;
  readonly budget?: CreditBudget;
  readonly gatherMs?: number;
  readonly beginWithinMs?: number;
  readonly failureWaitMs?: (failures: number) => number;
}

/** Connections, a JOOR to send to, and publishers like those of as many processes. */
export class PublishStage {
  readonly snapshots = new Map<string, ConnectionSnapshot>();
  readonly errors: unknown[] = [];
  /** What its processes have counted. */
  readonly counted = { sent: 0, refused: 0, inDoubt: 0, requests: 0, credits: 0, ended: [] as RunResult[] };
  private readonly agents: Agent[] = [];
  private loops: PublishLoop[] = [];
  /** Runs that a test has seen end. */
  private readonly over = new Set<unknown>();

  constructor(
    private readonly own: OwnListings,
    private readonly joor: StandInJoor,
    private readonly sandbox: StandInJoor = joor,
  ) {}

  /** A connection as its settings stand from now on. */
  connect(settings: Partial<Settings> = {}, more: Partial<ConnectionSnapshot> = {}): ConnectionSnapshot {
    const connectionId = more.connectionId ?? 'con_1';
    const version = (this.snapshots.get(connectionId)?.version ?? 0) + 1;
    const snapshot = aConnectionSnapshot({ version, ...more, settings: { ...SENDING, ...settings } });
    this.snapshots.set(connectionId, snapshot);
    return snapshot;
  }

  get connections() {
    const all = () => [...this.snapshots.values()];
    return { all, get: (connectionId: string) => this.snapshots.get(connectionId) };
  }

  get addresses() {
    const nowhere = 'http://127.0.0.1:9';
    const [joorApiUrl, joorSandboxApiUrl] = [this.joor.url, this.sandbox.url];
    return { joorApiUrl, joorSandboxApiUrl, joorTokenUrl: nowhere, joorSandboxTokenUrl: nowhere };
  }

  readonly accounts = {
    linkFor: (
      snapshot: ConnectionSnapshot,
      world: { apiUrl: string },
      spend: (credits: number) => Promise<void>,
    ) => ({
      apiUrl: world.apiUrl,
      account: snapshot.joorAccount,
      authorization: staticTokenAuthorization('token'),
      dispatcher: this.agent(),
      spend,
    }),
  };

  private readonly metrics: PublishMetrics = {
    answered: ({ acknowledged, refused }) => {
      this.counted.sent += acknowledged;
      this.counted.refused += refused;
    },
    inDoubt: (rows) => {
      this.counted.inDoubt += rows;
    },
    spent: ({ requests, credits }) => {
      this.counted.requests += requests;
      this.counted.credits += credits;
    },
    ended: (result) => void this.counted.ended.push(result),
  };

  /** One process that publishes. */
  publisher(options: StageOptions = {}, pool = this.own.pool): PublishLoop {
    const config = { ...QUICK, ...options.config };
    const { connections, addresses, accounts } = this;
    const stopping = new AbortController();
    const budget = options.budget ?? new QuickBudget();
    const { beginWithinMs, failureWaitMs } = options;
    const sender = new BatchSender({ accounts, budget, timeoutMs: config.joorTimeoutMs, beginWithinMs });
    const stopped = stopping.signal;
    const { metrics } = this;
    const driver = new RunDriver({ pool, connections, sender, config, metrics, stopped, failureWaitMs });
    const shared = { connections, addresses };
    const mostRows = config.joorInventoryBatch;
    const gatherMs = options.gatherMs ?? 50;
    const publisher = new Publisher({ ...shared, pool, driver, metrics, mostRows, gatherMs });
    const onTrouble = (error: unknown) => void this.errors.push(error);
    const leases = new PublishingLeases(pool, config.publishLeaseMs, onTrouble);
    const log = { error: (facts: object) => onTrouble(facts) };
    const loop = new PublishLoop({ ...shared, leases, publisher, stopping, log });
    this.loops.push(loop);
    loop.start();
    return loop;
  }

  /** The runs of a connection, newest first. */
  async runs(connectionId = 'con_1') {
    return this.own.rows('select * from runs where connection_id = $1 order by seq desc', [connectionId]);
  }

  /** The newest run, once it is in that state; one that was seen to end is not it. */
  run(state: string, connectionId = 'con_1') {
    return eventually(
      async () => {
        const [newest] = await this.runs(connectionId);
        if (newest?.state !== state || this.over.has(newest.id))
          throw new Error(`the newest run is ${newest?.state}: ${newest?.reason}`);
        if (newest.finished_at) this.over.add(newest.id);
        return newest;
      },
      { timeoutMs: 15_000 },
    );
  }

  /** Approves the run that waits, as it is. */
  async approve(connectionId = 'con_1'): Promise<void> {
    const run = await this.run('waiting-for-approval', connectionId);
    await approveRun(this.own.pool, String(run.id), 'Ada', run.figures as Figures);
  }

  /** Begins with everything sent and acknowledged: the first run, approved. */
  async settled(connectionId = 'con_1'): Promise<void> {
    await this.approve(connectionId);
    await this.run('done', connectionId);
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    this.loops = [];
    await Promise.all(this.agents.splice(0).map((agent) => agent.destroy()));
    this.snapshots.clear();
    this.errors.length = 0;
    Object.assign(this.counted, { sent: 0, refused: 0, inDoubt: 0, requests: 0, credits: 0, ended: [] });
  }

  private agent(): Agent {
    const agent = this.agents[0] ?? new Agent({ connections: 4, pipelining: 1 });
    if (this.agents.length === 0) this.agents.push(agent);
    return agent;
  }
}
