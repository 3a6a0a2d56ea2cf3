import { authorise } from './access.js';
import { defaultKeys, JoorWorld } from './joor-world.js';

const world = new JoorWorld('production', { seed: 's', lines: [1, 2] });
const [a, b] = [world.account('a'), world.account('b')];
world.issueBearer('token-of-a', a, 60);

const base64 = (text: string) => Buffer.from(text).toString('base64');
const ask = (authorization: string | undefined, path: string, query = '') =>
  authorise(world, {
    method: 'GET',
    path,
    query: new URLSearchParams(query),
    headers: authorization === undefined ? {} : { authorization },
    body: '',
  });
const TOKEN = defaultKeys('production', 'a').token;

describe('authorise', () => {
  it.each([
    ['a static token on v2', `OAuth2 ${base64(TOKEN)}`, '/v2/bulk-inventory', ''],
    ['the scheme in another letter case', `oauth2 ${base64(TOKEN)}`, '/v2/style', ''],
    ['a bearer token on v2', 'Bearer token-of-a', '/v2/bulk-inventory', ''],
    ['a bearer token on v4', 'Bearer token-of-a', '/v4/products', 'account=a'],
  ])('lets in %s', (_, authorization, path, query) => {
    expect(ask(authorization, path, query)).toBe(a);
  });

  it.each([
    ['nothing', undefined, '/v2/style', ''],
    ['a static token on v4', `OAuth2 ${base64(TOKEN)}`, '/v4/products', 'account=a'],
    ['a static token as it is', `OAuth2 ${TOKEN}`, '/v2/style', ''],
    ['a bearer token of another account', 'Bearer token-of-a', '/v4/products', `account=${b.id}`],
    ['an unknown bearer token', 'Bearer x', '/v4/products', 'account=a'],
    ['a token without a scheme', 'token-of-a', '/v4/products', 'account=a'],
    ['another scheme', 'Basic eDp5', '/v2/style', ''],
  ])('sends away %s', (_, authorization, path, query) => {
    expect(ask(authorization, path, query)).toBeUndefined();
  });
});
