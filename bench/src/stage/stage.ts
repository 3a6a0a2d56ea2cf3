import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiKeyChanged, type ConnectionSnapshot, topics } from '@joor-bridge/contracts';
import { type Bus, createBus, type OutboundRecord, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { KeyRing, newApiKey } from '@joor-bridge/service-kit';
import { type FreshDatabase, freshDatabase, freshPrefix, type Overrides } from '@joor-bridge/testing';
import { startChild } from './child.js';
import { connectionRecord, type Secrets } from './connection-record.js';
import { Service } from './service.js';

export type ServiceName =
  | 'order-router'
  | 'joor-poller'
  | 'settings-service'
  | 'inventory-service'
  | 'product-service';
export type Environment = Readonly<Record<string, string>>;

export interface StageOptions {
  readonly brokers: readonly string[];
  /** A server on which the stage makes a database of its own. */
  readonly databaseUrl: string;
  /** For every service of the stage. */
  readonly env?: Environment;
}

/** The built program of a service. */
export const mainOf = (service: ServiceName | 'sandbox') =>
  fileURLToPath(new URL(`../../../apps/${service}/dist/main.js`, import.meta.url));

/** Short, so that what hangs is noticed soon; production waits longer. */
const TIMES = { WMS_TIMEOUT_MS: '2000', CLAIM_LEASE_MS: '3000', POLL_MINUTE_MS: '100' };

/**
 * One installation for a test or a run: own topics, an own database, services as processes built from `dist`,
 * connections and orders published as their services would.
 */
export class Stage {
  readonly kek = randomBytes(32).toString('base64');
  readonly keyRing = KeyRing.parse(this.kek);
  readonly prefix = freshPrefix();
  readonly bus: Bus;
  /** Where the services' logs are. */
  readonly logs = mkdtempSync(join(tmpdir(), 'joor-bridge-stage-'));
  private readonly key = newApiKey();
  /** A key for the whole installation: settings-service's first one, once that has started. */
  private apiKey = this.key.key;
  private readonly services: Service[] = [];
  private started = 0;

  private constructor(
    private readonly options: StageOptions,
    readonly database: FreshDatabase,
  ) {
    this.bus = createBus({ brokers: options.brokers, prefix: this.prefix, clientId: 'stage', log: SILENT });
  }

  static async open(options: StageOptions): Promise<Stage> {
    const stage = new Stage(options, await freshDatabase(options.databaseUrl));
    await provisionTopics(stage.bus);
    const { keyId, hash } = stage.key;
    const value = { keyId, hash, name: 'stage', workspaceId: null, expiresAt: null, revokedAt: null };
    await stage.bus.publish(topics.apiKeys, [{ key: keyId, type: apiKeyChanged.type, value }]);
    return stage;
  }

  /** Starts a service and resolves when it listens. @throws Error with its last lines when it ends instead */
  async start(name: ServiceName, env: Environment = {}): Promise<Service> {
    this.started += 1;
    const logFile = join(this.logs, `${name}-${this.started}.log`);
    const keyFile = join(this.logs, `first-key-${this.started}`);
    const ownEnv: Environment = name === 'settings-service' ? { BRIDGE_FIRST_API_KEY_FILE: keyFile } : {};
    const child = startChild(mainOf(name), { logFile, env: { ...this.environment(), ...ownEnv, ...env } });
    const url = / listens at (http:[^"]+)/.exec(await child.line(/ listens at http:/))?.[1] ?? '';
    const service = new Service(name, child, url, () => this.apiKey);
    this.services.push(service);
    if (name === 'settings-service' && existsSync(keyFile))
      this.apiKey = readFileSync(keyFile, 'utf8').trim();
    return service;
  }

  /** What a service of this stage reads. */
  environment(): Environment {
    return {
      DATABASE_URL: this.database.url,
      KAFKA_BROKERS: this.options.brokers.join(','),
      KAFKA_PREFIX: this.prefix,
      BRIDGE_KEK: this.kek,
      HOST: '127.0.0.1',
      PORT: '0',
      OUTBOUND_ALLOW: '127.0.0.0/8',
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'info',
      ...TIMES,
      ...this.options.env,
    };
  }

  /**
   * Publishes a connection as settings-service would, its secrets sealed; a later version replaces it. Not beside
   * a settings-service, which takes back what its own tables do not have.
   */
  async connect(overrides: Overrides<ConnectionSnapshot>, secrets?: Secrets): Promise<ConnectionSnapshot> {
    const record = connectionRecord(this.keyRing, overrides, secrets);
    await this.bus.publish(topics.connections, [record]);
    return record.value;
  }

  /** Publishes records as joor-poller would, in the order given. */
  async publish(orders: readonly OutboundRecord[]): Promise<void> {
    for (let at = 0; at < orders.length; at += 500) {
      await this.bus.publish(topics.orders, orders.slice(at, at + 500));
    }
  }

  /** The logs stay where a service had ended by itself, and where STAGE_KEEP_LOGS is set. */
  async close(): Promise<void> {
    const crashed = this.services.some(({ child }) => (child.process.exitCode ?? 0) !== 0);
    await Promise.all(this.services.map((service) => service.stop()));
    if (!crashed && !process.env.STAGE_KEEP_LOGS) rmSync(this.logs, { recursive: true, force: true });
    await this.bus.close();
    await this.database.drop();
  }
}
