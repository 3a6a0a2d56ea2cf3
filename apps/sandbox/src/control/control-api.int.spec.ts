import { type Sandbox, startSandbox } from '../index.js';
import { type Asking, call } from '../testing/http-call.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const control = <T = unknown>(method: NonNullable<Asking['method']>, path: string, body?: unknown) =>
  call<T>(`${sandbox.urls.control}${path}`, { method, ...(body !== undefined && { body }) });
const deliver = (name: string, externalId: string) =>
  call(`${sandbox.urls.generic}/wms/${name}/orders`, { method: 'POST', body: { externalId } });
const unsigned = (name: string) =>
  control('PUT', `/control/wms/${name}`, { signingSecret: null, honoursKey: false, duplicates: 'double' });

describe('effects', () => {
  beforeEach(async () => {
    await unsigned('demo');
    await unsigned('demo-sandbox');
    for (const id of ['1', '2', '2']) await deliver('demo', id);
    await deliver('demo-sandbox', '1');
  });

  it('are totalled, and by destination; a sandbox twin counts apart', async () => {
    expect((await control('GET', '/control/effects')).json).toEqual({
      distinct: 3,
      total: 4,
      duplicates: 1,
      byDestination: {
        'wms-demo': { distinct: 2, total: 3, duplicates: 1 },
        'wms-demo-sandbox': { distinct: 1, total: 1, duplicates: 0 },
      },
    });
    expect((await control('GET', '/control/effects?destination=wms-demo-sandbox')).json).toMatchObject({
      total: 1,
    });
  });

  it.each([
    ['list=all', ['1', '2']],
    ['list=duplicates', ['2']],
    ['list=all&externalId=1', ['1']],
  ])('are listed by %s', async (query, ids) => {
    const { json } = await control<{ effects: { externalId: string; count: number; firstAt: string }[] }>(
      'GET',
      `/control/effects?destination=wms-demo&${query}`,
    );
    expect(json.effects.map(({ externalId }) => externalId)).toEqual(ids);
    expect(json.effects.every(({ firstAt }) => !Number.isNaN(Date.parse(firstAt)))).toBe(true);
  });

  it('are forgotten when deleted', async () => {
    await control('DELETE', '/control/effects');
    expect((await control('GET', '/control/effects')).json).toMatchObject({ total: 0 });
  });
});

describe('requests', () => {
  it('are counted by target, without those of the control API', async () => {
    await unsigned('demo');
    await deliver('demo', '1');
    expect((await control('GET', '/control/requests')).json).toEqual({
      targets: {
        'wms-demo': { total: 1, byStatus: { 201: 1 }, byAccount: {}, byRoute: { 'POST /orders': 1 } },
      },
    });
    await control('DELETE', '/control/requests');
    expect((await control('GET', '/control/requests')).json).toEqual({ targets: {} });
  });
});

describe('faults', () => {
  it('are set, shown with what they struck, and removed', async () => {
    const set = await control('PUT', '/control/faults/wms-demo', { kind: 'error', status: 502 });
    expect(set).toMatchObject({ status: 200, json: [{ kind: 'error', struck: 0, secondsLeft: null }] });
    expect((await deliver('demo', '1')).status).toBe(502);
    expect((await control('GET', '/control/faults/wms-demo')).json).toMatchObject([{ struck: 1 }]);
    await control('DELETE', '/control/faults/wms-demo');
    expect((await control('GET', '/control/faults')).json).toMatchObject({ 'wms-demo': [] });
  });

  it('are set several at once, and all removed at once', async () => {
    const faults = [
      { kind: 'latency', ms: 1 },
      { kind: 'throttle', rate: 0.1 },
    ];
    await control('PUT', '/control/faults/joor-sandbox', faults);
    await control('PUT', '/control/faults/token-production', { kind: 'hang' });
    expect((await control('GET', '/control/faults/joor-sandbox')).json).toHaveLength(2);
    await control('DELETE', '/control/faults');
    const left = Object.values((await control<Record<string, unknown[]>>('GET', '/control/faults')).json);
    expect(left.flat()).toEqual([]);
  });

  it.each([
    ['/control/faults/nowhere', { kind: 'hang' }, 'no target nowhere'],
    ['/control/faults/wms-demo', { kind: 'flood' }, 'no fault kind "flood"'],
    ['/control/faults/wms-demo', '{', 'not JSON'],
    ['/control/faults/wms-demo', undefined, 'must be a JSON object'],
  ])('%s with %j is refused with a sentence', async (path, body, message) => {
    expect(await control('PUT', path, body)).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining(message) },
    });
  });
});

describe('warehouse systems', () => {
  it('shows and sets a Skubana world', async () => {
    const { json } = await control('PUT', '/control/skubana/sandbox', {
      duplicates: 'double',
      tokens: ['t'],
    });
    expect(json).toMatchObject({ duplicates: 'double', tokens: ['t'], body: 'either' });
    expect((await control('GET', '/control/skubana/sandbox')).json).toEqual(json);
    expect((await control('GET', '/control/skubana/production')).json).toMatchObject({
      duplicates: 'refuse',
    });
    const code = await control<{ code: string }>('POST', '/control/skubana/sandbox/codes');
    expect(sandbox.skubana.sandbox.codes.has(code.json.code)).toBe(true);
    expect((await control('GET', '/control/skubana/moon')).status).toBe(400);
  });

  it('shows and sets a generic instance', async () => {
    const { json } = await control('PUT', '/control/wms/demo', { lookUp: false });
    expect(json).toMatchObject({ lookUp: false, honoursKey: true });
    expect((await control('GET', '/control/wms/demo')).json).toEqual(json);
    expect((await control('GET', '/control/wms/other')).json).toMatchObject({ lookUp: true });
  });
});

describe('the status page', () => {
  it('shows effects, requests, faults and addresses', async () => {
    await unsigned('demo');
    await deliver('demo', '1');
    await control('PUT', '/control/faults/joor-production', { kind: 'latency', ms: 5 });
    const { headers, text } = await control('GET', '/');
    expect(headers['content-type']).toContain('text/html');
    for (const shown of ['wms-demo', '201: 1', 'latency', sandbox.urls.joorProduction])
      expect(text).toContain(shown);
  });

  it('is there as JSON too', async () => {
    expect((await control('GET', '/control/status')).json).toMatchObject({
      urls: sandbox.urls,
      effects: { total: 0 },
    });
  });

  it('says what there is when a path is wrong', async () => {
    expect(await control('GET', '/control/nothing')).toMatchObject({
      status: 404,
      json: { routes: expect.arrayContaining(['GET /control/effects']) },
    });
  });

  it('resets', async () => {
    await unsigned('demo');
    await deliver('demo', '1');
    await control('POST', '/control/reset');
    expect((await control('GET', '/control/effects')).json).toMatchObject({ total: 0 });
  });
});
