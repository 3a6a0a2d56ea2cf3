import type { Link } from '../connector.js';
import { aDeliverable } from '../testing/deliverable.js';
import { json, type Script, ScriptedDispatcher, type Sent } from '../testing/scripted-dispatcher.js';
import { skubana } from './connector.js';

const CHANNEL = 4711;

function connect(answer: (sent: Sent, count: number) => Script, options: Link['options'] = {}) {
  const dispatcher = new ScriptedDispatcher(answer);
  const wms = skubana.connect({
    url: 'https://api.skubana.example',
    credentials: { kind: 'skubana', accessToken: 'sesame' },
    options: { salesChannelId: CHANNEL, ...options },
    dispatcher,
    timeoutMs: 5_000,
  });
  return { wms, sent: dispatcher.sent };
}

const row = (orderNumber: string, orderId: number, salesChannelId = CHANNEL) => ({
  orderId,
  orderNumber,
  salesChannel: { salesChannelId },
});
const created = (id: number) => json(200, { ids: [id], message: null, orders: [] });
const order = aDeliverable({ order: { orderId: '7' } });
/** Look-ups answered one after the other, creates by `create`. */
const scripted = (create: Script, ...lookUps: Script[]) => {
  let at = 0;
  return ({ method }: Sent): Script => (method === 'PUT' ? create : (lookUps[at++] ?? json(200, [])));
};
const methods = (sent: readonly Sent[]) => sent.map(({ method }) => method);

