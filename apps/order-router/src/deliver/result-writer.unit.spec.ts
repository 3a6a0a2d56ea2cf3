import type { OrderOutcome } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import type pg from 'pg';
import { KillPoints } from '../kill-points.js';
import { OutcomePublisher } from '../outcomes/outcome-publisher.js';
import { aJob, aRecord, aResult, parkedFate } from '../testing/answers.js';
import { anEvent } from '../testing/orders.js';
import type { Job } from './job.js';
import { type Finished, ResultWriter } from './result-writer.js';

/** A pool that answers `record-results` with what the test says and notes everything it is asked. */
class FakePool {
  readonly asked: string[] = [];
  readonly outbox: OrderOutcome[] = [];
  /** Attempts whose claim still holds, and whether a newer revision came. */
  readonly held = new Map<string, boolean>();
  failures = 0;
  started = 0;
  gate: Promise<void> = Promise.resolve();

  async query(query: string | { name?: string; values?: Buffer[] }, values?: string[][]) {
    if (typeof query === 'string') {
      if (query.includes('insert into outbox')) {
        for (const payload of values?.[3] ?? []) this.outbox.push(JSON.parse(payload));
        this.asked.push(`outbox ${values?.[3]?.length}`);
      } else this.asked.push(query);
      return { rows: [], rowCount: 0 };
    }
    this.started += 1;
    await this.gate;
    if (this.failures > 0) {
      this.failures -= 1;
      this.asked.push('failure');
      throw new Error('the database is down');
    }
    this.asked.push(`${query.name} ${query.values?.[0]?.readInt32BE(12)}`);
    return { rows: [...this.held], rowCount: this.held.size };
  }

  async connect() {
    return { query: (query: string, values?: string[][]) => this.query(query, values), release: () => {} };
  }
}

function stage() {
  const pool = new FakePool();
  const published: OrderOutcome[] = [];
  const publisher = new OutcomePublisher({
    publish: async (_topic, records) => {
      published.push(...records.map(({ value }) => value as OrderOutcome));
    },
  });
  const errors: unknown[] = [];
  const superseded: Finished[] = [];
  const hooks = { supersede: async () => {} };
  const writer = new ResultWriter(pool as unknown as pg.Pool, publisher, new KillPoints(null), {
    superseded: async (finished) => {
      await hooks.supersede();
      superseded.push(finished);
    },
    failed: (error) => void errors.push(error),
  });
  const add = (orderId: string, { job = {}, fate = {}, result = {}, held = true, newer = false }: Given = {}) => {
    const made = aJob(job, anEvent({ orderId }));
    if (held) pool.held.set(made.attemptId, newer);
    writer.add(made, aResult(made, fate, result));
    return made;
  };
  const idle = async () => {
    await writer.idle();
    await publisher.idle();
  };
  return { pool, published, errors, superseded, hooks, add, idle };
}

interface Given {
  readonly job?: Partial<Job>;
  readonly fate?: Parameters<typeof aResult>[1];
  readonly result?: Parameters<typeof aResult>[2];
  readonly held?: boolean;
  readonly newer?: boolean;
}

describe('groups', () => {
  it('take everything that finished at once in one statement', async () => {
    const { pool, add, idle } = stage();
    for (let at = 0; at < 40; at += 1) add(String(at), { job: { record: aRecord() } });
    await idle();
    expect(pool.asked).toEqual(['record-results 40']);
  });

  it('have one statement under way; what finishes meanwhile goes with the next', async () => {
    const { pool, add, idle } = stage();
    let open = () => {};
    pool.gate = new Promise((resolve) => {
      open = resolve;
    });
    for (let at = 0; at < 120; at += 1) add(String(at), { job: { record: aRecord() } });
    await eventually(() => pool.started === 1);
    for (let at = 0; at < 5; at += 1) add(`later-${at}`, { job: { record: aRecord() } });
    expect(pool.started).toBe(1);
    open();
    await idle();
    expect(pool.asked).toEqual(['record-results 120', 'record-results 5']);
  });

  it('are 500 at most', async () => {
    const { pool, add, idle } = stage();
    for (let at = 0; at < 1_100; at += 1) add(String(at), { job: { record: aRecord() } });
    await idle();
    expect(pool.asked).toEqual(['record-results 500', 'record-results 500', 'record-results 100']);
  });

  it('start anew after a pause', async () => {
    const { pool, add, idle } = stage();
    add('1', { job: { record: aRecord() } });
    await idle();
    add('2', { job: { record: aRecord() } });
    await idle();
    expect(pool.asked).toEqual(['record-results 1', 'record-results 1']);
  });
});

