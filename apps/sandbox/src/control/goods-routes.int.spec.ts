import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { DEMO_SIGNING_SECRET } from '../generic-wms/instance-settings.js';
import { type Sandbox, startSandbox } from '../index.js';
import { call } from '../testing/http-call.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ accounts: [{ world: 'production', id: 'demo' }] });
});
afterEach(() => sandbox.close());

const control = (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) =>
  call<Record<string, never>>(`${sandbox.urls.control}/control${path}`, { method, body });
const SYSTEMS = ['/wms/demo', '/skubana/production'];

describe.each(SYSTEMS)('%s', (system) => {
  it('shows the goods of the brand that the orders are made from', async () => {
    const account = system === SYSTEMS[0] ? 'demo' : 'skubana-demo';
    const [style] = sandbox.joor.production.sourceOf(account).brand.styles;
    const upc = style?.colors[0]?.variants[0]?.upc;
    expect((await control('GET', `${system}/stock`)).json).toMatchObject({ warehouses: ['East', 'West'] });
    expect((await control('GET', `${system}/stock?sku=${upc}`)).json.levels).toMatchObject([
      { upc },
      { upc },
    ]);
    const shown = await control('GET', `${system}/products?styleNumber=${style?.number}`);
    expect(shown.json.products).toMatchObject([{ name: style?.name }]);
  });

  it('sets, replaces and removes levels', async () => {
    const levels = [
      { sku: 'A', warehouse: 'East', available: 5 },
      { sku: 'B', warehouse: 'East', available: -2 },
    ];
    expect((await control('PUT', `${system}/stock`, { levels, replace: true })).json).toEqual({
      levels: 2,
      warehouses: ['East'],
      units: 3,
    });
    await control('PUT', `${system}/stock`, {
      levels: [{ sku: 'A', warehouse: 'East', available: 6 }],
      remove: ['B'],
    });
    expect((await control('GET', `${system}/stock`)).json).toMatchObject({ levels: 1, units: 6 });
  });

  it('grows and changes, the same for the same seed', async () => {
    const grown = await control('POST', `${system}/stock/grow`, { skus: 300, warehouses: 2 });
    expect(grown.json).toMatchObject({ levels: 600, warehouses: ['W1', 'W2'] });
    const changed = await control('POST', `${system}/stock/change`, { percent: 10, seed: 3 });
    await control('POST', `${system}/stock/grow`, { skus: 300, warehouses: 2 });
    expect((await control('POST', `${system}/stock/change`, { percent: 10, seed: 3 })).json).toEqual(
      changed.json,
    );
    expect((await control('POST', `${system}/products/grow`, { styles: 30, variants: 4 })).json).toEqual({
      products: 30,
    });
    expect((await control('POST', `${system}/products/change`, { percent: 100 })).json).toEqual({
      changed: 30,
    });
  });

  it('sets, replaces and removes styles', async () => {
    const products = [{ styleNumber: 'A' }, { styleNumber: 'B' }];
    expect((await control('PUT', `${system}/products`, { products, replace: true })).json).toEqual({
      products: 2,
    });
    const change = { products: [{ styleNumber: 'A', name: 'Alma' }], remove: ['B'] };
    expect((await control('PUT', `${system}/products`, change)).json).toEqual({ products: 1 });
    expect((await control('GET', `${system}/products`)).json.products).toMatchObject([
      { styleNumber: 'A', name: 'Alma' },
    ]);
  });

  it.each([
    ['PUT', '/stock', { levels: ['A'] }],
    ['PUT', '/stock', { rows: [] }],
    ['PUT', '/products', { products: [null] }],
    ['POST', '/stock/grow', { skus: 2_000_000, warehouses: 2 }],
    ['POST', '/stock/change', { percent: 101 }],
  ] as const)('refuses %s %s %j', async (method, path, body) => {
    expect((await control(method, `${system}${path}`, body)).status).toBe(400);
  });
});

describe('a push', () => {
  const received: { levels?: unknown[]; products?: unknown[] }[] = [];
  let intake: Server;
  let url: string;
  beforeEach(async () => {
    received.length = 0;
    intake = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const verified = new Webhook(DEMO_SIGNING_SECRET).verify(
          Buffer.concat(chunks),
          request.headers as Record<string, string>,
        );
        received.push(verified as (typeof received)[number]);
        response.writeHead(202, { 'content-type': 'application/json' }).end('{"results":[]}');
      });
    });
    await new Promise<void>((resolve) => intake.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(intake.address() as AddressInfo).port}/v1/stock?connection=con_1`;
  });
  afterEach(() => new Promise((resolve) => intake.close(resolve)));

  it('sends all stock, signed, so many rows in a request', async () => {
    await control('POST', '/wms/demo/stock/grow', { skus: 25 });
    const { json } = await control('POST', '/wms/demo/push-stock', { url, perRequest: 10 });
    expect(json.requests).toMatchObject([
      { status: 202, rows: 10, answer: { results: [] } },
      { rows: 10 },
      { rows: 5 },
    ]);
    expect(received.map(({ levels }) => levels?.length)).toEqual([10, 10, 5]);
    expect(received[0]?.levels?.[0]).toMatchObject({
      sku: 'STY-000001-C1-XS',
      asOf: expect.stringMatching(/Z$/),
    });
  });

  it('sends the rows that are given, as they are', async () => {
    await control('POST', '/wms/demo/push-stock', { url, rows: [{ sku: 'A', available: 1.5 }, null] });
    expect(received).toEqual([{ levels: [{ sku: 'A', available: 1.5 }, null] }]);
  });

  it('sends styles', async () => {
    await control('POST', '/wms/demo/push-products', { url, rows: [{ styleNumber: 'A' }] });
    expect(received).toEqual([{ products: [{ styleNumber: 'A' }] }]);
  });

  it('says when nobody is there', async () => {
    const { status, text } = await control('POST', '/wms/demo/push-stock', {
      url: 'http://127.0.0.1:1/',
      rows: [],
    });
    expect({ status, text }).toMatchObject({ status: 400, text: expect.stringContaining('did not answer') });
    expect((await control('POST', '/wms/demo/push-stock', { url: 'ftp://x' })).status).toBe(400);
  });
});
