import { decide } from '../decide/decide.js';
import { aJob, anExchange, aResult, parkedFate } from '../testing/answers.js';
import { OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, aPolicy, sendNow } from '../testing/orders.js';
import { recordResults } from './record-results.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

/** Claims an order and gives the job that holds the claim. */
async function claimed(orderId: string, attemptId = `att-${orderId}`) {
  const event = anEvent({ orderId });
  await ledger.claim(anEntry(event, { start: sendNow(attemptId), decision: decide(event.order, aPolicy()) }));
  return aJob({ attemptId }, event);
}

const attemptsOf = (orderId: string) =>
  ledger.rows('select * from attempts where order_id = $1 order by started_at', [orderId]);

describe('recordResults', () => {
  it('settles a delivered order, with the id of the WMS', async () => {
    const job = await claimed('1');
    const result = aResult(job, {}, { wmsOrderId: 'W-55' });
    expect(await recordResults(ledger.pool, [result])).toEqual([{ held: true, superseded: false }]);
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivered',
      wms_order_id: 'W-55',
      attempts: 1,
      attempt_id: null,
      lease_until: null,
      due_at: null,
      reason: null,
      settled_at: expect.any(Date),
    });
  });

  it('settles a failed one with the reason', async () => {
    const job = await claimed('1');
    const fate = { state: 'failed', reason: 'unknown SKU' } as const;
    await recordResults(ledger.pool, [aResult(job, fate, { wmsOrderId: null })]);
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'failed',
      reason: 'unknown SKU',
      settled_at: expect.any(Date),
      due_at: null,
    });
  });

  it('parks one that is to be tried again, due in so long, in doubt or not', async () => {
    const jobs = [await claimed('1'), await claimed('2')];
    await recordResults(
      ledger.pool,
      jobs.map((job, at) => aResult(job, parkedFate({ doubt: at === 1, dueInMs: 90_000 }))),
    );
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', doubt: false, settled_at: null });
    expect(await ledger.delivery('2')).toMatchObject({ state: 'parked', doubt: true, reason: 'HTTP 503' });
    expect(await ledger.secondsTo('1', 'due_at')).toBeCloseTo(90, -1);
  });

  it('keeps the attempt as it was exchanged', async () => {
    const job = await claimed('1');
    const exchange = anExchange({ status: 422, responseBody: 'no 🧵', durationMs: 12.6 });
    const fate = { state: 'failed', reason: 'no' } as const;
    await recordResults(ledger.pool, [aResult(job, fate, { exchange, answer: 'rejected' })]);
    expect(await attemptsOf('1')).toMatchObject([
      {
        attempt_id: 'att-1',
        revision: job.revision,
        settings_version: 1,
        answer: 'rejected',
        reason: 'no',
        started_at: new Date('2026-11-03T10:02:00Z'),
        duration_ms: 13,
        method: 'POST',
        url: 'https://wms.example/orders',
        status: 422,
        request_headers: '{"content-type":"application/json"}',
        request_body: '{"order":1}',
        response_body: 'no 🧵',
      },
    ]);
  });

  it('leaves out the body of an accepted request, which can be rendered again, and cuts the others', async () => {
    const jobs = [await claimed('1'), await claimed('2')];
    const exchange = anExchange({ requestBody: 'x'.repeat(20_000), responseBody: 'y'.repeat(20_000) });
    const [first, second] = jobs.map((job) => aResult(job, {}, { exchange }));
    if (!first || !second) throw new Error('two jobs were claimed');
    await recordResults(ledger.pool, [first, { ...second, fate: parkedFate() }]);
    const [accepted] = await attemptsOf('1');
    const [parked] = await attemptsOf('2');
    expect([accepted?.request_body, String(accepted?.response_body).length]).toEqual([null, 16_000]);
    expect(String(parked?.request_body)).toHaveLength(16_000);
  });

  it('records and counts no attempt where no request was written', async () => {
    const job = await claimed('1');
    await recordResults(ledger.pool, [aResult(job, parkedFate(), { exchange: null, answer: 'unsent' })]);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', attempts: 0 });
    expect(await attemptsOf('1')).toEqual([]);
  });

  it('keeps an exchange without an answer', async () => {
    const job = await claimed('1');
    const exchange = anExchange({ status: null, responseBody: '' });
    await recordResults(ledger.pool, [aResult(job, parkedFate({ doubt: true }), { exchange })]);
    expect(await attemptsOf('1')).toMatchObject([{ status: null, response_body: '' }]);
  });

  it('writes hundreds with one statement', async () => {
    const entries = Array.from({ length: 500 }, (_, at) =>
      anEntry(anEvent({ orderId: String(at) }), { start: sendNow(`att-${at}`) }),
    );
    await ledger.claim(...entries);
    const results = entries.map(({ event }, at) => aResult(aJob({ attemptId: `att-${at}` }, event)));
    const recorded = await recordResults(ledger.pool, results);
    expect(recorded.every(({ held }) => held)).toBe(true);
    const [count] = await ledger.rows("select count(*)::int from deliveries where state = 'delivered'");
    expect(count).toEqual({ count: 500 });
  });
});

