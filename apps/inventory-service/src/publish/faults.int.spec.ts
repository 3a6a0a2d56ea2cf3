import { eventually } from '@joor-bridge/testing';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage, QUICK, QuickBudget } from '../testing/publish-stage.js';
import { StandInJoor, type Trouble } from '../testing/stand-in-joor.js';

let own: OwnListings;
let joor: StandInJoor;
let stage: PublishStage;
beforeAll(async () => {
  [own, joor] = await Promise.all([OwnListings.make(process.env.DATABASE_URL), StandInJoor.start()]);
  stage = new PublishStage(own, joor);
});
beforeEach(async () => {
  await own.clear();
  joor.reset();
  stage.connect();
});
afterEach(async () => {
  const seen = [...stage.errors];
  await stage.stop();
  expect(seen).toEqual([]);
});
afterAll(async () => {
  await joor.stop();
  await own.drop();
});

/** The request goes wrong that many times, and is well from then on. */
function times(count: number, trouble: Trouble): () => Trouble | null {
  let left = count;
  return () => (left-- > 0 ? trouble : null);
}
const rows = (columns: string, sku = 'A') =>
  own.rows(`select ${columns} from listings where sku = $1 order by day`, [sku]);
const sentOf = (upc: string) =>
  joor.asked.flatMap(({ items }) =>
    items.filter((item) => item.upc === upc).map(({ inventory }) => inventory),
  );
const TOLD = `select payload->>'kind' as kind from outbox where aggregatetype = 'activity.v1' order by position`;
const activities = async () => (await own.rows(TOLD)).map(({ kind }) => kind);

/** SKUs with ten units each, in JOOR. */
async function inJoor(...skus: string[]): Promise<void> {
  await own.stock(...skus.map((sku) => aNewerLevel(sku, 10)));
  await stage.settled();
}

describe('an answer that is lost', () => {
  it('leaves the row in doubt until the request cannot land any more; then the newest figure goes', async () => {
    const beginWithinMs = 2_000;
    stage.publisher({ beginWithinMs, failureWaitMs: () => 500 });
    await inJoor('A');
    joor.trouble = times(1, 'late');
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.asked.length === 2);
    await eventually(async () => (await rows('sending'))[0]?.sending === 9);
    expect(await rows('acknowledged, held_before, wanted')).toEqual([
      { acknowledged: null, held_before: 10, wanted: 9 },
    ]);
    const lostAt = joor.asked[1]?.at ?? 0;
    await own.stock(aNewerLevel('A', 8));
    await eventually(async () => (await rows('wanted'))[0]?.wanted === 8);
    joor.land();
    expect(joor.of('upc-A')).toBe(9);
    await eventually(() => joor.of('upc-A') === 8, { timeoutMs: 15_000 });
    expect(sentOf('upc-A')).toEqual([10, 9, 8]);
    const mayLand = beginWithinMs + QUICK.joorTimeoutMs + QUICK.joorSettleMs;
    expect((joor.asked[2]?.at ?? 0) - lostAt).toBeGreaterThanOrEqual(mayLand - 200);
    expect(await stage.run('done')).toMatchObject({ requests: 2 });
    expect(stage.counted).toMatchObject({ inDoubt: 1, ended: ['waiting', 'done', 'done'] });
  });

  it('holds nothing else up', async () => {
    stage.publisher({ failureWaitMs: () => 500 });
    await inJoor('A', 'B');
    joor.trouble = times(1, 'lost');
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.asked.length === 2);
    await own.stock(aNewerLevel('B', 7));
    await eventually(() => joor.of('upc-B') === 7);
    expect(sentOf('upc-A')).toEqual([10, 9]);
  });

  it('is the same as one that cannot be read, or a 5xx', async () => {
    for (const trouble of ['not-json', { status: 503 }] as const) {
      await own.clear();
      joor.reset();
      stage.publisher();
      await inJoor('A');
      joor.trouble = times(1, trouble);
      await own.stock(aNewerLevel('A', 9));
      await eventually(() => joor.asked.length === 2);
      await eventually(async () => (await rows('attempt_id is not null as doubt'))[0]?.doubt);
      expect((await stage.runs())[0]).toMatchObject({ state: 'running' });
      await stage.stop();
      stage.connect();
    }
  });
});

