import { Webhook } from 'standardwebhooks';
import type { Link } from '../connector.js';
import { aDeliverable } from '../testing/deliverable.js';
import { json, type Script, ScriptedDispatcher, type Sent } from '../testing/scripted-dispatcher.js';
import { generic } from './connector.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw12';

function connect(answer: (sent: Sent, count: number) => Script, options: Link['options'] = {}) {
  const dispatcher = new ScriptedDispatcher(answer);
  const wms = generic.connect({
    url: 'https://wms.example/api/',
    credentials: { kind: 'generic', signingSecret: SECRET, bearerToken: 'sesame' },
    options,
    dispatcher,
    timeoutMs: 5_000,
  });
  return { wms, sent: dispatcher.sent };
}

const order = (orderId: string) => aDeliverable({ order: { orderId } });
const orders = (count: number) => Array.from({ length: count }, (_, at) => order(String(at + 1)));
const externalIdsIn = ({ body }: Sent): string[] =>
  JSON.parse(body).orders.map(({ externalId }: { externalId: string }) => externalId);
const acceptAll = (sent: Sent): Script =>
  json(200, {
    results: externalIdsIn(sent).map((externalId) => ({
      externalId,
      status: 'accepted',
      id: `W-${externalId}`,
    })),
  });

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
    expect(answers.map((answer) => answer.kind === 'accepted' && answer.wmsOrderId)).toEqual(
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

describe('orders in groups', () => {
  it('are cut to size and answered one by one, in the order given', async () => {
    const { wms, sent } = connect(acceptAll, { ordersPerRequest: 3, duplicateProtection: 'external-id' });
    const answers = await wms.deliver(orders(7));
    expect(sent.map((each) => externalIdsIn(each).length)).toEqual([3, 3, 1]);
    expect(answers.map((answer) => answer.kind === 'accepted' && answer.wmsOrderId)).toEqual(
      orders(7).map(({ externalId }) => `W-${externalId}`),
    );
  });

  it('are sent as they are shown', async () => {
    const { wms, sent } = connect(acceptAll, { ordersPerRequest: 3, duplicateProtection: 'external-id' });
    await wms.deliver([order('7')]);
    expect(sent[0]?.body).toBe(wms.render(order('7')));
  });

  it('have an id of their own, the same for the same orders', async () => {
    const { wms, sent } = connect(acceptAll, { ordersPerRequest: 3, duplicateProtection: 'external-id' });
    await wms.deliver(orders(2));
    await wms.deliver(orders(2));
    await wms.deliver(orders(3));
    const [first, again, other] = sent.map(({ headers }) => headers['idempotency-key']);
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  it.each([400, 404, 415, 422])('fall back to single orders on %p, once and for all', async (status) => {
    const { wms, sent } = connect(
      ({ body }) => (body.startsWith('{"orders":') ? json(status, {}) : json(201, {})),
      { ordersPerRequest: 10, duplicateProtection: 'external-id' },
    );
    expect((await wms.deliver(orders(3))).map(({ kind }) => kind)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    await wms.deliver(orders(3));
    expect(sent).toHaveLength(1 + 3 + 3);
    expect(wms.render(order('7'))).not.toContain('"orders":');
  });

  it('stay groups when single orders fare no better', async () => {
    const { wms, sent } = connect(() => json(404, {}), {
      ordersPerRequest: 10,
      duplicateProtection: 'external-id',
    });
    expect((await wms.deliver(orders(2))).map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
    await wms.deliver(orders(2));
    expect(sent.map(({ body }) => body.startsWith('{"orders":'))).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
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
    const { wms } = connect(({ method }) => (method === 'POST' ? json(409, {}) : json(404, {})), {
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
    ['404', json(404, {}), 'absent'],
    ['a bare 404', { status: 404 }, 'absent'],
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
