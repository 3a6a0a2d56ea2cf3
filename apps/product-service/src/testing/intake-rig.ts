import { createHmac } from 'node:crypto';
import {
  activity,
  type ConnectionSnapshot,
  connectionChanged,
  type JoorCredentials,
  type ProductDetailed,
  productDetailed,
  type Settings,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, readTopic, SILENT } from '@joor-bridge/messaging';
import { ConnectionsTable, newApiKey, readConfig, SecretBox } from '@joor-bridge/service-kit';
import { bootForTest, type TestedService, testKek, testServers } from '@joor-bridge/service-kit/testing';
import {
  aConnectionSnapshot,
  eventually,
  type FreshDatabase,
  freshDatabase,
  freshPrefix,
} from '@joor-bridge/testing';
import pg from 'pg';
import { productStrategies } from '../consumers.js';
import { ProductIntake } from '../intake/product-intake.js';
import { ProductModule } from '../product.module.js';
import { productShape } from '../product-config.js';
import { settingsOf } from './details.js';
import { ProductWms } from './product-wms.js';

export const SECRET = `whsec_${Buffer.from('a secret for the tests of intake').toString('base64')}`;

/** As the sandbox's account of connections made by the builder takes it. */
const JOOR_LOGIN: JoorCredentials = {
  kind: 'joor-password',
  clientId: 'client-5001',
  clientSecret: 'secret-5001',
  username: 'integration-5001@brand.example',
  password: 'password-5001',
};

/** Kafka, PostgreSQL, WMSs and services of one spec file. */
export class IntakeRig {
  readonly sql: pg.Pool;
  private readonly services: TestedService[] = [];
  private readonly versions = new Map<string, number>();

  private constructor(
    private readonly database: FreshDatabase,
    readonly wms: ProductWms,
    readonly sandboxWms: ProductWms,
    readonly environment: Readonly<Record<string, string>>,
    private readonly bus: Bus,
  ) {
    this.sql = new pg.Pool({ connectionString: database.url, options: '-c search_path=products', max: 3 });
    this.sql.on('error', () => undefined);
  }

