import { createHmac } from 'node:crypto';
import {
  apiKeyChanged,
  type ConnectionSnapshot,
  connectionChanged,
  type Settings,
  topics,
} from '@joor-bridge/contracts';
import { newApiKey, readConfig, SecretBox } from '@joor-bridge/service-kit';
import { aConnectionSnapshot, eventually, type Overrides } from '@joor-bridge/testing';
import { INVENTORY_DEFAULTS, loadStyles, type Sandbox, startSandbox } from '../../../sandbox/src/index.js';
import { InventoryRig } from './inventory-rig.js';
import { SENDING } from './publish-stage.js';

const CREDITS = { credits: 100_000, windowSeconds: 300, retryAfter: true };

/** A whole inventory-service, or as many as a test starts, between a WMS that pushes and the sandbox's JOOR. */
export class JoorRig {
  private readonly versions = new Map<string, number>();

  private constructor(
    readonly rig: InventoryRig,
    readonly sandbox: Sandbox,
  ) {}

  static async start(
    server: NodeJS.ProcessEnv,
    more: Readonly<Record<string, string>> = {},
  ): Promise<JoorRig> {
    const sandbox = await startSandbox({ credits: CREDITS });
    const { joorProduction, joorSandbox, tokenProduction, tokenSandbox } = sandbox.urls;
    const rig = await InventoryRig.start(server, {
      JOOR_API_URL: joorProduction,
      JOOR_SANDBOX_API_URL: joorSandbox,
      JOOR_TOKEN_URL: `${tokenProduction}/auth/`,
      JOOR_SANDBOX_TOKEN_URL: `${tokenSandbox}/auth/`,
      JOOR_TIMEOUT_MS: '1000',
      JOOR_SETTLE_MS: '500',
      ...more,
    });
    return new JoorRig(rig, sandbox);
  }

  account(id: string, world: 'production' | 'sandbox' = 'production') {
    return this.sandbox.joor[world].account(id);
  }

  /** Styles of one item each, whose UPC is made from the SKU, and a warehouse to write them to. */
  prepare(id: string, skus: readonly string[], world: 'production' | 'sandbox' = 'production'): void {
    const account = this.account(id, world);
    account.inventorySettings = { ...INVENTORY_DEFAULTS, warehouses: ['Main'], shape: 'list' };
    const styles = skus.map((sku) => {
      const colors = [{ name: 'Ivory', code: 'IVO', variants: [{ size: 'S', upc: upcOf(sku) }] }];
      return { number: sku, name: sku, colors };
    });
    loadStyles(account.catalogue, styles, Date.now());
  }

  /** Units of a SKU in JOOR's warehouse now. */
  held(id: string, sku: string, world: 'production' | 'sandbox' = 'production'): number | null {
    const { catalogue, stock } = this.account(id, world);
    const [found] = catalogue.withUpc(upcOf(sku));
    return found ? stock.immediate(found.id) : null;
  }

  /** A connection that sends to an account of the same name, unless another is said, and whose WMS pushes. */
  async connect(
    connectionId: string,
    settings: Partial<Settings> = {},
    more: Overrides<ConnectionSnapshot> = {},
  ): Promise<void> {
    const { rig } = this;
    const version = (this.versions.get(connectionId) ?? 0) + 1;
    this.versions.set(connectionId, version);
    const box = new SecretBox(readConfig({}, rig.environment).keyRing);
    const sealed = (['production', 'sandbox'] as const).flatMap((world) => {
      const joor = {
        kind: 'joor-token',
        token: this.account(more.joorAccount ?? connectionId, world).keys.token,
      };
      const wms = { kind: 'generic', signingSecret: rig.secrets[`wms.${world}`] };
      const place = (slot: string) => ({ connectionId, slot }) as Parameters<SecretBox['seal']>[0];
      return [
        [`joor.${world}`, box.seal(place(`joor.${world}`), JSON.stringify(joor))],
        [`wms.${world}`, box.seal(place(`wms.${world}`), JSON.stringify(wms))],
      ];
    });
    const value = aConnectionSnapshot({
      ...{ connectionId, version, joorAccount: connectionId },
      destination: { system: 'generic', url: null, sandboxUrl: null, options: { stock: 'push' } },
      ...more,
      settings: { ...SENDING, ...settings },
      credentials: Object.fromEntries(sealed),
    });
    await rig.bus.publish(topics.connections, [{ key: connectionId, type: connectionChanged.type, value }]);
    const known = 'select from publishing where connection_id = $1';
    if (value.enabled) await eventually(async () => (await rig.rows(known, [connectionId])).length > 0);
  }

  /** What the WMS says it has, by SKU. */
  async push(connectionId: string, quantities: Readonly<Record<string, number>>): Promise<void> {
    const levels = Object.entries(quantities).map(([sku, available]) => ({
      ...{ sku, available, upc: upcOf(sku), styleNumber: sku, colorCode: 'IVO', size: 'S' },
    }));
    const { status, body } = await this.pushRows(connectionId, levels);
    if (status !== 200) throw new Error(`the push was answered ${status}: ${JSON.stringify(body)}`);
  }

  /** Rows as a WMS pushes them, and what it is answered. */
  async pushRows(connectionId: string, levels: readonly object[]) {
    const text = JSON.stringify({ levels });
    const seconds = Math.floor(Date.now() / 1_000);
    const key = Buffer.from(this.rig.secrets['wms.production'].slice('whsec_'.length), 'base64');
    const mac = createHmac('sha256', key).update(`m.${seconds}.${text}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'm',
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${mac}`,
    };
    const url = `${this.rig.service.url}/v1/stock?connection=${connectionId}`;
    const answer = await fetch(url, { method: 'POST', body: text, headers });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answers
    return { status: answer.status, body: (await answer.json()) as any };
  }

  /** A new API key of a workspace, or of the installation. */
  async apiKey(workspaceId: string | null, name = 'Ada'): Promise<string> {
    const { key, keyId, hash } = newApiKey();
    const value = { keyId, hash, name, workspaceId, expiresAt: null, revokedAt: null };
    await this.rig.bus.publish(topics.apiKeys, [{ key: keyId, type: apiKeyChanged.type, value }]);
    await eventually(async () => (await this.call('GET', '/v1/inventory/runs', key)).status === 200);
    return key;
  }

  async call(method: string, path: string, key: string | null, body?: object) {
    const answer = await fetch(this.rig.service.url + path, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answers
    return { status: answer.status, body: (text ? JSON.parse(text) : null) as any };
  }

  async close(): Promise<void> {
    await this.rig.close();
    await this.sandbox.close();
  }
}

/** A UPC that no other SKU of a test has. */
export const upcOf = (sku: string): string => `9${[...sku].map((letter) => letter.charCodeAt(0)).join('')}`;
