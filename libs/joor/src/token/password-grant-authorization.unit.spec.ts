import { JoorFailure } from '../client/joor-failure.js';
import type { GrantedToken } from './password-grant.js';
import { PasswordGrantAuthorization } from './password-grant-authorization.js';

function granting(lifeMs = 1_000) {
  let now = 0;
  let count = 0;
  let failure: Error | null = null;
  const grant = async (): Promise<GrantedToken> => {
    count += 1;
    if (failure) throw failure;
    return { accessToken: `t${count}`, lifeMs };
  };
  const authorization = new PasswordGrantAuthorization(grant, () => now);
  return {
    authorization,
    grants: () => count,
    passTo: (time: number) => {
      now = time;
    },
    fail: (error: Error | null) => {
      failure = error;
    },
  };
}

test('one grant serves many callers', async () => {
  const { authorization, grants } = granting();
  const headers = await Promise.all(Array.from({ length: 100 }, () => authorization.header()));
  expect(new Set(headers)).toEqual(new Set(['Bearer t1']));
  expect(grants()).toBe(1);
});

test('a token is renewed at 90 % of its life', async () => {
  const { authorization, passTo } = granting(1_000);
  await authorization.header();
  passTo(899);
  expect(await authorization.header()).toBe('Bearer t1');
  passTo(900);
  expect(await authorization.header()).toBe('Bearer t2');
});

test('many callers whose token was refused share one renewal', async () => {
  const { authorization, grants } = granting();
  const refused = await authorization.header();
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      expect(await authorization.renew(refused)).toBe(true);
      expect(await authorization.header()).toBe('Bearer t2');
    }),
  );
  expect(grants()).toBe(2);
});

test('a late refusal of the old token does not cost the new one', async () => {
  const { authorization, grants } = granting();
  const old = await authorization.header();
  await authorization.renew(old);
  await authorization.header();
  await authorization.renew(old);
  expect(await authorization.header()).toBe('Bearer t2');
  expect(grants()).toBe(2);
});

test.each([
  ['refused', 400],
  ['unauthorized', 401],
  ['unauthorized', 403],
] as const)('a grant that is %s with %i asks for other credentials', async (kind, status) => {
  const { authorization, fail } = granting();
  fail(new JoorFailure(kind, `atlas.jooraccess.com answered ${status}.`, { status }));
  await expect(authorization.header()).rejects.toMatchObject({
    kind: 'unauthorized',
    message: expect.stringMatching(/^atlas.jooraccess.com answered 40\d\. Check client id/),
  });
});

test.each([301, 302, 404, 405, 410, 413, 415, 451])(
  'a grant that is refused with %i says nothing about the credentials: it is tried again later',
  async (status) => {
    const { authorization, fail } = granting();
    fail(new JoorFailure('refused', `atlas.jooraccess.com answered ${status}.`, { status }));
    await expect(authorization.header()).rejects.toMatchObject({
      kind: 'unavailable',
      status,
      message: `atlas.jooraccess.com answered ${status}.`,
    });
  },
);

test.each([
  ['throttled', 429],
  ['unavailable', 503],
  ['malformed', null],
] as const)('a grant that fails as %s stays that', async (kind, status) => {
  const { authorization, fail } = granting();
  const failure = new JoorFailure(kind, 'no', { status, retryAfterMs: 7 });
  fail(failure);
  await expect(authorization.header()).rejects.toBe(failure);
});

test('a failed grant is told to all who wait and tried anew by the next', async () => {
  const { authorization, fail } = granting();
  fail(new JoorFailure('unavailable', 'down'));
  const both = await Promise.allSettled([authorization.header(), authorization.header()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fail(null);
  expect(await authorization.header()).toBe('Bearer t2');
});
