import { Webhook } from 'standardwebhooks';
import type { Link } from '../connector.js';
import { aDeliverable } from '../testing/deliverable.js';
import { acceptAll, connect, order, orders, SECRET } from '../testing/generic-receiver.js';
import { json, type Script, ScriptedDispatcher, type Sent } from '../testing/scripted-dispatcher.js';
import { generic } from './connector.js';

describe('one order a request', () => {
  it('is signed so that the reference library accepts it', async () => {
    const { wms, sent } = connect(() => json(201, { id: 'W-1' }));
    const deliverable = aDeliverable({ order: { comments: 'prêt-à-porter — 😀' } });
    expect(await wms.deliver([deliverable])).toMatchObject([{ kind: 'accepted', wmsOrderId: 'W-1' }]);
    const [request] = sent;
    expect(request).toMatchObject({ method: 'POST', path: '/api/orders', body: wms.render(deliverable) });
    expect(() => new Webhook(SECRET).verify(request?.body ?? '', request?.headers ?? {})).not.toThrow();
    expect(() => new Webhook(SECRET).verify(`${request?.body} `, request?.headers ?? {})).toThrow();
  });

  it('has the external id as webhook id and idempotency key, the same at every try', async () => {
    const { wms, sent } = connect(() => json(500, {}));
    await wms.deliver([order('7')]);
    await wms.deliver([order('7')]);
    for (const { headers } of sent) {
      expect(headers).toMatchObject({
        'webhook-id': 'con_1:7',
        'idempotency-key': 'con_1:7',
        authorization: 'Bearer sesame',
        'content-type': 'application/json',
      });
    }
    expect(sent).toHaveLength(2);
  });

  it('answers many in the order given', async () => {
    const { wms } = connect((sent) => json(201, { id: sent.headers['webhook-id'] }));
    const answers = await wms.deliver(orders(20));
    expect(answers.map((answer) => answer?.kind === 'accepted' && answer.wmsOrderId)).toEqual(
      orders(20).map(({ externalId }) => externalId),
    );
  });

  it('goes to the path of the options', async () => {
    const { wms, sent } = connect(() => json(201, {}), { ordersPath: '/in?v=2' });
    await wms.deliver([order('7')]);
    expect(sent[0]?.path).toBe('/api/in?v=2');
  });

  it('keeps secrets out of the record', async () => {
    const { wms } = connect(() => json(401, { message: `no ${SECRET} and no sesame` }));
    const [answer] = await wms.deliver([order('7')]);
    expect(answer?.kind).toBe('unauthorized');
    expect(JSON.stringify(answer?.exchange)).not.toMatch(/sesame|MfKQ9r8G/);
  });

  const ECHO = `you sent ${SECRET.slice('whsec_'.length)} and sesame`;
  it.each<[string, Script]>([
    ['a refusal', json(422, { message: ECHO })],
    ['a text', { status: 500, body: ECHO }],
    ['refused credentials', json(401, { error: { detail: ECHO } })],
    ['a conflict', json(409, { message: ECHO })],
    ['a busy receiver', json(503, { message: ECHO })],
    ['a wrong address', json(404, { title: ECHO })],
    ['a rejected row', json(200, { status: 'rejected', message: ECHO })],
    ['a failed row', json(200, { status: 'error', errors: [ECHO] })],
    ['a row in words of its own', json(200, { status: 'rejected', why: ECHO })],
    ['escapes', { status: 422, body: '{"message":"you sent \\u0073esame"}' }],
  ])('keeps secrets that %s echoes out of the whole answer, and says the rest', async (_, script) => {
    const { wms } = connect(() => script, { duplicateProtection: 'look-up' });
    const [answer] = await wms.deliver([order('7')]);
    expect(JSON.stringify(answer)).not.toMatch(/sesame|MfKQ9r8G/);
    expect(JSON.stringify(answer)).toContain('you sent ***');
    expect(JSON.stringify(await wms.find('con_1:7'))).not.toMatch(/sesame|MfKQ9r8G/);
    expect(JSON.stringify(await wms.check())).not.toMatch(/sesame|MfKQ9r8G/);
  });

  it('is answered though the receiver nests its answer without end', async () => {
    const body = `{"status":"rejected","errors":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    const { wms } = connect(() => ({ status: 200, body }));
    expect(await wms.deliver([order('7')])).toMatchObject([{ kind: 'rejected' }]);
  });
});

describe('a conflict that does not name the order', () => {
  const conflict = ({ method }: Sent): Script =>
    method === 'POST' ? json(409, { message: 'exists' }) : json(200, { id: 'W-9', externalId: 'con_1:7' });

  it('is confirmed by look-up where there is one', async () => {
    const { wms, sent } = connect(conflict, { duplicateProtection: 'look-up' });
    expect(await wms.deliver([order('7')])).toMatchObject([{ kind: 'accepted', wmsOrderId: 'W-9' }]);
    expect(sent[1]).toMatchObject({ method: 'GET', path: '/api/orders/con_1%3A7' });
  });

  it('stays in doubt when the look-up finds nothing', async () => {
    const absent = json(404, { externalId: 'con_1:7' });
    const { wms } = connect(({ method }) => (method === 'POST' ? json(409, {}) : absent), {
      duplicateProtection: 'both',
    });
    expect(await wms.deliver([order('7')])).toMatchObject([{ kind: 'ambiguous' }]);
  });

  it('stays in doubt without look-up, and nothing is asked', async () => {
    const { wms, sent } = connect(conflict);
    expect(await wms.deliver([order('7')])).toMatchObject([{ kind: 'ambiguous' }]);
    expect(sent).toHaveLength(1);
  });
});

describe('look-up', () => {
  it.each<[string, Script, string]>([
    ['the order', json(200, { id: 'W-7', externalId: 'con_1:7' }), 'found'],
    ['the order without its external id', json(200, { orderId: 7 }), 'found'],
    ['the external id alone', json(200, { externalId: 'con_1:7' }), 'found'],
    ['404 and the external id', json(404, { externalId: 'con_1:7', message: 'unknown' }), 'absent'],
    ["404 and another's external id", json(404, { externalId: 'con_1:8' }), 'unknown'],
    ["a gateway's 404", json(404, { message: 'Not Found' }), 'unknown'],
    ["a framework's 404", json(404, { error: 'Not Found', path: '/orders/con_1:7' }), 'unknown'],
    ['a bare 404', { status: 404 }, 'unknown'],
    ["a web page's 404", { status: 404, body: '<html>' }, 'unknown'],
    ['another order', json(200, { id: 'W-8', externalId: 'con_1:8' }), 'unknown'],
    ['no id', json(200, {}), 'unknown'],
    ['no JSON', { status: 200, body: '<html>' }, 'unknown'],
    ['410', json(410, {}), 'unknown'],
    ['500', json(500, {}), 'unknown'],
    ['422', json(422, {}), 'unknown'],
    ['401', json(401, {}), 'unknown'],
    ['no connection', { refused: 'ECONNREFUSED' }, 'unknown'],
  ])('answered with %s: %3$s', async (_, script, kind) => {
    const { wms } = connect(() => script, { duplicateProtection: 'look-up' });
    expect((await wms.find('con_1:7')).kind).toBe(kind);
  });

  it('tells which failure keeps it from knowing', async () => {
    const { wms } = connect(() => json(429, {}, { 'retry-after': '3' }));
    expect(await wms.find('con_1:7')).toMatchObject({ answer: { kind: 'unavailable', retryAfterMs: 3_000 } });
  });
});

describe('check', () => {
  it.each<[Script, boolean, string]>([
    [json(200, []), true, 'is there'],
    [json(404, {}), true, 'is there'],
    [json(405, {}), true, 'is there'],
    [json(401, { message: 'who are you' }), false, 'bearer token'],
    [json(301, {}, { location: 'https://other.example' }), false, 'https://other.example'],
    [json(301, {}, { location: 'https://other.example/?t=sesame' }), false, 'https://other.example/?t=***'],
    [json(502, {}), false, 'operator'],
    [{ refused: 'ECONNREFUSED' }, false, 'Check the address'],
  ])('%j: %p', async (script, ok, words) => {
    const { wms } = connect(() => script);
    expect(await wms.check()).toEqual({ ok, message: expect.stringContaining(words) });
  });
});

describe('check of the look-up', () => {
  const PROBE = 'joor-bridge-check';
  it.each<[Script, boolean, string]>([
    [json(404, { externalId: PROBE }), true, 'Its look-up answers.'],
    [json(404, { message: 'Not Found' }), false, 'answered 404 without the externalId'],
    [json(200, { id: 'W-1', externalId: PROBE }), false, 'which cannot be'],
    [json(200, {}), false, 'look-up cannot be used'],
    [json(500, {}), false, 'look-up cannot be used'],
  ])('%j: %p', async (script, ok, words) => {
    const probed = ({ path }: Sent) => (path.endsWith(`/${PROBE}`) ? script : json(405, {}));
    const { wms } = connect(probed, { duplicateProtection: 'look-up' });
    expect(await wms.check()).toEqual({ ok, message: expect.stringContaining(words) });
  });

  it('is not made where no look-up is used, nor where the receiver is not there', async () => {
    const without = connect(() => json(200, {}));
    await without.wms.check();
    const away = connect(() => json(502, {}), { duplicateProtection: 'look-up' });
    await away.wms.check();
    for (const { sent } of [without, away]) expect(sent.map(({ path }) => path)).toEqual(['/api/orders']);
  });
});

describe('what it declares', () => {
  it.each([
    [1, 'idempotency-key', true, false],
    [1, 'external-id', true, false],
    [1, 'look-up', false, true],
    [1, 'both', true, true],
    [2, 'external-id', true, false],
    [2, 'look-up', false, true],
    [2, 'both', false, true],
  ])(
    '%p a request, %s: sent again safely %p, look-up %p',
    (ordersPerRequest, duplicateProtection, ...can) => {
      const [idempotencyKey, lookUp] = can;
      const options = { ordersPerRequest, duplicateProtection };
      expect(generic.capabilities(options)).toMatchObject({ idempotencyKey, lookUp });
      expect(generic.misfit(options)).toBeNull();
      expect(() => connect(acceptAll, options)).not.toThrow();
    },
  );

  it.each<Link['options']>([{ duplicateProtection: 'idempotency-key' }, {}])(
    'takes the key alone for no protection of orders in groups: %j',
    (protection) => {
      const options = { ordersPerRequest: 2, ...protection };
      expect(generic.capabilities(options)).toMatchObject({ idempotencyKey: false, lookUp: false });
      expect(generic.misfit(options)).toEqual({
        option: 'duplicateProtection',
        message: expect.stringContaining('with ordersPerRequest above 1'),
      });
      expect(() => connect(acceptAll, options)).toThrow('destination option duplicateProtection must be');
    },
  );

  it('has no rate unless one is set', () => {
    expect(generic.pace({})).toEqual({ concurrency: 8, perSecond: null, batch: 1 });
    expect(generic.pace({ requestsPerSecond: 4, ordersPerRequest: 50, concurrency: 2 })).toEqual({
      concurrency: 2,
      perSecond: 4,
      batch: 50,
    });
  });

  it('refuses credentials of another system', () => {
    expect(() =>
      generic.connect({
        url: 'https://wms.example',
        credentials: { kind: 'skubana', accessToken: 'x' },
        options: {},
        dispatcher: new ScriptedDispatcher(() => json(200, {})),
        timeoutMs: 1,
      }),
    ).toThrow('generic');
  });
});
