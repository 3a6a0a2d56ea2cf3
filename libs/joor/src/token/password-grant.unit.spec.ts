import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { requestToken } from './password-grant.js';

const credentials = {
  kind: 'joor-password',
  clientId: 'client & co',
  clientSecret: 's3cret=1',
  username: 'someone@example.com',
  password: 'pass+word',
} as const;
let server: Server;
let tokenUrl: string;
let answer: { status: number; body: unknown };
let seen: { path?: string; type?: string; body: string };
const dispatcher = new Agent();

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    seen = {
      path: request.url,
      type: request.headers['content-type'],
      body: Buffer.concat(parts).toString(),
    };
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth/`;
});
afterAll(async () => {
  await dispatcher.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const request = (encoding?: 'form' | 'multipart') =>
  requestToken({ tokenUrl, credentials, dispatcher, encoding });

test('asks by form and reads token and life', async () => {
  answer = {
    status: 200,
    body: { access_token: 'abc', expires_in: 36000, token_type: 'Bearer', scope: 'email' },
  };
  expect(await request()).toEqual({ accessToken: 'abc', lifeMs: 36_000_000 });
  expect(seen).toMatchObject({ path: '/auth/', type: 'application/x-www-form-urlencoded' });
  expect(Object.fromEntries(new URLSearchParams(seen.body))).toEqual({
    client_id: 'client & co',
    client_secret: 's3cret=1',
    grant_type: 'password',
    username: 'someone@example.com',
    password: 'pass+word',
  });
});

test('can ask by multipart, as JOOR documents it', async () => {
  answer = { status: 200, body: { access_token: 'abc', expires_in: '60' } };
  expect(await request('multipart')).toEqual({ accessToken: 'abc', lifeMs: 60_000 });
  expect(seen.type).toMatch(/^multipart\/form-data; boundary=/);
  expect(seen.body).toMatch(/name="client_secret"\r\n\r\ns3cret=1\r\n/);
});

test.each([[{}], [{ expires_in: -5 }], [{ expires_in: 'long' }]])(
  'a life of %j is taken for ten minutes',
  async (more) => {
    answer = { status: 200, body: { access_token: 'abc', ...more } };
    expect(await request()).toMatchObject({ lifeMs: 600_000 });
  },
);

test.each([[{}], [null], [{ access_token: '' }], [{ access_token: 'a\nb' }], [{ access_token: 7 }]])(
  '%j has no usable token',
  async (body) => {
    answer = { status: 200, body };
    await expect(request()).rejects.toMatchObject({ kind: 'malformed' });
  },
);

test.each([302, 400, 401, 404, 503])('a failure carries the status %i', async (status) => {
  answer = { status, body: {} };
  await expect(request()).rejects.toMatchObject({ name: 'JoorFailure', status });
});

test('a refusal tells no secret', async () => {
  answer = { status: 401, body: { error: 'invalid_grant', echo: credentials } };
  const message = await request().catch(String);
  expect(message).toContain('401');
  expect(message).not.toMatch(/s3cret|pass\+word|client & co/);
});