describe('rows that JOOR refuses in a 200', () => {
  it('keep the reason and are tried alone; the others are acknowledged', async () => {
    stage.publisher();
    await inJoor('A', 'B', 'C', 'D');
    joor.refusal = ({ upc }) => (['upc-A', 'upc-C'].includes(String(upc)) ? 'no such item' : null);
    await own.stock(...['A', 'B', 'C', 'D'].map((sku) => aNewerLevel(sku, 9)));
    expect(await stage.run('done')).toMatchObject({ sent: 2, refused: 2, requests: 1 });
    expect(stage.counted).toMatchObject({ sent: 4 + 2, refused: 2, requests: 2 });
    expect(await rows('acknowledged, wanted, refusal, tries')).toEqual([
      { acknowledged: 10, wanted: 9, refusal: 'no such item', tries: 1 },
    ]);
    expect([joor.of('upc-A'), joor.of('upc-B')]).toEqual([10, 9]);
    expect(joor.asked).toHaveLength(2);
    joor.refusal = () => null;
    await own.pool.query(`update listings set retry_at = now() where refusal is not null`);
    await own.pool.query('update publishing set retry_at = now()');
    await eventually(() => joor.of('upc-A') === 9 && joor.of('upc-C') === 9);
    expect(joor.asked[2]?.items).toHaveLength(2);
    expect(await stage.run('done')).toMatchObject({ kind: 'retry', sent: 2 });
    expect(await rows('refusal, tries')).toEqual([{ refusal: null, tries: 0 }]);
  });

  it('are tried at once when their figure changes, and never all the time', async () => {
    stage.publisher();
    joor.refusal = () => 'no such item';
    await own.stock(aNewerLevel('A', 10), aNewerLevel('B', 10));
    await stage.settled();
    expect(await rows('extract(epoch from retry_at - now()) > 200 as later')).toEqual([{ later: true }]);
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => sentOf('upc-A').length === 2);
    expect(sentOf('upc-B')).toEqual([10]);
  });

  it('that the answer does not name are not known, and tried again later', async () => {
    stage.publisher();
    await inJoor('A', 'B');
    joor.unnamed = ({ upc }) => upc === 'upc-A';
    await own.stock(aNewerLevel('A', 9), aNewerLevel('B', 9));
    expect(await stage.run('done')).toMatchObject({ sent: 1, refused: 1 });
    expect(await rows('acknowledged, refusal, attempt_id')).toEqual([
      { acknowledged: null, refusal: expect.stringContaining('does not name this row'), attempt_id: null },
    ]);
  });
});

describe('a request that JOOR refuses whole', () => {
  it('is halved until the row it stumbles over is found; all others go', async () => {
    stage.publisher({ config: { joorInventoryBatch: 16 } });
    const skus = Array.from({ length: 16 }, (_, index) => `S${String(index).padStart(2, '0')}`);
    await inJoor(...skus);
    joor.trouble = ({ items }) => (items.some(({ upc }) => upc === 'upc-S05') ? { status: 400 } : null);
    await own.stock(...skus.map((sku) => aNewerLevel(sku, 9)));
    expect(await stage.run('done')).toMatchObject({ sent: 15, refused: 1 });
    expect(await rows('acknowledged, refusal', 'S05')).toEqual([
      { acknowledged: 10, refusal: expect.stringContaining('answered 400') },
    ]);
    expect(joor.asked.length).toBeLessThan(20);
  });

  it('again and again is the connection’s trouble, not that of its rows', async () => {
    stage.publisher({ config: { joorInventoryBatch: 2 } });
    await inJoor('A', 'B', 'C', 'D', 'E', 'F');
    joor.trouble = () => ({ status: 404 });
    await own.stock(...['A', 'B', 'C', 'D', 'E', 'F'].map((sku) => aNewerLevel(sku, 9)));
    expect(await stage.run('failed')).toMatchObject({ reason: expect.stringContaining('answered 404') });
    expect(joor.asked.length).toBeLessThanOrEqual(3 + 5);
    expect((await activities()).at(-1)).toBe('inventory.refused');
    expect(stage.counted.ended.at(-1)).toBe('failed');
  });
});