  /** @param more variables of the service; where JOOR is, by default nowhere */
  static async start(more: Readonly<Record<string, string>> = {}): Promise<IntakeRig> {
    const { databaseUrl, kafkaBrokers } = testServers();
    const database = await freshDatabase(databaseUrl);
    const nowhere = 'http://127.0.0.1:9';
    const environment = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: kafkaBrokers,
      KAFKA_PREFIX: freshPrefix(),
      HOST: '127.0.0.1',
      PORT: '0',
      BRIDGE_KEK: testKek(),
      OUTBOUND_ALLOW: '127.0.0.0/8',
      JOOR_API_URL: nowhere,
      JOOR_TOKEN_URL: nowhere,
      JOOR_SANDBOX_API_URL: nowhere,
      JOOR_SANDBOX_TOKEN_URL: nowhere,
      PRODUCT_MINUTE_MS: '100',
      PRODUCT_LEASE_MS: '2000',
      ...more,
    };
    const brokers = kafkaBrokers.split(',');
    const bus = createBus({ brokers, prefix: environment.KAFKA_PREFIX, clientId: 'test', log: SILENT });
    await provisionTopics(bus);
    return new IntakeRig(database, await ProductWms.open(), await ProductWms.open(), environment, bus);
  }

  async service(): Promise<TestedService> {
    const service = await bootForTest({
      name: 'product-service',
      shape: productShape,
      env: this.environment,
      build: ({ config, log, bus }) => ({
        module: ProductModule.forRoot(config, log),
        strategies: productStrategies(config, bus),
      }),
    });
    this.services.push(service);
    return service;
  }

  intake(at = 0): ProductIntake {
    return this.running(at).app.get(ProductIntake, { strict: false });
  }

  running(at = 0): TestedService {
    const service = this.services[at];
    if (!service) throw new Error('no service runs');
    return service;
  }

  async stopServices(): Promise<void> {
    await Promise.all(this.services.splice(0).map((service) => service.close()));
  }

  /** Puts a connection on its topic as settings-service would; each time a later version. */
  async connect(
    connectionId: string,
    settings: Partial<Settings> = {},
    options: ConnectionSnapshot['destination']['options'] = { products: 'pull', productsPageSize: 2 },
  ): Promise<void> {
    const version = (this.versions.get(connectionId) ?? 0) + 1;
    this.versions.set(connectionId, version);
    const box = new SecretBox(readConfig({}, this.environment).keyRing);
    const credentials = JSON.stringify({ kind: 'generic', signingSecret: SECRET });
    const slots = ['wms.production', 'wms.sandbox'] as const;
    const joor = ['joor.production', 'joor.sandbox'] as const;
    const sealed = (slot: (typeof slots | typeof joor)[number], text: string) => [
      slot,
      box.seal({ connectionId, slot }, text),
    ];
    const snapshot = aConnectionSnapshot({
      ...{ connectionId, version, settings: settingsOf(settings) },
      destination: { system: 'generic', url: this.wms.url, sandboxUrl: this.sandboxWms.url, options },
      credentials: Object.fromEntries([
        ...slots.map((slot) => sealed(slot, credentials)),
        ...joor.map((slot) => sealed(slot, JSON.stringify(JOOR_LOGIN))),
      ]),
    });
    const record = { key: connectionId, type: connectionChanged.type, value: snapshot };
    await this.bus.publish(topics.connections, [record]);
  }

  /** Resolves when the service knows the connection as it was put there last. */
  async heard(connectionId: string): Promise<void> {
    const table = this.running().app.get(ConnectionsTable, { strict: false });
    await eventually(() => table.get(connectionId)?.version === this.versions.get(connectionId));
  }

  /** Deletes a connection as settings-service would. */
  async forget(connectionId: string): Promise<void> {
    const record = { key: connectionId, type: connectionChanged.type, value: null };
    await this.bus.publish(topics.connections, [record]);
  }

  /** A new API key of a workspace. */
  async apiKey(workspaceId: string): Promise<string> {
    const { key, keyId, hash } = newApiKey();
    const value = { keyId, hash, name: 'tests', workspaceId, expiresAt: null, revokedAt: null };
    await this.bus.publish(topics.apiKeys, [{ key: keyId, type: 'settings.api-key.changed.v1', value }]);
    return key;
  }

  /** Sends a push as the WMS would, signed at this time. */
  async push(connectionId: string, body: unknown, signedAt = Date.now(), secret = SECRET) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const seconds = String(Math.floor(signedAt / 1000));
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const mac = createHmac('sha256', key).update(`msg.${seconds}.${text}`).digest('base64');
    const answer = await fetch(`${this.running().url}/v1/products?connection=${connectionId}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'msg',
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${mac}`,
      },
      body: text,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Everything on the topic about a connection, in the order of each style. */
  async told(connectionId: string): Promise<ProductDetailed[]> {
    const events: ProductDetailed[] = [];
    for await (const { message } of readTopic(this.bus, topics.products)) {
      const event = productDetailed.decode(message.value);
      if (event.connectionId === connectionId) events.push(event);
    }
    return events;
  }

  /** What people were told of a connection, as `level kind`. */
  async activities(connectionId: string): Promise<string[]> {
    const lines: string[] = [];
    for await (const { message } of readTopic(this.bus, topics.activity)) {
      const told = activity.decode(message.value);
      if (told.connectionId === connectionId) lines.push(`${told.level} ${told.kind}`);
    }
    return lines;
  }

  /** The catalogue as `style name listed`, sorted. */
  async styles(connectionId: string, world = 'production'): Promise<string[]> {
    const { rows } = await this.sql.query<{ line: string }>(
      `select concat_ws(' ', style, product ->> 'name', case when not listed then '(gone)' end) as line from styles
       where connection_id = $1 and world = $2 order by style`,
      [connectionId, world],
    );
    return rows.map(({ line }) => line);
  }

  /** Resolves with the pulls of a connection once so many have ended, the latest first. */
  pullsEnded(connectionId: string, count: number, world: 'production' | 'sandbox' = 'production') {
    return eventually(async () => {
      const pulls = await this.intake().pulls.list({ connectionId, world }, 50);
      const ended = pulls.filter(({ outcome }) => outcome !== 'running');
      return ended.length >= count && ended;
    });
  }

  async close(): Promise<void> {
    await this.stopServices();
    await Promise.all([this.wms.close(), this.sandboxWms.close(), this.bus.close()]);
    await this.sql.end();
    await this.database.drop();
  }
}
