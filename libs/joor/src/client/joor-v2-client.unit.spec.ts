import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { orderListAnswer } from '../parse/fixtures/order-list-answer.js';
import { staticTokenAuthorization } from '../token/authorization.js';
import { PasswordGrantAuthorization } from '../token/password-grant-authorization.js';
import type { JoorLink } from './joor-link.js';
import { JoorV2Client } from './joor-v2-client.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const window = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z') };
const TOKEN = 'the-token-of-the-account';
let server: Server;
let apiUrl: string;
let answer: Answer;
let requests: IncomingMessage[];
const dispatcher = new Agent();

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  await dispatcher.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json =
  (status: number, body: unknown, headers = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const link = (more: Partial<JoorLink> = {}): JoorLink => ({
  apiUrl,
  account: '1333',
  dispatcher,
  authorization: staticTokenAuthorization(TOKEN),
  ...more,
});
const list = (more?: Partial<JoorLink>, orderPath?: string) =>
  new JoorV2Client(link(more), orderPath).listOrders(window, 100, 50);

test('asks for all orders of the window without touching the export marks', async () => {
  answer = json(200, orderListAnswer);
  const { orders } = await list();
  expect(orders).toHaveLength(1);
  const url = new URL(requests[0]?.url ?? '', apiUrl);
  expect(url.pathname).toBe('/v2/order/');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    order_type: '8',
    sync: '0',
    check: '0',
    date_start: '2026-01-01T00:00:00.000Z',
    date_end: '2026-01-02T00:00:00.000Z',
    start_from: '100',
    count: '50',
  });
  expect(requests[0]?.headers.authorization).toBe(`OAuth2 ${Buffer.from(TOKEN).toString('base64')}`);
});

test('the path of the order list can be another', async () => {
  answer = json(200, orderListAnswer);
  await list({}, '/v2/orders');
  expect(requests[0]?.url).toMatch(/^\/v2\/orders\?/);
});

describe('failures', () => {
  test.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [408, 'unavailable'],
    [302, 'refused'],
    [404, 'refused'],
  ])('%d is %s', async (status, kind) => {
    answer = json(status, {}, { location: 'http://elsewhere.example/' });
    await expect(list()).rejects.toMatchObject({ kind, retryAfterMs: null });
    expect(requests).toHaveLength(1);
  });

  test('429 says how long to wait', async () => {
    answer = json(429, {}, { 'retry-after': '7' });
    await expect(list()).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
  });

  test.each([['<html>'], [''], ['{"orders": [']])('a body %p is malformed', async (body) => {
    answer = (_request, response) => void response.writeHead(200).end(body);
    await expect(list()).rejects.toMatchObject({ kind: 'malformed' });
  });

  test('a body above the cap is malformed, and not read on', async () => {
    answer = json(200, { orders: [], padding: 'x'.repeat(200_000) });
    await expect(list({ limits: { maxBodyBytes: 50_000 } })).rejects.toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('more than 50000 bytes'),
    });
  });

  test.each<[string, Answer]>([
    ['no answer', () => undefined],
    ['a body without end', (_request, response) => void response.writeHead(200).write('{"orders": [')],
  ])('%s within the timeout is unavailable', async (_what, silent) => {
    answer = silent;
    await expect(list({ limits: { timeoutMs: 150 } })).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('a connection that is cut or refused is unavailable', async () => {
    answer = (request) => void request.socket.destroy();
    await expect(list()).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(list({ apiUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('no message holds the token', async () => {
    for (const status of [401, 429, 500, 404]) {
      answer = json(status, { echo: TOKEN });
      const failure = await list().catch(String);
      expect(failure).not.toContain(TOKEN);
      expect(failure).not.toContain(Buffer.from(TOKEN).toString('base64'));
    }
  });
});

describe('a refused bearer token', () => {
  const grants = () => {
    let count = 0;
    const authorization = new PasswordGrantAuthorization(async () => {
      count += 1;
      return { accessToken: `token-${count}`, lifeMs: 60_000 };
    });
    return { authorization, count: () => count };
  };

  test('is renewed once', async () => {
    answer = (request, response) =>
      json(request.headers.authorization === 'Bearer token-2' ? 200 : 401, orderListAnswer)(
        request,
        response,
      );
    const { authorization, count } = grants();
    await expect(list({ authorization })).resolves.toMatchObject({ orders: [expect.anything()] });
    expect(count()).toBe(2);
  });

  test('and not again when the new one is refused too', async () => {
    answer = json(401, {});
    const { authorization, count } = grants();
    await expect(list({ authorization })).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('Check client id'),
    });
    expect([count(), requests.length]).toEqual([2, 2]);
  });
});

test('each request is paid for first, and not sent when it is not', async () => {
  answer = json(200, orderListAnswer);
  const spend = async () => Promise.reject(new Error('no credits'));
  await expect(list({ spend })).rejects.toThrow('no credits');
  expect(requests).toHaveLength(0);
});
