import { eventually } from '@joor-bridge/testing';
import { RetryLater } from '../failure.js';
import { stage, turn } from '../testing/stage.js';
import type { Delivery } from './delivery.js';
import { DEFAULT_BATCH } from './limits.js';
import type { HandleBatch } from './subscription.js';

/** A handler whose promises stay open until told otherwise. */
const slow = () => {
  const given: Delivery[] = [];
  const signals: AbortSignal[] = [];
  const ends: { done: () => void; failed: (error: Error) => void }[] = [];
  const handle: HandleBatch = (records, signal) => {
    given.push(...records);
    signals.push(signal);
    return new Promise((done, failed) => ends.push({ done, failed }));
  };
  return { given, signals, ends, handle };
};
const quick = () => {
  const given: Delivery[] = [];
  const handle: HandleBatch = async (records) => void given.push(...records);
  return { given, handle };
};

describe('a subscription that stops', () => {
  it('hands over nothing that was taken in the same turn', async () => {
    const { given, handle } = quick();
    const { take, subscription } = stage(handle);
    take('a');
    subscription.stop();
    take('b');
    await turn();
    expect(given).toEqual([]);
    expect(subscription.quiet).toBe(true);
  });

  it('hands over nothing more when a call ends and others waited for it', async () => {
    const { given, ends, handle } = slow();
    const batch = { ...DEFAULT_BATCH, maxRecords: 1, maxConcurrentBatches: 1 };
    const { take, subscription } = stage(handle, { batch });
    take('a');
    take('b');
    await turn();
    subscription.stop();
    given[0]?.ack();
    ends[0]?.done();
    await turn();
    expect(given).toHaveLength(1);
    expect(subscription.quiet).toBe(true);
  });

  it('is not quiet while a call is open, its records answered or not', async () => {
    const { given, ends, handle } = slow();
    const { take, subscription } = stage(handle);
    take('a');
    await turn();
    subscription.stop();
    given[0]?.ack();
    expect(subscription.quiet).toBe(false);
    ends[0]?.done();
    await turn();
    expect(subscription.quiet).toBe(true);
  });

  it('is not quiet while a dead letter is on its way, and lets it arrive', async () => {
    let written: () => void = () => undefined;
    const writeDeadLetter = () => new Promise<void>((resolve) => (written = resolve));
    const { take, subscription, left } = stage(quick().handle, { writeDeadLetter });
    take('a', {});
    await turn();
    subscription.stop();
    expect(subscription.quiet).toBe(false);
    written();
    await turn();
    expect(subscription.quiet).toBe(true);
    expect(left).toEqual([{ key: 'a', finished: true }]);
  });

  it('still takes answers: they are finished, and those that failed stay open for the next member', async () => {
    const { given, handle } = quick();
    const { take, subscription, left } = stage(handle);
    for (const key of ['a', 'b']) take(key);
    await turn();
    subscription.stop();
    given[0]?.ack();
    given[1]?.nack(new RetryLater('down'));
    expect(subscription.quiet).toBe(true);
    expect(left).toEqual([{ key: 'a', finished: true }]);
    expect(subscription.desk.outages).toBe(0);
  });

  it('tells every open call why it is to let go, and closed ones nothing', async () => {
    const { signals, ends, handle } = slow();
    const { take, subscription } = stage(handle, { batch: { ...DEFAULT_BATCH, maxRecords: 1 } });
    take('a');
    take('b');
    await turn();
    ends[0]?.done();
    await turn();
    subscription.abort(new Error('the service is stopping'));
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    expect(signals[1]?.reason).toEqual(new Error('the service is stopping'));
  });

  it('puts no failure on records whose call was told to let go, until the call says so', async () => {
    const { given, handle, ends } = slow();
    const { take, subscription, left } = stage(handle);
    take('a');
    await turn();
    subscription.abort(new Error('stopping'));
    expect(given[0]?.settled).toBe(false);
    ends[0]?.failed(new RetryLater('told to stop'));
    await turn();
    expect(given[0]?.settled).toBe(true);
    expect(left).toEqual([]);
  });
});

describe('a handler that does not answer', () => {
  it('loses only the records that were given to it too long ago', async () => {
    const { given, handle } = quick();
    const { take, subscription } = stage(handle, {}, { recordDeadlineMs: 1_000 });
    take('old');
    await turn();
    take('new');
    await turn();
    const [old, young] = given;
    if (!old || !young) throw new Error('two were given');
    old.record.givenAt = 1_000;
    young.record.givenAt = 1_500;
    subscription.expire(2_000);
    expect([old.settled, young.settled]).toEqual([true, false]);
    subscription.expire(2_500);
    expect(young.settled).toBe(true);
  });

  it('meets nobody with a late answer, for the record is in another attempt', async () => {
    const { given, handle } = quick();
    const { take, subscription, left } = stage(handle, {}, { recordDeadlineMs: 1_000 });
    take('a');
    await turn();
    subscription.expire(Date.now() + 2_000);
    given[0]?.ack();
    given[0]?.nack(new Error('late'));
    expect(left).toEqual([]);
    await eventually(() => given.length === 2);
    given[1]?.ack();
    expect(left).toEqual([{ key: 'a', finished: true }]);
    expect(subscription.counts).toEqual({ acked: 1, deadLettered: 0 });
  });

  it('counts as something that later may help: its record is never given up', async () => {
    const { given, handle } = quick();
    const { take, subscription, buried } = stage(handle, {}, { recordDeadlineMs: 1_000 });
    take('a');
    for (let tries = 1; tries <= 8; tries += 1) {
      await eventually(() => given.length === tries);
      subscription.expire(Date.now() + 2_000);
    }
    expect(given.at(-1)?.record).toMatchObject({ transient: 8, unexpected: 0 });
    expect(buried).toEqual([]);
  });

  it('makes room for another call when its time is over, and may end later', async () => {
    const { given, ends, handle } = slow();
    const batch = { ...DEFAULT_BATCH, maxConcurrentBatches: 1 };
    const { take, left } = stage(handle, { batch }, { handlerDeadlineMs: 20 });
    take('a');
    await eventually(() => given.length === 2);
    given[1]?.ack();
    ends[0]?.failed(new Error('too late'));
    ends[1]?.done();
    await turn();
    expect(left).toEqual([{ key: 'a', finished: true }]);
  });
});

describe('what needs no handler', () => {
  it('is a record of a partition that went elsewhere before its turn', async () => {
    const { given, handle } = quick();
    const { take, home, left } = stage(handle);
    take('a');
    home.lost = true;
    await turn();
    expect(given).toEqual([]);
    expect(left).toEqual([{ key: 'a', finished: false }]);
  });

  it('does not use up a call', async () => {
    const { given, handle } = slow();
    const batch = { ...DEFAULT_BATCH, maxRecords: 1, maxConcurrentBatches: 1 };
    const { take, left } = stage(handle, { batch });
    take('bad', {});
    take('good');
    await turn();
    expect(given.map(({ key }) => key)).toEqual(['good']);
    await eventually(() => left.length === 1);
  });

  it('lets the next of its key go', async () => {
    const { given, handle } = quick();
    const { take } = stage(handle);
    take('a', {});
    take('a');
    await eventually(() => given.length === 1);
    expect(given[0]?.offset).toBe(1n);
  });
});
