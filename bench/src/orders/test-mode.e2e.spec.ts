import { hash } from 'node:crypto';
import type { JoorCredentials } from '@joor-bridge/contracts';
import type { Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { GENERIC_SECRETS, type Secrets } from '../stage/connection-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/**
 * Joor Test Mode through poller and router. The connections have credentials and addresses for both worlds, and
 * both worlds have orders under the same account: only the setting keeps them apart.
 */
const BACKLOG = 40;
const DAY_MS = 86_400_000;
const SKUBANA_OPTIONS = { salesChannelId: 7, requestsPerSecond: 500 };
const account = { id: 'demo', backlog: BACKLOG, backlogDays: 2 } as const;

/** Everything of production that a connection could speak to. */
const PRODUCTION = ['joor-production', 'token-production', 'skubana-production', 'wms-twin', 'wms-lonely'];

let stage: Stage;
let sandbox: Sandbox;
let router: RouterApi;
let close: () => Promise<void>;

const connections = (testMode: 'Enabled' | 'Disabled', version: number) => {
  const general = {
    version,
    createdAt: new Date(Date.now() - 3 * DAY_MS).toISOString(),
    settings: {
      'joor.testMode': testMode,
      'joor.orderStatus': 'All Orders & Notes',
      'joor.skipEmptyCustomerCode': 'No',
    },
  } as const;
  const twin = { url: wmsUrl(sandbox, 'twin'), sandboxUrl: wmsUrl(sandbox, 'twin-sandbox') };
  const lonely = { url: wmsUrl(sandbox, 'lonely'), sandboxUrl: null };
  return [
    { ...general, connectionId: 'twin', joorAccount: 'demo', destination: { ...twin } },
    { ...general, connectionId: 'lonely', joorAccount: 'demo', destination: { ...lonely } },
    {
      ...general,
      connectionId: 'skubana',
      joorAccount: 'demo',
      destination: { system: 'skubana', url: null, sandboxUrl: null, options: SKUBANA_OPTIONS },
    },
  ] as const;
};

const joorGrant = (world: 'production' | 'sandbox'): JoorCredentials => {
  const { clientId, clientSecret, username, password } = sandbox.joor[world].account('demo').keys;
  return { kind: 'joor-password', clientId, clientSecret, username, password };
};

const secretsOf = (connectionId: string): Secrets => ({
  'joor.production': joorGrant('production'),
  'joor.sandbox': joorGrant('sandbox'),
  ...(connectionId === 'skubana'
    ? {
        'wms.production': { kind: 'skubana', accessToken: 'skubana-production-token' },
        'wms.sandbox': { kind: 'skubana', accessToken: 'skubana-sandbox-token' },
      }
    : GENERIC_SECRETS),
});

async function connectAll(testMode: 'Enabled' | 'Disabled', version: number): Promise<void> {
  for (const connection of connections(testMode, version)) {
    await stage.connect(connection, secretsOf(connection.connectionId));
  }
}

const wantedOf = (world: 'production' | 'sandbox') =>
  sandbox.joor[world]
    .account('demo')
    .all()
    .filter(({ facts }) => !['0', '1'].includes(facts.status))
    .map(({ key }) => key);
const arrivedAt = (destination: string) => sandbox.effects.totals(destination).distinct;
const settled = (count: number) =>
  eventually(
    async () => {
      const all = await router.orders();
      expect(all.filter(({ state }) => state === 'delivering' || state === 'parked')).toEqual([]);
      return all.length === count;
    },
    { timeoutMs: 30_000, everyMs: 200 },
  );

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const accounts = [
    { world: 'production', ...account },
    { world: 'sandbox', ...account },
  ] as const;
  ({ stage, sandbox, close } = await openWithSandbox(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    { sandbox: { accounts } },
  ));
  await connectAll('Enabled', 1);
  const [service] = await Promise.all([stage.start('order-router'), stage.start('joor-poller')]);
  router = new RouterApi(service);
  await settled(3 * BACKLOG);
});
afterAll(() => close?.());

describe('while Joor Test Mode is on', () => {
  it("JOOR's sandbox, its token host and the WMS sandboxes are used", () => {
    expect(sandbox.requests.of('joor-sandbox').total).toBeGreaterThan(0);
    expect(sandbox.tokens.sandbox.grants).toBeGreaterThan(0);
    const wanted = wantedOf('sandbox').length;
    expect(arrivedAt('wms-twin-sandbox')).toBe(wanted);
    expect(arrivedAt('skubana-sandbox')).toBe(wanted);
  });

  it('no production host has had a single request', () => {
    expect(PRODUCTION.map((target) => [target, sandbox.requests.of(target).total])).toEqual(
      PRODUCTION.map((target) => [target, 0]),
    );
  });

  it('a WMS without a sandbox gets nothing, and the ledger has the exact body it would have got', async () => {
    const wanted = await router.orders({ connectionId: 'lonely', state: 'would-deliver' });
    expect(wanted).toHaveLength(wantedOf('sandbox').length);
    for (const { orderId } of wanted) {
      const { attempts, delivery } = await router.order('lonely', orderId);
      expect(attempts.map(({ answer }) => answer)).toEqual(['would-deliver']);
      expect(delivery).toMatchObject({ state: 'would-deliver', testMode: true });
      const body = String(attempts[0]?.requestBody);
      // the twin has the same order and options: what reached its sandbox differs by the connection's name alone
      const twins = sandbox.effects.find('wms-twin-sandbox', `twin:${orderId}`);
      expect(hash('sha256', body.replaceAll('lonely', 'twin'))).toBe(twins?.payloadHash);
    }
  });
});

describe('once it is off', () => {
  beforeAll(async () => {
    await connectAll('Disabled', 2);
    await settled(6 * BACKLOG);
  });

  it("production's orders go to production, and the same counters see it", () => {
    const wanted = wantedOf('production').length;
    expect(arrivedAt('wms-twin')).toBe(wanted);
    expect(arrivedAt('wms-lonely')).toBe(wanted);
    expect(arrivedAt('skubana-production')).toBe(wanted);
    expect(PRODUCTION.every((target) => sandbox.requests.of(target).total > 0)).toBe(true);
  });

  it("orders of JOOR's sandbox stay out of production, replayed or not", async () => {
    const { id } = await router.startReplay({ dryRun: false });
    const replay = await eventually(async () => {
      const one = await router.replay(id);
      return one.state === 'done' && one;
    });
    expect(replay.wouldDeliver).toEqual([]);
    const atProduction = sandbox.effects.list('wms-lonely').map(({ externalId }) => externalId);
    expect(atProduction.filter((id) => id.includes('TEST-'))).toEqual([]);
    expect(atProduction).toHaveLength(wantedOf('production').length);
  });
});
