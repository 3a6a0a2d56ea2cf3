import { createServer } from 'node:http';
import { type Sandbox, SERVERS, startSandbox } from './index.js';
import { call } from './testing/http-call.js';

const opened: Sandbox[] = [];
const start: typeof startSandbox = async (options) => {
  const sandbox = await startSandbox(options);
  opened.push(sandbox);
  return sandbox;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
});

const none = { amount: 0, currency: 'USD' };
const A_SKUBANA_ORDER = {
  salesChannelId: 123_456,
  orderNumber: 'JOOR-1',
  shipName: 'Receiving',
  shipAddress1: '12 Sample Street',
  shipCity: 'Portland',
  shipCountry: 'USA',
  insuranceCost: none,
  insuredValue: none,
  orderTotal: none,
  orderItems: [{ listingSku: 'DRS-101-BLK-S', listingName: 'Dress', quantityOrdered: 6, unitPrice: none }],
};

describe('startSandbox', () => {
  it('opens every server on a port of its own', async () => {
    const { urls } = await start();
    expect(Object.keys(urls)).toEqual([...SERVERS]);
    expect(new Set(Object.values(urls)).size).toBe(SERVERS.length);
  });

  it('lets two sandboxes stand side by side', async () => {
    const [first, second] = [await start(), await start()];
    expect(first.urls.control).not.toBe(second.urls.control);
  });

  it('says which port is taken, and leaves nothing open', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };
    await expect(startSandbox({ ports: { skubanaSandbox: port } })).rejects.toThrow(String(port));
    holder.close();
  });

  it('makes the same orders for the same seed, and others for another', async () => {
    const accounts = [{ world: 'production', id: 'a', backlog: 10 }] as const;
    const names = async (seed: string) => {
      const sandbox = await start({ seed, accounts });
      return sandbox.joor.production
        .account('a')
        .all()
        .map(({ raw }) => (raw as { customer_name: string }).customer_name);
    };
    expect(await names('x')).toEqual(await names('x'));
    expect(await names('x')).not.toEqual(await names('y'));
  });

  it('makes orders as time goes by', async () => {
    const accounts = [{ world: 'production', id: 'a', flow: { ordersPerHour: 360_000 } }] as const;
    const sandbox = await start({ accounts });
    const account = sandbox.joor.production.account('a');
    const deadline = Date.now() + 10_000;
    while (account.size < 20 && Date.now() < deadline) await call(`${sandbox.urls.control}/control/requests`);
    expect(account.size).toBeGreaterThanOrEqual(20);
  });
});

describe('reset', () => {
  it('forgets effects, requests, keys and faults, and keeps the orders', async () => {
    const sandbox = await start({ accounts: [{ world: 'production', id: 'a', backlog: 4 }] });
    sandbox.generic.instance('demo').settings = { ...sandbox.options.generic, signingSecret: null };
    const post = () =>
      call(`${sandbox.urls.generic}/wms/demo/orders`, {
        method: 'POST',
        headers: { 'idempotency-key': 'k' },
        body: { externalId: 'a' },
      });
    await post();
    sandbox.faultsOf('joor-production')?.set([{ kind: 'hang' }]);
    sandbox.reset();
    expect(sandbox.effects.totals().total).toBe(0);
    expect(sandbox.requests.all()).toEqual({});
    expect(sandbox.faultsOf('joor-production')?.list()).toEqual([]);
    expect(sandbox.joor.production.account('a').size).toBe(4);
    await post();
    expect(sandbox.effects.totals().total).toBe(1);
  });

  it("forgets Skubana's orders, and keeps settings, accounts, tokens and codes", async () => {
    const sandbox = await start({ accounts: [{ world: 'production', id: 'a' }] });
    const skubana = sandbox.skubana.production;
    const look = () =>
      call<unknown[]>(`${sandbox.urls.skubanaProduction}/v1.1/orders?orderNumber=JOOR-1`, {
        headers: { authorization: 'Bearer skubana-production-token' },
      });
    await call(`${sandbox.urls.skubanaProduction}/v1/order`, {
      method: 'PUT',
      headers: { authorization: 'Bearer skubana-production-token' },
      body: A_SKUBANA_ORDER,
    });
    expect((await look()).json).toHaveLength(1);
    skubana.settings = { ...skubana.settings, perSecond: 500 };
    sandbox.generic.instance('demo').settings = { ...sandbox.options.generic, lookUp: true };
    sandbox.tokens.production.expiresInSeconds = 7;
    sandbox.joor.production.maxPage = 12;
    sandbox.joor.production.issueBearer('a-token', sandbox.joor.production.account('a'), 60);
    const code = skubana.newCode();

    sandbox.reset();
    expect((await look()).json).toEqual([]);
    expect(skubana.settings.perSecond).toBe(500);
    expect(sandbox.generic.instance('demo').settings.lookUp).toBe(true);
    expect([sandbox.tokens.production.expiresInSeconds, sandbox.joor.production.maxPage]).toEqual([7, 12]);
    expect(sandbox.joor.production.byBearer('a-token')?.id).toBe('a');
    expect(skubana.codes.has(code)).toBe(true);
  });
});
