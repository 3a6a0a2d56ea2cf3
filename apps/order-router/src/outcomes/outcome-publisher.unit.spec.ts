import { type OrderOutcome, type Topic, topics } from '@joor-bridge/contracts';
import { type OutboundRecord, RetryLater } from '@joor-bridge/messaging';
import { eventually } from '@joor-bridge/testing';
import { aRecord } from '../testing/answers.js';
import { anEntry, anEvent } from '../testing/orders.js';
import { outcomeOfEntry } from './outcome.js';
import { OutcomePublisher } from './outcome-publisher.js';

const outcomeFor = (orderId: string): OrderOutcome =>
  outcomeOfEntry(anEntry(anEvent({ orderId })), new Date('2026-11-03T10:03:00Z'));

/** A bus whose publishing ends when the test says so. */
function stage() {
  const batches: { topic: Topic; keys: string[]; done: () => void; fail: (error: Error) => void }[] = [];
  const publish = (topic: Topic, records: readonly OutboundRecord[]) =>
    new Promise<void>((resolve, reject) => {
      batches.push({ topic, keys: records.map(({ key }) => key), done: resolve, fail: reject });
    });
  const publisher = new OutcomePublisher({ publish });
  const add = (...ids: string[]) =>
    ids.map((id) => {
      const record = aRecord();
      publisher.publishThenAck(outcomeFor(id), record);
      return record;
    });
  const next = () => eventually(() => batches.shift(), { everyMs: 1 });
  return { publisher, batches, add, next };
}

describe('OutcomePublisher', () => {
  it('publishes what becomes ready together with one request, in order, to the outcomes topic', async () => {
    const { add, next, batches } = stage();
    add('1', '2', '3');
    const batch = await next();
    expect(batch.topic).toBe(topics.outcomes);
    expect(batch.keys).toEqual(['con_1:1', 'con_1:2', 'con_1:3']);
    expect(batches).toEqual([]);
  });

  it('answers the records only after the topic has the outcomes', async () => {
    const { add, next, publisher } = stage();
    const [record] = add('1');
    const batch = await next();
    expect(record?.answers).toEqual([]);
    batch.done();
    await publisher.idle();
    expect(record?.answers).toEqual(['ack']);
  });

  it('does not wait for the batch before, which a later outcome of its orders could overtake', async () => {
    const { add, next, publisher } = stage();
    const [slow] = add('1');
    const first = await next();
    const later = add('2', '3');
    const second = await next();
    expect(second.keys).toEqual(['con_1:2', 'con_1:3']);
    second.done();
    await eventually(() => later.every(({ answers }) => answers.length > 0), { everyMs: 1 });
    expect(slow?.answers).toEqual([]);
    first.done();
    await publisher.idle();
    expect([slow, ...later].map((record) => record?.answers)).toEqual([['ack'], ['ack'], ['ack']]);
  });

  it('hands two hundred on at once, without a moment for more, and each once', () => {
    const { add, batches } = stage();
    add(...Array.from({ length: 450 }, (_, at) => String(at)));
    expect(batches.map(({ keys }) => keys.length)).toEqual([200, 200]);
    expect(batches.flatMap(({ keys }) => keys)).toEqual(
      Array.from({ length: 400 }, (_, at) => `con_1:${at}`),
    );
  });

  it('is not idle while an answer is open, and hands on at once what has gathered', async () => {
    const { add, batches, publisher } = stage();
    add('1');
    let idle = false;
    const waiting = publisher.idle().then(() => {
      idle = true;
    });
    expect(batches.map(({ keys }) => keys)).toEqual([['con_1:1']]);
    await new Promise(setImmediate);
    expect(idle).toBe(false);
    batches[0]?.done();
    await waiting;
  });

  it('gives the records back as a fault of the infrastructure when publishing fails', async () => {
    const { add, next, publisher } = stage();
    const records = add('1', '2');
    const cause = new Error('no broker');
    (await next()).fail(cause);
    await publisher.idle();
    for (const { answers, failures } of records) {
      expect(answers).toEqual(['nack']);
      expect(failures[0]).toBeInstanceOf(RetryLater);
      expect(failures[0]).toMatchObject({ cause, options: { infrastructure: true } });
    }
  });

  it('goes on after a failure', async () => {
    const { add, next, publisher } = stage();
    add('1');
    (await next()).fail(new Error('no broker'));
    await publisher.idle();
    const [record] = add('2');
    (await next()).done();
    await publisher.idle();
    expect(record?.answers).toEqual(['ack']);
  });

  it('is idle when nothing was ever published', async () => {
    await stage().publisher.idle();
  });
});
