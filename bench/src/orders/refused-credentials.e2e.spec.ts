import { DEMO_SIGNING_SECRET, type Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import type { Secrets } from '../stage/connection-record.js';
import { orderRecords } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Service } from '../stage/service.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/** Two connections at a time: one whose credentials are refused, and one beside it that must not feel it. */
let stage: Stage;
let sandbox: Sandbox;
let close: () => Promise<void>;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  ({ stage, sandbox, close } = await openWithSandbox({ brokers: kafkaBrokers.split(','), databaseUrl }));
});
afterAll(() => close?.());

describe('a WMS answers 401', () => {
  const ORDERS = 300;
  let router: RouterApi;
  const secretsWith = (bearerToken: string): Secrets => ({
    'wms.production': { kind: 'generic', signingSecret: DEMO_SIGNING_SECRET, bearerToken },
  });
  const connect = (connectionId: string, version: number, bearerToken: string) =>
    stage.connect(
      {
        connectionId,
        version,
        name: `Brand ${connectionId}`,
        destination: { url: wmsUrl(sandbox, connectionId) },
      },
      secretsWith(bearerToken),
    );
  const healthOf = async (connectionId: string) =>
    (await router.health()).find((one) => one.connectionId === connectionId);
  const effects = (connectionId: string) => sandbox.effects.totals(`wms-${connectionId}`);
  const requests = () => sandbox.requests.of('wms-locked').total;

  beforeAll(async () => {
    for (const name of ['locked', 'beside']) {
      const instance = sandbox.generic.instance(name);
      instance.settings = { ...instance.settings, bearerToken: 'right' };
    }
    await connect('locked', 1, 'wrong');
    await connect('beside', 1, 'right');
    router = new RouterApi(await stage.start('order-router'));
    await stage.publish([...orderRecords('locked', ORDERS), ...orderRecords('beside', ORDERS)]);
    await eventually(() => effects('beside').distinct === ORDERS);
    await eventually(async () => {
      const waiting = await router.orders({ connectionId: 'locked', state: 'parked' });
      return waiting.length === ORDERS;
    });
  });

  it('turns that connection red with a sentence that says what to do; the other is well', async () => {
    const health = await healthOf('locked');
    expect(health?.status).toBe('unauthorized');
    expect(health?.message).toMatch(
      /refuses the credentials of "Brand locked".*401.*Enter new ones; its orders wait/,
    );
    expect((await healthOf('beside'))?.status).toBe('ok');
  });

  it('is not stormed: what was under way is all, and it stays so while more orders come', async () => {
    const before = requests();
    expect(before).toBeLessThanOrEqual(20);
    await stage.publish(orderRecords('locked', ORDERS, {}, 1_001));
    await stage.publish(orderRecords('beside', ORDERS, {}, 1_001));
    await eventually(() => effects('beside').distinct === 2 * ORDERS);
    await eventually(async () => {
      const waiting = await router.orders({ connectionId: 'locked', state: 'parked' });
      return waiting.length === 2 * ORDERS;
    });
    expect(requests()).toBe(before);
    expect(effects('locked').distinct).toBe(0);
  });

  it('gets everything, once, as soon as new credentials are there', async () => {
    await connect('locked', 2, 'right');
    await eventually(() => effects('locked').distinct === 2 * ORDERS);
    expect(effects('locked').duplicates).toBe(0);
    await eventually(async () => (await healthOf('locked'))?.status === 'ok');
  });
});

describe('JOOR answers 401', () => {
  const ORDERS = 30;
  let poller: Service;
  const connect = (connectionId: string, version: number, token: string) =>
    stage.connect(
      {
        connectionId,
        version,
        joorAccount: connectionId,
        createdAt: new Date(Date.now() - 4 * 86_400_000).toISOString(),
        destination: { url: wmsUrl(sandbox, connectionId) },
        settings: { 'joor.orderStatus': 'All Orders & Notes', 'joor.skipEmptyCustomerCode': 'No' },
      },
      {
        'joor.production': { kind: 'joor-token', token },
        'wms.production': { kind: 'generic', signingSecret: DEMO_SIGNING_SECRET },
      },
    );
  const polling = (connectionId: string) =>
    poller.get<{
      health: { state: string; sentence: string };
      lastPoll: { finishedAt: string | null } | null;
    }>(`/v1/connections/${connectionId}/polling`);
  const refused = () => sandbox.requests.of('joor-production').byStatus['401'] ?? 0;
  const polls = (account: string) => sandbox.requests.of('joor-production').byAccount[account] ?? 0;
  const arrived = (connectionId: string) => sandbox.effects.totals(`wms-${connectionId}`);
  const tokenOf = (account: string) => sandbox.joor.production.account(account).keys.token;

  beforeAll(async () => {
    for (const account of ['joor-locked', 'joor-beside']) sandbox.joor.production.fill(account, ORDERS, 3);
    await connect('joor-locked', 1, 'wrong');
    await connect('joor-beside', 1, tokenOf('joor-beside'));
    poller = await stage.start('joor-poller');
    await eventually(async () => {
      expect((await polling('joor-locked')).health.state).toBe('unauthorized');
      return true;
    });
  });

  it('turns that connection red with a sentence that says what to do; the other is polled on', async () => {
    const { health } = await polling('joor-locked');
    expect(health.sentence).toMatch(/refused the credentials \(401\)\. Ask JOOR for a valid API token/);
    await eventually(() => arrived('joor-beside').distinct > 0);
    expect((await polling('joor-beside')).health.state).toBe('ok');
  });

  it('is asked rarely while the other is polled every five minutes: after 15, 30 and 60', async () => {
    const before = refused();
    const asked = polls('joor-beside');
    await eventually(() => polls('joor-beside') >= asked + 8, { timeoutMs: 20_000 });
    expect(before).toBeLessThanOrEqual(2);
    expect(refused()).toBeLessThanOrEqual(before + 2);
  });

  it('gives its orders as soon as new credentials are there', async () => {
    await connect('joor-locked', 2, tokenOf('joor-locked'));
    await eventually(() => arrived('joor-locked').distinct > 0);
    await eventually(async () => (await polling('joor-locked')).health.state === 'ok');
  });
});
