import { createHash } from 'node:crypto';
import {
  type Activity,
  activity,
  type ConnectionSnapshot,
  connectionChanged,
  type JoorCredentials,
  type OrderRevised,
  orderRevised,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, createBus, type GlobalTable, provisionTopics } from '@joor-bridge/messaging';
import {
  bootService,
  createLog,
  newApiKey,
  type RunningService,
  readConfig,
  SecretBox,
} from '@joor-bridge/service-kit';
import {
  aConnectionSnapshot,
  eventually,
  type FreshDatabase,
  freshDatabase,
  freshPrefix,
  type Overrides,
} from '@joor-bridge/testing';
import pg from 'pg';
import { PollerModule } from '../poller.module.js';
import { pollerShape } from '../poller-config.js';

/** Where the simulated JOOR is. */
export interface JoorUrls {
  readonly joorProduction: string;
  readonly joorSandbox: string;
  readonly tokenProduction: string;
  readonly tokenSandbox: string;
}

type Environment = Readonly<Record<string, string>>;
type Slots = Partial<Record<'joor.production' | 'joor.sandbox', JoorCredentials>>;

/** Kafka, PostgreSQL and pollers of one spec file, with a look at everything they publish. */
export class PollerRig {
  /** Every revision in the order it was published. */
  readonly published: OrderRevised[] = [];
  readonly activities: Activity[] = [];
  readonly sql: pg.Pool;
  private readonly pollers: RunningService[] = [];

  private constructor(
    readonly bus: Bus,
    private readonly database: FreshDatabase,
    readonly environment: Environment,
    private readonly tables: readonly Pick<GlobalTable<unknown>, 'close'>[],
  ) {
    this.sql = new pg.Pool({ connectionString: database.url, options: '-c search_path=poller', max: 3 });
    this.sql.on('error', () => undefined);
  }

  static async start(joor: JoorUrls, server: NodeJS.ProcessEnv, more: Environment = {}): Promise<PollerRig> {
    const database = await freshDatabase(server.DATABASE_URL ?? '');
    const environment = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: server.KAFKA_BROKERS ?? '',
      KAFKA_PREFIX: freshPrefix(),
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: server.TEST_LOG_LEVEL ?? 'silent',
      BRIDGE_KEK: createHash('sha256').update('test').digest('base64'),
      OUTBOUND_ALLOW: '127.0.0.0/8',
      JOOR_API_URL: joor.joorProduction,
      JOOR_SANDBOX_API_URL: joor.joorSandbox,
      JOOR_TOKEN_URL: `${joor.tokenProduction}/auth/`,
      JOOR_SANDBOX_TOKEN_URL: `${joor.tokenSandbox}/auth/`,
      POLL_MINUTE_MS: '100',
      POLLER_LEASE_MS: '3000',
      ...more,
    };
    const bus = busOf(environment);
    await provisionTopics(bus);
    const orders = bus.globalTable(topics.orders, orderRevised);
    const activities = bus.globalTable(topics.activity, activity);
    await Promise.all([orders, activities].map(readyAtLast));
    const rig = new PollerRig(bus, database, environment, [orders, activities]);
    orders.onChange((_key, event) => void (event && rig.published.push(event)));
    activities.onChange((_key, event) => void (event && rig.activities.push(event)));
    return rig;
  }

  /** A whole poller in this process. */
  async poller(more: Environment = {}): Promise<RunningService> {
    const config = readConfig(pollerShape, { ...this.environment, ...more });
    const log = createLog({ name: 'joor-poller', level: config.logLevel });
    const bus = busOf(this.environment);
    const running = await bootService({
      name: 'joor-poller',
      module: PollerModule.forRoot(config, log),
      config,
      bus,
      log,
    });
    this.pollers.push(running);
    return running;
  }

  /** Puts a connection on its topic as settings-service would; a later version replaces it. */
  async connect(
    overrides: Overrides<ConnectionSnapshot> & { connectionId: string },
    credentials: Slots,
  ): Promise<ConnectionSnapshot> {
    const box = new SecretBox(readConfig({}, this.environment).keyRing);
    const sealed = Object.entries(credentials).map(([slot, secret]) => [
      slot,
      box.seal({ connectionId: overrides.connectionId, slot }, JSON.stringify(secret)),
    ]);
    const snapshot = aConnectionSnapshot({ ...overrides, credentials: Object.fromEntries(sealed) });
    const record = { key: snapshot.connectionId, type: connectionChanged.type, value: snapshot };
    await this.bus.publish(topics.connections, [record]);
    return snapshot;
  }

  /** A new API key of a workspace, or of the installation. */
  async apiKey(workspaceId: string | null): Promise<string> {
    const { key, keyId, hash } = newApiKey();
    const value = { keyId, hash, name: 'tests', workspaceId, expiresAt: null, revokedAt: null };
    await this.bus.publish(topics.apiKeys, [{ key: keyId, type: 'settings.api-key.changed.v1', value }]);
    return key;
  }

  /** How often each order of a connection was published. */
  counts(connectionId: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { order } of this.published.filter((event) => event.connectionId === connectionId)) {
      counts.set(order.orderId, (counts.get(order.orderId) ?? 0) + 1);
    }
    return counts;
  }

  async row(connectionId: string, world = 'production'): Promise<Record<string, unknown>> {
    const sql = 'select * from schedules where connection_id = $1 and world = $2';
    const { rows } = await this.sql.query(sql, [connectionId, world]);
    return rows[0] ?? {};
  }

  async stopPollers(): Promise<void> {
    await Promise.all(this.pollers.splice(0).map((poller) => poller.close()));
  }

  async close(): Promise<void> {
    await this.stopPollers();
    await Promise.all(this.tables.map((table) => table.close()));
    await this.bus.close();
    await this.sql.end();
    await this.database.drop();
  }
}

/** A topic that was made this moment may not have its leader yet. */
const readyAtLast = (table: Pick<GlobalTable<unknown>, 'ready'>) =>
  eventually(async () => {
    await table.ready();
    return true;
  });

function busOf(environment: Environment): Bus {
  const log = createLog({ name: 'test', level: 'silent' });
  const brokers = (environment.KAFKA_BROKERS ?? '').split(',');
  return createBus({ brokers, prefix: environment.KAFKA_PREFIX ?? '', clientId: 'test', log });
}