describe('deliver', () => {
  it('looks up, then creates', async () => {
    const { wms, sent } = connect(scripted(created(55)));
    expect(await wms.deliver([order])).toMatchObject([{ kind: 'accepted', wmsOrderId: '55' }]);
    expect(sent).toMatchObject([
      { method: 'GET', path: `/v1.1/orders?orderNumber=JOOR-7&salesChannelId=${CHANNEL}&limit=100` },
      {
        method: 'PUT',
        path: '/v1/order',
        headers: { authorization: 'Bearer sesame' },
        body: wms.render(order),
      },
    ]);
  });

  it('creates nothing when the order is there', async () => {
    const { wms, sent } = connect(scripted(created(55), json(200, [row('JOOR-7', 31)])));
    let asked = false;
    expect(await wms.deliver([order], () => (asked = true))).toMatchObject([
      { kind: 'accepted', wmsOrderId: '31' },
    ]);
    expect(methods(sent)).toEqual(['GET']);
    expect(asked).toBe(false);
  });

  it.each<[string, Script, string]>([
    ['is unauthorized', json(401, {}), 'unauthorized'],
    ['is throttled', json(429, {}), 'unavailable'],
    ['breaks', { broken: 'reset' }, 'unavailable'],
    ['is unreadable', { status: 200, body: '<html>' }, 'unavailable'],
    ['fails', json(500, {}), 'unavailable'],
  ])('creates nothing when the look-up %s', async (_, lookUp, kind) => {
    const { wms, sent } = connect(scripted(created(55), lookUp));
    expect(await wms.deliver([order])).toMatchObject([{ kind }]);
    expect(sent.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each<[string, Script]>([
    ['a broken connection', { broken: 'reset' }],
    ['a 500', json(500, {})],
    ['an unreadable answer', { status: 200, body: '{"ids":[' }],
    ['an answer without ids', json(200, { ids: [], message: null, orders: [] })],
    ['a refusal', { status: 400, body: 'Order number JOOR-7 already exists' }],
    ['an error row', json(200, { results: [], errors: [{ message: 'exists', index: 1 }] })],
  ])('after %s looks again and finds the order', async (_, create) => {
    const { wms, sent } = connect(scripted(create, json(200, []), json(200, [row('JOOR-7', 31)])));
    expect(await wms.deliver([order])).toMatchObject([{ kind: 'accepted', wmsOrderId: '31' }]);
    expect(methods(sent)).toEqual(['GET', 'PUT', 'GET']);
  });

  it.each<[string, Script, string]>([
    ['a broken connection', { broken: 'reset' }, 'ambiguous'],
    ['a 502', json(502, {}), 'ambiguous'],
    ['an unreadable answer', { status: 200, body: '<html>' }, 'ambiguous'],
    ['a refusal', { status: 400, body: 'shipName is required' }, 'rejected'],
    ['an error row', json(200, { errors: [{ message: 'Product does not exist' }] }), 'rejected'],
  ])('after %s that left nothing to find, says so: %3$s', async (_, create, kind) => {
    const { wms } = connect(scripted(create));
    expect(await wms.deliver([order])).toMatchObject([{ kind }]);
  });

  it('stays in doubt when the second look fails too', async () => {
    const { wms } = connect(scripted({ broken: 'reset' }, json(200, []), json(500, {})));
    expect(await wms.deliver([order])).toMatchObject([{ kind: 'ambiguous', reason: 'reset' }]);
  });

  it.each<Script>([json(500, {}), json(429, {}), json(401, {}), { broken: 'reset' }])(
    'does not take a refusal for final when the look after it gives %j',
    async (lookUp) => {
      const refusal = { status: 400, body: 'duplicate' };
      const { wms } = connect(scripted(refusal, json(200, []), lookUp));
      expect(await wms.deliver([order])).toMatchObject([
        {
          kind: 'ambiguous',
          reason: expect.stringMatching(/answered 400: duplicate.*the look-up failed/),
          exchange: { method: 'PUT', status: 400 },
        },
      ]);
    },
  );

  it("passes on Skubana's words", async () => {
    const errors = [{ message: 'Product does not exist', errorCode: 'ERR053', index: 1 }];
    const { wms } = connect(scripted(json(200, { results: [], errors })));
    expect(await wms.deliver([order])).toMatchObject([{ reason: 'Product does not exist' }]);
  });

  it('asks before the create only, and is stopped by it', async () => {
    const { wms, sent } = connect(scripted(created(55)));
    const over = new Error('the lease is over');
    await expect(
      wms.deliver([order], () => {
        throw over;
      }),
    ).rejects.toBe(over);
    expect(methods(sent)).toEqual(['GET']);
  });

  it('reads the id from the orders of an answer that has no ids', async () => {
    const { wms } = connect(scripted(json(200, { orders: [{ orderId: 88 }] })));
    expect(await wms.deliver([order])).toMatchObject([{ kind: 'accepted', wmsOrderId: '88' }]);
  });

  it.each<[string, Script]>([
    ['a text', { status: 400, body: 'you sent sesame' }],
    ['a refusal', json(401, { message: 'you sent sesame' })],
    ['an error row', json(200, { errors: [{ message: 'you sent sesame' }] })],
    ['a failure', json(500, { error: { detail: 'you sent sesame' } })],
  ])('keeps the token that %s echoes out of the whole answer', async (_, create) => {
    const { wms } = connect(scripted(create));
    const [answer] = await wms.deliver([order]);
    expect(answer).toMatchObject({ reason: expect.stringContaining('you sent ***') });
    expect(JSON.stringify(answer)).not.toContain('sesame');
    const all = connect(() => create).wms;
    expect(JSON.stringify([await all.find('con_1:7'), await all.check()])).not.toContain('sesame');
  });

  it('is answered, also by a look-up, though the answer is nested without end', async () => {
    const body = `{"error":${'{"error":'.repeat(400_000)}{}${'}'.repeat(400_001)}`;
    expect(await connect(() => ({ status: 500, body })).wms.find('con_1:7')).toMatchObject({
      kind: 'unknown',
      answer: { kind: 'ambiguous' },
    });
    const errors = { status: 200, body: `{"errors":[${body}]}` };
    expect(await connect(scripted(errors)).wms.deliver([order])).toMatchObject([{ kind: 'rejected' }]);
  });
});

describe('the create answered', () => {
  it.each<[Script, object]>([
    [json(429, {}, { 'x-skubana-quota-retryAfter': '2500' }), { kind: 'unavailable', retryAfterMs: 2_500 }],
    [json(429, {}, { 'x-skubana-quota-retryAfter': '999999999' }), { retryAfterMs: 86_400_000 }],
    [json(429, {}), { kind: 'unavailable', retryAfterMs: 15_000 }],
    [json(429, {}, { 'x-skubana-quota-retryAfter': 'soon' }), { kind: 'unavailable', retryAfterMs: 15_000 }],
    [json(503, {}, { 'retry-after': '9' }), { kind: 'unavailable', retryAfterMs: 9_000 }],
    [json(404, {}), { kind: 'unavailable', reason: expect.stringContaining('base path') }],
    [json(302, {}), { kind: 'unavailable' }],
    [json(401, {}), { kind: 'unauthorized' }],
    [json(403, {}), { kind: 'unauthorized' }],
    [{ refused: 'ECONNREFUSED' }, { kind: 'unavailable', retryAfterMs: null }],
  ])('with %j is not looked up again', async (create, answer) => {
    const { wms, sent } = connect(scripted(create));
    expect(await wms.deliver([order])).toMatchObject([answer]);
    expect(methods(sent).filter((method) => method === 'GET')).toHaveLength(1);
  });
});

describe('find', () => {
  const found = async (script: Script) => (await connect(() => script).wms.find('con_1:7')).kind;

  it('compares the order number exactly', async () => {
    const near = [row('JOOR-77', 1), row('JOOR-7-1', 2), row('xJOOR-7', 3), row('joor-7', 4)];
    expect(await found(json(200, near))).toBe('absent');
    expect(await found(json(200, [...near, row('JOOR-7', 5)]))).toBe('found');
  });

  it("does not take another channel's order for ours", async () => {
    expect(await found(json(200, [row('JOOR-7', 1, 9)]))).toBe('absent');
  });

  it('takes an order whose channel is not told', async () => {
    expect(await found(json(200, [{ orderId: 1, orderNumber: 'JOOR-7' }]))).toBe('found');
  });

  it('does not conclude from a full page that the order is absent', async () => {
    const page = Array.from({ length: 100 }, (_, at) => row(`JOOR-7-${at}`, at));
    expect(await found(json(200, page))).toBe('unknown');
  });

  it.each<[Script]>([[json(404, {})], [json(200, {})], [json(204, {})], [{ status: 200, body: '[' }]])(
    'does not conclude it from %j either',
    async (script) => expect(await found(script)).toBe('unknown'),
  );

  it('looks for what deliver creates', async () => {
    const { wms, sent } = connect(scripted(created(1)), { orderNumberPrefix: 'W', basePath: '/service' });
    await wms.deliver([order]);
    await wms.find(order.externalId);
    expect(sent.map(({ path }) => path)).toEqual([
      expect.stringContaining('/service/v1.1/orders?orderNumber=W7&'),
      '/service/v1/order',
      expect.stringContaining('/service/v1.1/orders?orderNumber=W7&'),
    ]);
  });
});

describe('check', () => {
  it.each<[Script, boolean, string]>([
    [json(200, []), true, `sales channel ${CHANNEL}`],
    [json(401, {}), false, 'Install the app again'],
    [json(404, {}), false, 'base path'],
    [{ refused: 'ECONNREFUSED' }, false, 'Check the address'],
  ])('%j: %p', async (script, ok, words) => {
    expect(await connect(() => script).wms.check()).toEqual({ ok, message: expect.stringContaining(words) });
  });
});

it('declares no key, a look-up, and half the rate: an order takes two requests', () => {
  const options = { salesChannelId: CHANNEL };
  expect(skubana.capabilities(options)).toMatchObject({ idempotencyKey: false, lookUp: true, sandbox: true });
  expect(skubana.pace(options)).toEqual({ concurrency: 4, perSecond: 2.5, batch: 1 });
});
