import { JoorFailure, type JoorFailureKind } from '@joor-bridge/joor';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { OwnProducts } from '../testing/own-products.js';
import { JoorHealth } from './joor-health.js';

const SCOPE = { connectionId: 'con_1', world: 'production' } as const;
const SETTLE_MS = 90_000;
const MINUTE_MS = 60_000;

let own: OwnProducts;
let health: JoorHealth;
beforeAll(async () => {
  own = await OwnProducts.make(process.env.DATABASE_URL);
  health = new JoorHealth(own.pool, SETTLE_MS, MINUTE_MS);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const snapshot = (version = 1) => aConnectionSnapshot({ version });
const fail = (kind: JoorFailureKind, retryAfterMs: number | null = null, version = 1) =>
  health.failed(SCOPE, snapshot(version), new JoorFailure(kind, 'JOOR said no.', { retryAfterMs }));
const standing = async () => {
  const [row] = await own.rows(
    `select health, sentence, failures, refused_version as version, isfinite(not_before) as ends,
       round(extract(epoch from case when isfinite(not_before) then not_before - now() end))::int as seconds
     from joor_health`,
  );
  return row;
};
const waits = async () => (await standing())?.seconds;

describe('how JOOR answered last', () => {
  it('is nothing once it has answered well', async () => {
    await fail('unavailable');
    await health.well(SCOPE);
    expect(await standing()).toBeUndefined();
  });

  it('is waited for longer from failure to failure, and never shorter than a request may be on its way', async () => {
    const seconds: unknown[] = [];
    for (let times = 0; times < 8; times += 1) {
      await fail('unavailable');
      seconds.push(await waits());
    }
    expect(seconds).toEqual([90, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(await standing()).toMatchObject({ failures: 8, sentence: 'JOOR said no. It goes on by itself.' });
  });

  it.each<[JoorFailureKind, number | null, number]>([
    ['throttled', 12_000, 12],
    ['throttled', null, 60],
    ['malformed', null, 90],
    ['refused', null, 90],
  ])('%s with %s ms is waited for %i s', async (kind, retryAfterMs, seconds) => {
    await fail(kind, retryAfterMs);
    expect(await standing()).toMatchObject({ health: kind, seconds, version: null });
  });

  it('that its limit was used up is no failure', async () => {
    await fail('unavailable');
    await fail('throttled', 1_000);
    expect(await standing()).toMatchObject({ health: 'throttled', failures: 1 });
  });

  it('within joor-bridge says where to look', async () => {
    await health.stumbled(SCOPE);
    await health.stumbled(SCOPE);
    expect(await standing()).toMatchObject({
      health: 'internal',
      failures: 2,
      seconds: 120,
      sentence: expect.stringContaining('log of product-service'),
    });
  });

  it('is of one connection in one world', async () => {
    await fail('unauthorized');
    await health.well({ ...SCOPE, world: 'sandbox' });
    await health.tryAgain({ ...SCOPE, connectionId: 'con_2' });
    expect(await standing()).toMatchObject({ health: 'unauthorized', ends: false });
  });
});

describe('refused credentials', () => {
  it('are told once, with what to do, and are not tried any more', async () => {
    await fail('unauthorized');
    await fail('unauthorized');
    expect(await standing()).toMatchObject({ ends: false, version: 1 });
    const told = await own.outbox('activity.v1');
    expect(told).toMatchObject([
      {
        kind: 'joor.unauthorized',
        level: 'error',
        message: expect.stringContaining('Enter new JOOR credentials'),
      },
    ]);
  });

  it('are tried again when the connection has changed since, and not before', async () => {
    await fail('unauthorized', null, 3);
    for (const version of [undefined, 2, 3]) {
      await health.releaseChanged(() => version);
      expect(await standing()).toMatchObject({ ends: false });
    }
    await health.releaseChanged(() => 4);
    expect(await standing()).toMatchObject({ ends: true, seconds: 0, version: null });
  });

  it('are tried again when a person asks; a limit that is used up is not', async () => {
    await fail('unauthorized');
    await health.tryAgain(SCOPE);
    expect(await waits()).toBe(0);
    await health.well(SCOPE);
    await fail('throttled', 30_000);
    await health.tryAgain(SCOPE);
    expect(await waits()).toBe(30);
  });

  it('that are refused anew after a change are told again', async () => {
    await fail('unauthorized');
    await health.well(SCOPE);
    await fail('unauthorized', null, 2);
    expect(await own.outbox('activity.v1')).toHaveLength(2);
  });
});
