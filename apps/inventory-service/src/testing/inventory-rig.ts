import {
  type Activity,
  activity,
  type ConnectionSnapshot,
  connectionChanged,
  type GenericCredentials,
  stockLevel,
  stockSwept,
  topics,
  type World,
} from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, readTopic, SILENT } from '@joor-bridge/messaging';
import { readConfig, SecretBox } from '@joor-bridge/service-kit';
import { bootForTest, type TestedService, testKek } from '@joor-bridge/service-kit/testing';
import {
  aConnectionSnapshot,
  type EventuallyOptions,
  eventually,
  type FreshDatabase,
  freshDatabase,
  freshPrefix,
  type Overrides,
} from '@joor-bridge/testing';
import pg from 'pg';
import { inventoryShape } from '../config.js';
import { inventoryStrategies } from '../consumers.js';
import { Pulls } from '../intake/pull/pulls.js';
import { InventoryModule } from '../inventory.module.js';
import type { StockEvent } from '../levels/level-intake.js';

type Row = Record<string, unknown>;
type Environment = Readonly<Record<string, string>>;

const SECRETS = {
  'wms.production': `whsec_${Buffer.from('the production secret of tests').toString('base64')}`,
  'wms.sandbox': `whsec_${Buffer.from('the sandbox secret of the tests').toString('base64')}`,
} as const;

const LAST_WHEN_QUIET = `
  select p.* from pulls p join pull_schedules s using (connection_id, world)
  where connection_id = $1 and world = $2 and s.requested_at is null and s.lease_id is null
  order by p.started_at desc limit 1`;

/** Kafka, PostgreSQL and inventory-services of one spec file. */
export class InventoryRig {
  readonly activities: Activity[] = [];
  readonly secrets = SECRETS;
  private readonly services: TestedService[] = [];

  private constructor(
    private readonly database: FreshDatabase,
    readonly environment: Environment,
    readonly sql: pg.Pool,
    readonly bus: Bus,
  ) {}

  /** With topics, and no service yet. */
  static async start(server: NodeJS.ProcessEnv, more: Environment = {}): Promise<InventoryRig> {
    const database = await freshDatabase(server.DATABASE_URL ?? '');
    const sql = new pg.Pool({ connectionString: database.url, options: '-c search_path=inventory', max: 3 });
    sql.on('error', () => undefined);
    const environment = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: server.KAFKA_BROKERS ?? '',
      KAFKA_PREFIX: freshPrefix(),
      OUTBOUND_ALLOW: '127.0.0.0/8',
      BRIDGE_KEK: testKek(),
      ...more,
    };
    const brokers = environment.KAFKA_BROKERS.split(',');
    const bus = createBus({ brokers, prefix: environment.KAFKA_PREFIX, clientId: 'test', log: SILENT });
    await provisionTopics(bus);
    const rig = new InventoryRig(database, environment, sql, bus);
    const activities = bus.globalTable(topics.activity, activity);
    await activities.ready();
    activities.onChange((_key, event) => void (event && rig.activities.push(event)));
    return rig;
  }

  /** One more whole service in this process. */
  async serve(more: Environment = {}): Promise<TestedService> {
    const service = await bootForTest({
      name: 'inventory-service',
      shape: inventoryShape,
      env: { ...this.environment, ...more },
      build: ({ config, log, bus }) => ({
        module: InventoryModule.forRoot(config, log),
        strategies: inventoryStrategies(config, bus),
      }),
    });
    this.services.push(service);
    return service;
  }

  get service(): TestedService {
    const [first] = this.services;
    if (!first) throw new Error('no service is running');
    return first;
  }

  /** Puts a connection on its topic as settings-service would; a later version replaces it. */
  async connect(overrides: Overrides<ConnectionSnapshot>): Promise<ConnectionSnapshot> {
    const box = new SecretBox(readConfig({}, this.environment).keyRing);
    const plain = aConnectionSnapshot(overrides);
    const sealed = Object.entries(SECRETS).map(([slot, signingSecret]) => {
      const credentials: GenericCredentials = { kind: 'generic', signingSecret };
      return [slot, box.seal({ connectionId: plain.connectionId, slot }, JSON.stringify(credentials))];
    });
    const snapshot = { ...plain, credentials: Object.fromEntries(sealed) };
    await this.bus.publish(topics.connections, [
      { key: snapshot.connectionId, type: connectionChanged.type, value: snapshot },
    ]);
    return snapshot;
  }

  /** Has the stock read from now on; gives the record of the pull when it has ended and none is to follow. */
  async pull(
    connectionId: string,
    world: World = 'production',
    patience: EventuallyOptions = {},
  ): Promise<Row> {
    const pulls = this.service.app.get(Pulls);
    const [clock] = await this.rows<{ now: Date }>('select clock_timestamp() as now');
    await eventually(() => pulls.request(connectionId, world));
    return eventually(async () => {
      const [last] = await this.rows(LAST_WHEN_QUIET, [connectionId, world]);
      return last && clock && (last.started_at as Date) >= clock.now ? last : null;
    }, patience);
  }

  async pulls(connectionId: string): Promise<Row[]> {
    return this.rows('select * from pulls where connection_id = $1 order by started_at', [connectionId]);
  }

  /** `SKU warehouse available`, with `gone` behind what is not listed. */
  async levels(connectionId: string, world: World = 'production'): Promise<string[]> {
    const rows = await this.rows(
      'select * from stock_levels where connection_id = $1 and world = $2 order by sku, warehouse',
      [connectionId, world],
    );
    return rows.map(({ sku, warehouse, available, listed }) =>
      [sku, warehouse || '-', available, ...(listed ? [] : ['gone'])].join(' '),
    );
  }

  async sweptAt(connectionId: string, world: World = 'production'): Promise<Date | null> {
    const [row] = await this.rows('select as_of from stock_sweeps where connection_id = $1 and world = $2', [
      connectionId,
      world,
    ]);
    return (row?.as_of as Date | undefined) ?? null;
  }

  /** Everything of a connection on `wms.stock.v1`, in the order of each partition. */
  async told(connectionId: string): Promise<StockEvent[]> {
    const events: StockEvent[] = [];
    for await (const { message } of readTopic(this.bus, topics.stock)) {
      const type = message.headers?.ce_type?.toString();
      const contract = type === stockSwept.type ? stockSwept : stockLevel;
      const event = contract.decode(message.value);
      if (event.connectionId === connectionId) events.push(event);
    }
    return events;
  }

  async rows<R extends Row = Row>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.sql.query<R>(text, values)).rows;
  }

  async stop(service: TestedService): Promise<void> {
    this.services.splice(this.services.indexOf(service), 1);
    await service.close();
  }

  async close(): Promise<void> {
    for (const service of this.services.splice(0)) await service.close();
    await this.bus.close();
    await this.sql.end();
    await this.database.drop();
  }
}
