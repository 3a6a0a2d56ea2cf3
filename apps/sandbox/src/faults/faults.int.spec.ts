import { defaultKeys, type FaultStatement, type Sandbox, startSandbox } from '../index.js';
import { call, oauth2 } from '../testing/http-call.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accounts: [{ world: 'production', id: 'a', backlog: 30 }] });
  sandbox.generic.instance('demo').settings = { ...sandbox.options.generic, signingSecret: null };
});
afterAll(() => sandbox.close());
afterEach(async () => {
  sandbox.reset();
  await sandbox.settled();
});

const set = async (target: string, ...faults: readonly FaultStatement[]) => {
  sandbox.faultsOf(target)?.set(faults);
  await sandbox.settled();
};
const post = (externalId: string, timeoutMs = 5_000) =>
  call(`${sandbox.urls.generic}/wms/demo/orders`, { method: 'POST', body: { externalId }, timeoutMs });
const orders = (timeoutMs = 5_000) =>
  call(`${sandbox.urls.joorProduction}/v2/order/?sync=0&order_type=8`, {
    headers: oauth2(defaultKeys('production', 'a').token),
    timeoutMs,
  });
const effects = () => sandbox.effects.totals('wms-demo').total;
const elapsed = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

describe('over the wire', () => {
  it('latency delays and then does its work', async () => {
    await set('wms-demo', { kind: 'latency', ms: 120 });
    expect(await elapsed(() => post('a'))).toBeGreaterThanOrEqual(115);
    expect(effects()).toBe(1);
  });

  it('an error has no effect', async () => {
    await set('wms-demo', { kind: 'error', status: 503, retryAfterSeconds: 3 });
    const answer = await post('a');
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '3' } });
    expect(effects()).toBe(0);
  });

  it('a 429 storm speaks as the system does', async () => {
    await set('wms-demo', { kind: 'throttle', retryAfterMs: 2_000 });
    await set('joor-production', { kind: 'throttle', retryAfterMs: 2_000 });
    await set('skubana-production', { kind: 'throttle', retryAfterMs: 2_000 });
    expect(await post('a')).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
    expect((await orders()).headers).toMatchObject({
      'retry-after': '2',
      'x-throttling-account-id': 'simulated',
    });
    const skubana = await call(`${sandbox.urls.skubanaProduction}/v1.1/orders`);
    expect(skubana).toMatchObject({ status: 429, headers: { 'x-skubana-quota-retryafter': '2000' } });
  });

  it('a lost answer has had its effect', async () => {
    await set('wms-demo', { kind: 'lost-answer' });
    await expect(post('a')).rejects.toThrow();
    expect(effects()).toBe(1);
    expect(sandbox.requests.of('wms-demo').byStatus).toEqual({ reset: 1 });
  });

  it('an answer that never comes has had its effect', async () => {
    await set('wms-demo', { kind: 'lost-answer', how: 'silence' });
    await expect(post('a', 150)).rejects.toThrow();
    expect(effects()).toBe(1);
  });

  it('a hang has none', async () => {
    await set('wms-demo', { kind: 'hang' });
    await expect(post('a', 150)).rejects.toThrow();
    expect(effects()).toBe(0);
    expect(sandbox.requests.of('wms-demo').byStatus).toEqual({ silence: 1 });
  });

  it.each(['cut', 'html', 'empty'])('a body that is %s cannot be read', async (how) => {
    await set('joor-production', { kind: 'malformed-body', how });
    const answer = await orders();
    expect(answer.status).toBe(200);
    expect(answer.json).toBeUndefined();
  });

  it('a body that breaks off never ends', async () => {
    await set('joor-production', { kind: 'malformed-body', how: 'broken-off' });
    await expect(orders()).rejects.toThrow();
  });

  it('a slow body drips', async () => {
    await set('joor-production', { kind: 'slow-body', ms: 300 });
    let answer: Awaited<ReturnType<typeof orders>> | undefined;
    const took = await elapsed(async () => {
      answer = await orders();
    });
    expect(took).toBeGreaterThanOrEqual(280);
    expect(answer?.json).toMatchObject({ response: { count: 30 } });
  });

  it('an oversized body is as large as said, and still JSON', async () => {
    await set('joor-production', { kind: 'oversized-body', bytes: 3_000_000 });
    const answer = await orders();
    expect(answer.text).toHaveLength(3_000_000);
    expect(answer.json).toMatchObject({ response: { code: 0 } });
  });

  it('a refused token is 401 at the token host, JOOR and the WMS', async () => {
    for (const target of ['joor-production', 'token-production', 'wms-demo']) {
      await set(target, { kind: 'refused-token' });
    }
    expect((await orders()).status).toBe(401);
    expect((await post('a')).status).toBe(401);
    expect((await call(`${sandbox.urls.tokenProduction}/auth/`, { method: 'POST', body: '' })).status).toBe(
      401,
    );
    expect(effects()).toBe(0);
  });

  it('a client that gives up while it waits has caused its effect all the same', async () => {
    await set('wms-demo', { kind: 'latency', ms: 150 });
    await expect(post('a', 40)).rejects.toThrow();
    await set('wms-demo');
    while (!sandbox.effects.find('wms-demo', 'a')) await post('b');
    expect(sandbox.effects.find('wms-demo', 'a')?.count).toBe(1);
  });

  it('a client that leaves in the middle of a body does the sandbox no harm', async () => {
    await set('joor-production', { kind: 'slow-body', ms: 400 });
    await expect(orders(60)).rejects.toThrow();
    await set('joor-production');
    expect((await orders()).status).toBe(200);
  });

  it('strikes at its rate, with effects and answers that add up', async () => {
    await set('wms-demo', { kind: 'lost-answer', rate: 0.3, seed: 4 });
    const fates = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => post(`order-${index}`)));
    const lost = fates.filter(({ status }) => status === 'rejected').length;
    expect(lost).toBeGreaterThan(15);
    expect(lost).toBeLessThan(45);
    expect(sandbox.effects.totals('wms-demo')).toEqual({ distinct: 100, total: 100, duplicates: 0 });
  });

  it('strikes only the target it was set for', async () => {
    await set('wms-other', { kind: 'outage', how: 'unavailable' });
    expect((await post('a')).status).toBe(201);
    const other = await call(`${sandbox.urls.generic}/wms/other/orders`, { method: 'POST', body: {} });
    expect(other.status).toBe(503);
  });
});

