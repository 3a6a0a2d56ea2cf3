import { defaultKeys, type Sandbox, startSandbox } from '../index.js';
import { call } from '../testing/http-call.js';

interface Granted {
  readonly access_token: string;
  readonly expires_in: number;
}

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({
    accounts: [
      { world: 'production', id: 'a', backlog: 2 },
      { world: 'production', id: 'b', backlog: 3 },
    ],
  });
});
afterEach(() => sandbox.close());

const { clientId, clientSecret, username, password } = defaultKeys('production', 'a');
const FORM = { client_id: clientId, client_secret: clientSecret, grant_type: 'password', username, password };

const grant = (change: Record<string, string> = {}, path = '/auth/') =>
  call<Granted>(`${sandbox.urls.tokenProduction}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...FORM, ...change }).toString(),
  });
const orders = (bearer: string, query = 'sync=0') =>
  call(`${sandbox.urls.joorProduction}/v2/order/?${query}`, {
    headers: { authorization: `Bearer ${bearer}` },
  });

describe('the password grant', () => {
  it.each(['/auth', '/auth/'])('answers at %s as documented', async (path) => {
    const { status, json } = await grant({}, path);
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.any(String),
      expires_in: 36_000,
      refresh_expires_in: 7_776_000,
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      'not-before-policy': 0,
      session_state: expect.any(String),
      scope: 'email profile',
    });
  });

  it('takes multipart/form-data', async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries(FORM)) body.append(name, value);
    const answer = await fetch(`${sandbox.urls.tokenProduction}/auth/`, { method: 'POST', body });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['client_id', 401, 'unauthorized_client'],
    ['client_secret', 401, 'unauthorized_client'],
    ['username', 401, 'invalid_grant'],
    ['password', 401, 'invalid_grant'],
    ['grant_type', 400, 'unsupported_grant_type'],
  ])('refuses another %s', async (field, status, error) => {
    expect(await grant({ [field]: 'wrong' })).toMatchObject({ status, json: { error } });
    expect(sandbox.tokens.production.grants).toBe(0);
  });

  it('counts grants, and several tokens are good at once', async () => {
    const [first, second] = [await grant(), await grant()];
    expect(sandbox.tokens.production.grants).toBe(2);
    expect((await orders(first.json.access_token)).status).toBe(200);
    expect((await orders(second.json.access_token)).status).toBe(200);
  });

  it('answers nothing else', async () => {
    expect((await call(`${sandbox.urls.tokenProduction}/auth/`)).status).toBe(404);
    expect((await grant({}, '/token')).status).toBe(404);
  });
});

describe('a bearer token', () => {
  it("opens its own account, and no other's by asking for it", async () => {
    const { access_token: token } = (await grant()).json;
    expect(await orders(token, 'sync=0&order_type=8')).toMatchObject({ json: { response: { count: 2 } } });
    expect((await orders(token, 'sync=0&account=a')).status).toBe(200);
    expect((await orders(token, 'sync=0&account=b')).status).toBe(401);
  });

  it('is worth nothing in the other world', async () => {
    const { access_token: token } = (await grant()).json;
    const url = `${sandbox.urls.joorSandbox}/v2/order/`;
    expect((await call(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it('ends with its life', async () => {
    sandbox.tokens.production.expiresInSeconds = 0;
    const { json } = await grant();
    expect(json.expires_in).toBe(0);
    expect((await orders(json.access_token)).status).toBe(401);
  });

  it('ends when all are told to', async () => {
    const { json } = await grant();
    sandbox.joor.production.expireBearers();
    expect((await orders(json.access_token)).status).toBe(401);
  });
});
