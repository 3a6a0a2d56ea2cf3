import { AuthorizedExchange } from './authorized-exchange.js';
import { JoorFailure } from './joor-failure.js';
import type { JoorLink } from './joor-link.js';
import { scriptedLink } from './testing/scripted-link.js';

const SECRET = 'dG9rZW4=';

describe('what is sent', () => {
  test('a read has no body and costs a read', async () => {
    const { link, asked, spent } = scriptedLink([{ ok: true }]);
    await expect(new AuthorizedExchange(link).get('/v2/style', { count: 5 })).resolves.toEqual({ ok: true });
    expect(asked).toEqual([{ method: 'GET', path: '/v2/style', query: { count: '5' }, body: null }]);
    expect(spent).toEqual([1]);
  });

  test.each(['post', 'put'] as const)('%s sends JSON and costs a write', async (method) => {
    const { link, asked, headers, spent } = scriptedLink([{}]);
    await new AuthorizedExchange(link)[method]('/v2/bulk-inventory', { dec_pending: 1 }, { a: 'ü' });
    expect(asked).toEqual([
      {
        method: method.toUpperCase(),
        path: '/v2/bulk-inventory',
        query: { dec_pending: '1' },
        body: { a: 'ü' },
      },
    ]);
    expect(headers[0]).toMatchObject({
      'content-type': 'application/json',
      authorization: 'OAuth2 dG9rZW4=',
    });
    expect(spent).toEqual([5]);
  });

  test('v4 is told the account, v2 is not', async () => {
    const { link, asked } = scriptedLink([{}, {}, {}], { account: 'A&B' });
    const exchange = new AuthorizedExchange(link);
    await exchange.get('/v4/seasons', { page: 1 });
    await exchange.post('/v4/assets/sku_trait_values/', {}, []);
    await exchange.get('/v2/style', {});
    expect(asked.map(({ query }) => query)).toEqual([{ page: '1', account: 'A&B' }, { account: 'A&B' }, {}]);
  });
});

describe('a refusal', () => {
  const refused = (status: number, body: unknown) => {
    const { link } = scriptedLink([{ status, body }]);
    return new AuthorizedExchange(link).post('/v4/products/bulk_create', {}, []).then(
      () => null,
      (error: unknown) => error as JoorFailure,
    );
  };

  test.each([400, 413, 422])('%d tells the reason that JOOR gives', async (status) => {
    const failure = await refused(status, { message: 'unknown field colour', echo: SECRET });
    expect(failure).toMatchObject({ kind: 'refused', status, effectUnknown: false });
    expect(failure?.message).toMatch(/unknown field colour$/);
    expect(failure?.message).not.toContain(SECRET);
  });

  test.each([
    [500, 'unavailable', true],
    [408, 'unavailable', true],
    [429, 'throttled', false],
    [401, 'unauthorized', false],
  ])('%d is %s; may have had its effect: %p', async (status, kind, effectUnknown) => {
    await expect(refused(status, {})).resolves.toMatchObject({ kind, effectUnknown });
  });

  test('an answer that is cut off may have had its effect', () => {
    expect(new JoorFailure('malformed', 'x').effectUnknown).toBe(true);
  });
});

describe('a token that is refused', () => {
  const renewable = (renews: boolean): JoorLink['authorization'] => {
    let token = 1;
    return {
      header: async () => `Bearer ${token}`,
      renew: async () => {
        token += 1;
        return renews;
      },
      refusal: (cause) => new JoorFailure('unauthorized', 'new credentials, please', { cause }),
    };
  };

  test('is renewed once, and both requests are paid for', async () => {
    const script = [{ status: 401, body: {} }, { done: true }];
    const { link, headers, spent } = scriptedLink(script, { authorization: renewable(true) });
    await expect(new AuthorizedExchange(link).post('/v2/x', {}, {})).resolves.toEqual({ done: true });
    expect(headers.map(({ authorization }) => authorization)).toEqual(['Bearer 1', 'Bearer 2']);
    expect(spent).toEqual([5, 5]);
  });

  test('is not renewed where there is no other', async () => {
    const { link, asked } = scriptedLink([{ status: 401, body: {} }], { authorization: renewable(false) });
    await expect(new AuthorizedExchange(link).get('/v2/x', {})).rejects.toThrow('new credentials, please');
    expect(asked).toHaveLength(1);
  });

  test('and is no bearer token says what v4 takes', async () => {
    const { link } = scriptedLink([{ status: 401, body: {} }]);
    await expect(new AuthorizedExchange(link).get('/v4/products', {})).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringMatching(/does not take a static API token.*client secret/),
    });
  });

  test('and refused again is told with what to do', async () => {
    const script = [
      { status: 401, body: {} },
      { status: 403, body: {} },
    ];
    const { link, asked } = scriptedLink(script, { authorization: renewable(true) });
    await expect(new AuthorizedExchange(link).get('/v2/x', {})).rejects.toThrow('new credentials, please');
    expect(asked).toHaveLength(2);
  });

  test('another failure of the second request stays what it is', async () => {
    const script = [
      { status: 401, body: {} },
      { status: 503, body: {} },
    ];
    const { link } = scriptedLink(script, { authorization: renewable(true) });
    await expect(new AuthorizedExchange(link).get('/v2/x', {})).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });
});

test('what is not paid for is not sent', async () => {
  const { link, asked } = scriptedLink([{}], { spend: async () => Promise.reject(new Error('no credits')) });
  await expect(new AuthorizedExchange(link).post('/v2/x', {}, {})).rejects.toThrow('no credits');
  expect(asked).toEqual([]);
});
