import { createServer } from 'node:http';
import { fakeService } from '../testing/fake-service.js';
import { isTransient, ServiceClient } from './service-client.js';

async function asking(
  answers: Parameters<typeof fakeService>[0],
  act: (client: ServiceClient, service: Awaited<ReturnType<typeof fakeService>>) => Promise<void>,
  apiKey: string | null = 'jb_1_key',
) {
  const service = await fakeService(answers);
  try {
    await act(new ServiceClient('order-router', service.url, '--router-url', () => apiKey), service);
  } finally {
    await service.close();
  }
}

it('sends the key, and only what was given of a query', () =>
  asking({ 'GET /v1/orders': { body: [] } }, async (client, { asked }) => {
    await client.get('/v1/orders', { state: 'held', customer: 'a & b', orderId: undefined, limit: 5 });
    expect(asked[0]).toMatchObject({
      headers: { authorization: 'Bearer jb_1_key', accept: 'application/json' },
      query: { state: 'held', customer: 'a & b', limit: '5' },
    });
    expect(asked[0]?.query).not.toHaveProperty('orderId');
    expect(asked[0]?.body).toBeUndefined();
  }));

it('sends no key when there is none', () =>
  asking(
    { 'GET /v1/orders': { body: [] } },
    async (client, { asked }) => {
      await client.get('/v1/orders');
      expect(asked[0]?.headers).not.toHaveProperty('authorization');
    },
    null,
  ));

it('sends a body as JSON, and an empty object for none', () =>
  asking({ 'POST /v1/x': { status: 201, body: { id: 1 } } }, async (client, { asked }) => {
    expect(await client.post('/v1/x', { reason: 'why' })).toEqual({
      status: 201,
      etag: null,
      body: { id: 1 },
    });
    await client.post('/v1/x');
    expect(asked.map(({ body }) => body)).toEqual([{ reason: 'why' }, {}]);
    expect(asked[0]?.headers['content-type']).toBe('application/json');
  }));

it('changes against a version, and gives the next', () =>
  asking({ 'PATCH /v1/x': { body: {}, headers: { etag: '"4"' } } }, async (client, { asked }) => {
    expect((await client.patch('/v1/x', { a: 1 }, '"3"')).etag).toBe('"4"');
    expect(asked[0]?.headers['if-match']).toBe('"3"');
  }));

it('takes an answer without a body', () =>
  asking({ 'POST /v1/x': { status: 204, body: '' } }, async (client) => {
    expect((await client.post('/v1/x')).body).toBeNull();
  }));

it.each([
  [403, { detail: 'This key may not.' }, 'order-router answered 403: This key may not.'],
  [422, { title: 'Bad', errors: [{ field: 'from', message: 'is no time' }] }, 'from is no time'],
  [500, 'oops', 'order-router answered 500: no explanation given.'],
  [200, 'oops', 'without JSON'],
])('refuses a %p of %j in a sentence', (status, body, words) =>
  asking({ 'GET /v1/x': { status, body } }, async (client) => {
    await expect(client.get('/v1/x')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(words),
    });
  }),
);

it('gives any answer to an exchange', () =>
  asking({ 'GET /health/ready': { status: 503, body: { components: [] } } }, async (client) => {
    expect(await client.exchange('GET', '/health/ready')).toMatchObject({ status: 503 });
  }));

it('asks for the health without a key, so that none has to be there', () =>
  asking({ 'GET /health/ready': { status: 503, body: { components: [] } } }, async (_, { url, asked }) => {
    const none = () => {
      throw new Error('no key is to be read');
    };
    const client = new ServiceClient('order-router', url, '--router-url', none);
    expect(await client.health()).toMatchObject({ status: 503, body: { components: [] } });
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    await expect(client.get('/v1/x')).rejects.toThrow('no key is to be read');
    expect(asked).toHaveLength(1);
  }));

it('gives up on a service that does not answer, in a sentence', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const client = new ServiceClient('order-router', url, '--router-url', () => null, 100);
  await expect(client.get('/v1/x')).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining(`order-router cannot be reached at ${url} (UND_ERR_HEADERS_TIMEOUT)`),
  });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

it.each([
  [500, true],
  [503, true],
  [429, true],
  [401, false],
  [404, false],
  [422, false],
])('%p may pass by itself: %p', (status, passes) =>
  asking({ 'GET /v1/x': { status, body: {} } }, async (client) => {
    const error = await client.get('/v1/x').catch((failure: unknown) => failure);
    expect(isTransient(error)).toBe(passes);
  }),
);

it('knows that a service that is away may come back, and that a bug does not go away', async () => {
  const client = new ServiceClient('order-router', 'http://127.0.0.1:1', '--router-url', () => null);
  expect(isTransient(await client.get('/').catch((failure: unknown) => failure))).toBe(true);
  expect(isTransient(new TypeError('x is undefined'))).toBe(false);
});
