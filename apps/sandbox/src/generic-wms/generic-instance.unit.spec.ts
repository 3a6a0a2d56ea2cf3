import { EffectLedger } from '../effects/effect-ledger.js';
import { makeBrand } from '../generator/brand.js';
import { GenericInstance } from './generic-instance.js';
import { INSTANCE_DEFAULTS, type InstanceSettings } from './instance-settings.js';

function instance(settings: Partial<InstanceSettings> = {}) {
  const effects = new EffectLedger();
  const wms = new GenericInstance('wms-demo', effects, () => makeBrand('demo'));
  wms.settings = { ...INSTANCE_DEFAULTS, signingSecret: null, ...settings };
  const ask = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const call = { method, path, query: new URLSearchParams(), headers, body: JSON.stringify(body) };
    const answer = wms.handle(call);
    return { status: answer.status, json: JSON.parse(answer.body) };
  };
  return {
    wms,
    effects,
    post: (body: unknown, key?: string) =>
      ask('POST', '/wms/demo/orders', body, key === undefined ? {} : { 'idempotency-key': key }),
    get: (id: string) => ask('GET', `/wms/demo/orders/${encodeURIComponent(id)}`, undefined),
    ask,
  };
}

describe('one order', () => {
  it('is created and counted once', () => {
    const { post, effects } = instance();
    expect(post({ externalId: 'c:1' })).toEqual({ status: 201, json: { id: 'wms-demo/c:1' } });
    expect(effects.totals('wms-demo')).toEqual({ distinct: 1, total: 1, duplicates: 0 });
  });

  it('is answered the same for a repeated key, without a second effect', () => {
    const { post, effects } = instance({ duplicates: 'double' });
    const first = post({ externalId: 'c:1' }, 'k');
    expect(post({ externalId: 'c:1' }, 'k')).toEqual(first);
    expect(effects.totals().total).toBe(1);
  });

  it.each([
    ['no key', undefined, true],
    ['another key', 'other', true],
    ['the same key that is not honoured', 'k', false],
  ])('with %s is refused with 409, or doubled', (_, key, honoursKey) => {
    const refusing = instance({ honoursKey, duplicates: 'refuse' });
    refusing.post({ externalId: 'c:1' }, 'k');
    expect(refusing.post({ externalId: 'c:1' }, key)).toMatchObject({ status: 409 });
    expect(refusing.effects.totals().total).toBe(1);

    const doubling = instance({ honoursKey, duplicates: 'double' });
    doubling.post({ externalId: 'c:1' }, 'k');
    expect(doubling.post({ externalId: 'c:1' }, key)).toMatchObject({ status: 201 });
    expect(doubling.effects.totals()).toEqual({ distinct: 1, total: 2, duplicates: 1 });
  });

  it('is rejected when it holds a forbidden text, and then has no effect and burns no key', () => {
    const { post, wms, effects } = instance({ rejectContaining: 'BAD-SKU' });
    expect(post({ externalId: 'c:1', sku: 'BAD-SKU' }, 'k')).toMatchObject({ status: 422 });
    expect(effects.totals().total).toBe(0);
    wms.settings = { ...wms.settings, rejectContaining: null };
    expect(post({ externalId: 'c:1', sku: 'BAD-SKU' }, 'k')).toMatchObject({ status: 201 });
  });

  it('without an external id is a bad request', () => {
    expect(instance().post({ lines: [] })).toMatchObject({ status: 400 });
  });
});

describe('a batch', () => {
  const batch = { orders: [{ externalId: 'a' }, { externalId: 'b' }] };

  it('is answered order by order', () => {
    const { post, effects } = instance({ rejectContaining: '"b"' });
    expect(post(batch)).toEqual({
      status: 200,
      json: {
        results: [
          { externalId: 'a', status: 'accepted', id: 'wms-demo/a' },
          { externalId: 'b', status: 'rejected', message: expect.any(String) },
        ],
      },
    });
    expect(effects.totals().total).toBe(1);
  });

  it('repeats without a second effect where keys are honoured, however it is put together', () => {
    const { post, effects } = instance();
    post(batch, 'k');
    const again = post({ orders: [{ externalId: 'b' }, { externalId: 'c' }] }, 'other');
    expect(again.json.results.map(({ status }: { status: string }) => status)).toEqual([
      'accepted',
      'accepted',
    ]);
    expect(effects.totals()).toEqual({ distinct: 3, total: 3, duplicates: 0 });
  });

  it('says duplicate, or doubles, where they are not', () => {
    const refusing = instance({ honoursKey: false });
    refusing.post(batch);
    expect(refusing.post(batch).json.results[0]).toMatchObject({ status: 'duplicate', id: 'wms-demo/a' });
    const doubling = instance({ honoursKey: false, duplicates: 'double' });
    doubling.post(batch);
    doubling.post(batch);
    expect(doubling.effects.totals().duplicates).toBe(2);
  });

  it('is refused whole by a system that takes single orders only', () => {
    const { post, effects } = instance({ batches: false });
    expect(post(batch)).toMatchObject({ status: 400 });
    expect(effects.totals().total).toBe(0);
  });

  it('answers an order without an id among the others', () => {
    expect(instance().post([{ externalId: 'a' }, {}]).json.results).toMatchObject([
      { status: 'accepted' },
      { externalId: '', status: 'rejected' },
    ]);
  });
});

describe('the look-up', () => {
  it('finds what had an effect and nothing else', () => {
    const { post, get } = instance();
    post({ externalId: 'c:1/2' });
    expect(get('c:1/2')).toEqual({ status: 200, json: { id: 'wms-demo/c:1/2', externalId: 'c:1/2' } });
    expect(get('c:1')).toEqual({ status: 404, json: { externalId: 'c:1', message: 'no such order' } });
  });

  it('can be missing', () => {
    expect(instance({ lookUp: false }).get('a')).toMatchObject({ status: 405 });
  });
});

describe('who is let in', () => {
  it('wants a signature unless it was told not to', () => {
    const { post, effects } = instance({ signingSecret: INSTANCE_DEFAULTS.signingSecret });
    expect(post({ externalId: 'a' })).toMatchObject({ status: 401 });
    expect(effects.totals().total).toBe(0);
  });

  it('wants the bearer token it was given', () => {
    const { ask } = instance({ bearerToken: 'good' });
    const post = (authorization?: string) =>
      ask('POST', '/wms/demo/orders', { externalId: 'a' }, authorization ? { authorization } : {}).status;
    expect([post(), post('Bearer bad'), post('Bearer good')]).toEqual([401, 401, 201]);
  });
});

it.each([
  ['GET', '/wms/demo/orders', 405],
  ['PUT', '/wms/demo/orders', 405],
  ['GET', '/wms/demo/nothing', 404],
  ['GET', '/wms/demo/stock/a', 404],
  ['POST', '/wms/demo/stock', 405],
  ['GET', '/wms/demo/orders/a/b', 404],
])('%s %s is %d', (method, path, status) => {
  expect(instance().ask(method, path, {}).status).toBe(status);
});