describe('429', () => {
  it('is waited out by everybody; nothing is in doubt, and the newest figure goes', async () => {
    const budget = new QuickBudget(1_500);
    stage.publisher({ budget });
    await inJoor('A');
    joor.trouble = times(2, { status: 429 });
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.asked.length === 2);
    await eventually(async () => (await rows('acknowledged, attempt_id'))[0]?.acknowledged === 10);
    await own.stock(aNewerLevel('A', 8));
    await eventually(() => joor.of('upc-A') === 8, { timeoutMs: 20_000 });
    const [, first, second, third] = joor.asked.map(({ at }) => at);
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(1_400);
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(1_400);
    expect(sentOf('upc-A')).toEqual([10, 9, 8, 8]);
  });

  it('of one connection does not hold up another', async () => {
    stage.connect({}, { connectionId: 'con_2', joorAccount: '5002' });
    const used = new QuickBudget();
    const budget = {
      spend: async (account: string, lane: 'inventory', credits: number) =>
        account.endsWith('5001')
          ? { granted: false as const, waitMs: 60_000 }
          : used.spend(account, lane, credits),
      block: used.block.bind(used),
    };
    stage.publisher({ budget: budget as never });
    await own.stock(aNewerLevel('A', 1), aNewerLevel('B', 2, { connectionId: 'con_2' }));
    await stage.approve();
    await stage.settled('con_2');
    expect(joor.of('upc-B')).toBe(2);
    expect(joor.of('upc-A')).toBeUndefined();
    expect(await own.rows(`select wait_reason from publishing where connection_id = 'con_1'`)).toEqual([
      { wait_reason: expect.stringContaining('request limit') },
    ]);
  });

  it('leaves what comes meanwhile computed, not sent', async () => {
    stage.publisher({
      budget: { spend: async () => ({ granted: false, waitMs: 60_000 }), block: async () => undefined },
    });
    await own.stock(aNewerLevel('A', 1));
    await stage.approve();
    await eventually(async () => (await own.rows('select wait_reason from publishing'))[0]?.wait_reason);
    await own.stock(aNewerLevel('A', 2));
    await eventually(async () => (await rows('wanted'))[0]?.wanted === 2);
    expect(joor.asked).toEqual([]);
  });
});

describe('credentials that JOOR refuses', () => {
  it('stop the connection, which is told once; changed ones start it again', async () => {
    stage.publisher();
    await inJoor('A');
    joor.trouble = () => ({ status: 401 });
    await own.stock(aNewerLevel('A', 9));
    await stage.run('failed');
    await own.stock(aNewerLevel('A', 8));
    await eventually(async () => (await rows('wanted'))[0]?.wanted === 8);
    expect(joor.asked).toHaveLength(2);
    expect((await activities()).filter((kind) => kind === 'inventory.unauthorized')).toHaveLength(1);
    expect(await rows('acknowledged, attempt_id')).toEqual([{ acknowledged: 10, attempt_id: null }]);
    joor.trouble = () => null;
    stage.connect();
    await eventually(() => joor.of('upc-A') === 8);
  });
});

describe('figures that overtake each other', () => {
  it('what comes while a request is under way is sent after it', async () => {
    stage.publisher();
    await inJoor('A');
    let told = false;
    joor.meanwhile = async () => {
      if (told) return;
      told = true;
      await own.stock(aNewerLevel('A', 8));
    };
    await own.stock(aNewerLevel('A', 9));
    await eventually(() => joor.of('upc-A') === 8);
    expect(sentOf('upc-A')).toEqual([10, 9, 8]);
  });
});

describe('several processes', () => {
  it('publish a connection one at a time, and each row once', async () => {
    const [second, third] = [await own.another(), await own.another()];
    const config = { joorInventoryBatch: 5 };
    let atOnce = 0;
    let most = 0;
    joor.meanwhile = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
    };
    for (const { pool } of [own, second, third]) stage.publisher({ config }, pool);
    const skus = Array.from({ length: 40 }, (_, index) => `S${index}`);
    await inJoor(...skus);
    expect(most).toBe(1);
    expect(joor.asked.flatMap(({ items }) => items)).toHaveLength(40);
  });

  it('a process that died is followed by another, which does not send what may still land', async () => {
    const { pool } = await own.another();
    stage.publisher();
    await inJoor('A');
    await stage.stop();
    stage.connect();
    // As a killed process leaves it: the row claimed, the request on its way, the lease not given back.
    await own.stock(aNewerLevel('A', 9));
    await own.pool.query(
      `update publishing set lease_id = gen_random_uuid(), lease_until = now() + interval '1 second'`,
    );
    await own.pool.query(
      `update listings set wanted = 9, held_before = 10, acknowledged = null, sending = 9,
         attempt_id = gen_random_uuid(), sending_until = now() + interval '3 seconds', sent_at = now()`,
    );
    const killedAt = Date.now();
    await own.stock(aNewerLevel('A', 7));
    stage.publisher({}, pool);
    await eventually(() => joor.of('upc-A') === 7);
    expect(Date.now() - killedAt).toBeGreaterThanOrEqual(2_800);
    expect(sentOf('upc-A')).toEqual([10, 7]);
  });
});
