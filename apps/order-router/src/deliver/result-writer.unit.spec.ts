import { eventually } from '@joor-bridge/testing';
import { aRecord, parkedFate } from '../testing/answers.js';
import { resultStage as stage } from '../testing/result-stage.js';

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

  it('is tried once: it is due in the ledger, and keeps no other result waiting', async () => {
    const { superseded, hooks, errors, published, add, idle } = stage();
    hooks.supersede = async () => {
      throw new Error('the revision is missing');
    };
    const records = [aRecord(), aRecord()];
    add('1', { job: { record: records[0] ?? null }, newer: true });
    add('2', { job: { record: records[1] ?? null } });
    await idle();
    expect(superseded).toEqual([]);
    expect(errors).toEqual([new Error('the revision is missing')]);
    expect(records.map(({ answers }) => answers)).toEqual([['ack'], ['ack']]);
    expect(published.map(({ orderId }) => orderId)).toEqual(['1', '2']);
  });
});

describe('a result that the database refuses', () => {
  it('is kept without what the WMS said; the others are kept whole', async () => {
    const { pool, published, errors, add, idle } = stage();
    pool.refuses = (text) => text.includes('W-bad') && text.includes('https://wms.example');
    const records = ['1', '2', 'bad', '4'].map((orderId) => {
      const record = aRecord();
      add(orderId, { job: { record }, result: { wmsOrderId: `W-${orderId}` } });
      return record;
    });
    await idle();
    expect(pool.asked).toEqual([
      'refused 4',
      'record-results 2',
      'refused 2',
      'refused 1',
      'record-results 1',
      'record-results 1',
    ]);
    expect(published.map(({ orderId, wmsOrderId }) => `${orderId} ${wmsOrderId}`)).toEqual([
      '1 W-1',
      '2 W-2',
      'bad W-bad',
      '4 W-4',
    ]);
    expect(published[2]).toMatchObject({
      state: 'delivered',
      reason: 'The ledger could not keep what the WMS answered: value out of range',
    });
    expect(records.map(({ answers }) => answers)).toEqual([['ack'], ['ack'], ['ack'], ['ack']]);
    expect(errors).toHaveLength(3);
  });

  it('even so goes back with its record; without one it is the timer’s to clear up', async () => {
    const { pool, published, add, idle } = stage();
    pool.refuses = (text) => text.includes('W-bad');
    const record = aRecord();
    add('1', { job: { record }, result: { wmsOrderId: 'W-bad-1' } });
    add('2', { result: { wmsOrderId: 'W-bad-2' } });
    add('3');
    await idle();
    expect(record.answers).toEqual(['nack']);
    expect(published).toEqual([]);
    expect(pool.outbox.map(({ orderId }) => orderId)).toEqual(['3']);
  });

  it('is told of, if a try before may have been committed and only its answer was lost', async () => {
    const { pool, published, add, idle } = stage();
    pool.failures = 1;
    pool.refuses = (text) => text.includes('W-bad');
    add('1', { job: { record: aRecord() }, held: false });
    add('2', { job: { record: aRecord() }, result: { wmsOrderId: 'W-bad' } });
    await idle();
    expect(published.map(({ orderId }) => orderId)).toEqual(['1']);
  });
});