/** A pooled connection may notice its end with the first request; a new one is refused. */
const refuses = async (ask: () => Promise<unknown>) => {
  await expect(ask()).rejects.toThrow();
  await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
};

describe('an outage', () => {
  it('refuses connections, drops the ones there are, and ends on the same port', async () => {
    const before = sandbox.urls.joorProduction;
    expect((await orders()).status).toBe(200);
    await set('joor-production', { kind: 'outage' });
    await refuses(orders);
    sandbox.faultsOf('joor-production')?.clear();
    await sandbox.settled();
    expect((await orders()).status).toBe(200);
    expect(sandbox.urls.joorProduction).toBe(before);
  });

  it('ends by itself', async () => {
    const faults = sandbox.faultsOf('joor-production');
    await set('joor-production', { kind: 'outage', seconds: 0.5 });
    await refuses(orders);
    await new Promise<void>((resolve) => faults?.onChange(resolve));
    await sandbox.settled();
    expect((await orders()).status).toBe(200);
  });

  it('closes the port that all generic systems share', async () => {
    await set('generic', { kind: 'outage' });
    await refuses(() => post('a'));
  });

  it('of one generic system drops its connections only', async () => {
    await set('wms-demo', { kind: 'outage' });
    await expect(post('a')).rejects.toThrow();
    const other = await call(`${sandbox.urls.generic}/wms/other/orders/x`);
    expect(other.status).toBe(404);
    expect(effects()).toBe(0);
  });

  it('lets the sandbox close while it lasts', async () => {
    const down = await startSandbox();
    down.faultsOf('joor-production')?.set([{ kind: 'outage' }]);
    await down.close();
    await expect(call(`${down.urls.control}/`)).rejects.toThrow(/ECONNREFUSED/);
  });
});