describe('a database that is down', () => {
  it('is waited for: results are the only trace of what has happened', async () => {
    const { pool, errors, published, add, idle } = stage();
    pool.failures = 2;
    const record = aRecord();
    add('1', { job: { record } });
    await eventually(() => pool.asked.length === 1);
    expect(record.answers).toEqual([]);
    await idle();
    expect(pool.asked).toEqual(['failure', 'failure', 'record-results 1']);
    expect(errors).toHaveLength(2);
    expect(record.answers).toEqual(['ack']);
    expect(published).toHaveLength(1);
  });

  it('undoes the transaction of a group with outcomes for the outbox', async () => {
    const { pool, add, idle } = stage();
    pool.failures = 1;
    add('1');
    await idle();
    expect(pool.asked).toEqual([
      'begin',
      'failure',
      'rollback',
      'begin',
      'record-results 1',
      'outbox 1',
      'commit',
    ]);
  });
});

describe('the outcome', () => {
  it('of an order that a record drives is published before the record is answered', async () => {
    const { published, add, idle, pool } = stage();
    const record = aRecord();
    add('1', { job: { record } });
    await idle();
    expect(published).toMatchObject([{ orderId: '1', state: 'delivered', wmsOrderId: 'W-1' }]);
    expect(record.answers).toEqual(['ack']);
    expect(pool.outbox).toEqual([]);
  });

  it('of an order without a record goes through the outbox, in the transaction of its result', async () => {
    const { published, add, idle, pool } = stage();
    add('1', { job: { record: null } });
    await idle();
    expect(pool.asked).toEqual(['begin', 'record-results 1', 'outbox 1', 'commit']);
    expect(pool.outbox).toMatchObject([{ orderId: '1', state: 'delivered' }]);
    expect(published).toEqual([]);
  });

  it('goes its own way for each order of a mixed group', async () => {
    const { published, add, idle, pool } = stage();
    add('1', { job: { record: null } });
    add('2', { job: { record: aRecord() } });
    await idle();
    expect(pool.outbox.map(({ orderId }) => orderId)).toEqual(['1']);
    expect(published.map(({ orderId }) => orderId)).toEqual(['2']);
  });

  it('is told once when an order is parked, and again when something comes of it', async () => {
    const { published, pool, add, idle } = stage();
    add('1', { fate: parkedFate(), job: { tries: 0 } });
    add('2', { fate: parkedFate(), job: { tries: 1 } });
    add('3', { fate: { state: 'failed', reason: 'no' }, job: { tries: 9 } });
    const record = aRecord();
    add('4', { fate: parkedFate(), job: { tries: 2, record } });
    await idle();
    expect(pool.outbox.map(({ orderId }) => orderId)).toEqual(['1', '3']);
    expect(published).toEqual([]);
    expect(record.answers).toEqual(['ack']);
  });

  it('is not told again of an order that the timer claimed and did not send', async () => {
    const { published, pool, add, idle } = stage();
    const unsent = { answer: 'unsent', exchange: null };
    add('1', { fate: parkedFate(), result: unsent });
    add('2', { fate: parkedFate(), result: unsent, job: { record: aRecord() } });
    add('3', { fate: { state: 'failed', reason: 'look there' }, result: unsent });
    await idle();
    expect(pool.outbox.map(({ orderId }) => orderId)).toEqual(['3']);
    expect(published.map(({ orderId }) => orderId)).toEqual(['2']);
  });

  it('of a lost claim is not ours to tell; its record is answered all the same', async () => {
    const { published, pool, add, idle } = stage();
    const record = aRecord();
    add('1', { job: { record }, held: false });
    add('2', { held: false });
    await idle();
    expect([published, pool.outbox]).toEqual([[], []]);
    expect(record.answers).toEqual(['ack']);
  });
});

describe('a newer revision that came meanwhile', () => {
  it('is seen to before the record is answered', async () => {
    const { superseded, hooks, add, idle } = stage();
    const record = aRecord();
    const answersAtThatTime: string[][] = [];
    hooks.supersede = async () => void answersAtThatTime.push([...record.answers]);
    const job = add('1', { job: { record }, newer: true });
    add('2');
    await idle();
    expect(superseded.map((finished) => finished.job)).toEqual([job]);
    expect(answersAtThatTime).toEqual([[]]);
    expect(record.answers).toEqual(['ack']);
  });

  it('is seen to also when the database fails in between', async () => {
    const { superseded, hooks, errors, add, idle } = stage();
    let failures = 1;
    hooks.supersede = async () => {
      if (failures-- > 0) throw new Error('the database is down');
    };
    const record = aRecord();
    add('1', { job: { record }, newer: true });
    await idle();
    expect(superseded).toHaveLength(1);
    expect(errors).toHaveLength(1);
    expect(record.answers).toEqual(['ack']);
  });
});