describe('a claim that is lost', () => {
  it('changes nothing, but the attempt is on record', async () => {
    const job = await claimed('1');
    await ledger.pool.query("update deliveries set attempt_id = 'somebody-else'");
    expect(await recordResults(ledger.pool, [aResult(job)])).toEqual([{ held: false, superseded: false }]);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering', attempt_id: 'somebody-else' });
    expect(await attemptsOf('1')).toMatchObject([{ attempt_id: 'att-1', answer: 'accepted' }]);
  });

  it('stays lost when the order was settled meanwhile', async () => {
    const job = await claimed('1');
    await ledger.pool.query("update deliveries set state = 'delivered', wms_order_id = 'W-by-hand'");
    expect(await recordResults(ledger.pool, [aResult(job, { state: 'failed', reason: 'no' })])).toEqual([
      { held: false, superseded: false },
    ]);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', wms_order_id: 'W-by-hand' });
  });

  it('does not keep the others of its group from being written', async () => {
    const [lost, held] = [await claimed('1'), await claimed('2')];
    await ledger.pool.query("update deliveries set attempt_id = 'x' where order_id = '1'");
    const recorded = await recordResults(ledger.pool, [aResult(lost), aResult(held)]);
    expect(recorded.map((one) => one.held)).toEqual([false, true]);
    expect(await ledger.delivery('2')).toMatchObject({ state: 'delivered' });
  });

  it('writes a result once: the same a second time is not held', async () => {
    const result = aResult(await claimed('1'));
    await recordResults(ledger.pool, [result]);
    expect(await recordResults(ledger.pool, [result])).toEqual([{ held: false, superseded: false }]);
    expect(await ledger.delivery('1')).toMatchObject({ attempts: 1 });
  });
});

describe('a newer revision that came meanwhile', () => {
  it('is reported with the result', async () => {
    const jobs = [await claimed('1'), await claimed('2')];
    await ledger.pool.query("update deliveries set superseded = true where order_id = '2'");
    const recorded = await recordResults(
      ledger.pool,
      jobs.map((job) => aResult(job)),
    );
    expect(recorded).toEqual([
      { held: true, superseded: false },
      { held: true, superseded: true },
    ]);
  });
});

describe('the update from claimed to delivered', () => {
  it('stays on its page: no index is touched (HOT)', async () => {
    const jobs = [];
    for (let at = 0; at < 20; at += 1) jobs.push(await claimed(String(at)));
    const hot = async () => {
      const client = await ledger.database.connect();
      try {
        await client.query('select pg_stat_force_next_flush()');
        const { rows } = await client.query<{ n_tup_upd: string; n_tup_hot_upd: string }>(
          "select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where relname = 'deliveries'",
        );
        return { all: Number(rows[0]?.n_tup_upd), hot: Number(rows[0]?.n_tup_hot_upd) };
      } finally {
        await client.end();
      }
    };
    const client = await ledger.pool.connect();
    try {
      await client.query('select pg_stat_force_next_flush()');
      const before = await hot();
      await recordResults(
        client,
        jobs.map((job) => aResult(job)),
      );
      await client.query('select pg_stat_force_next_flush()');
      await client.query('select 1');
      const after = await hot();
      expect(after.all - before.all).toBe(20);
      expect(after.hot - before.hot).toBe(20);
    } finally {
      client.release();
    }
  });
});
