import { activity } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { event, stage, turn } from '../testing/stage.js';
import type { Delivery } from './delivery.js';
import { DEFAULT_BATCH } from './limits.js';

const keysOf = (records: readonly Delivery[]): string[] => records.map(({ key }) => key);

describe('Subscription', () => {
  it('hands over as one group what was taken in one turn', async () => {
    const groups: string[][] = [];
    const { take } = stage(async (records) => void groups.push(keysOf(records)));
    for (const key of ['a', 'b', 'c']) take(key);
    expect(groups).toEqual([]);
    await turn();
    expect(groups).toEqual([['a', 'b', 'c']]);
  });

  it('gives no more records in a call than asked for, and no more calls at once', async () => {
    const groups: string[][] = [];
    const resolve: (() => void)[] = [];
    const { take } = stage(
      (records) => {
        groups.push(keysOf(records));
        return new Promise((done) => resolve.push(done));
      },
      { batch: { ...DEFAULT_BATCH, maxRecords: 2, maxConcurrentBatches: 2 } },
    );
    for (const key of ['a', 'b', 'c', 'd', 'e']) take(key);
    await turn();
    expect(groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    resolve[0]?.();
    await turn();
    expect(groups[2]).toEqual(['e']);
  });

  it('holds the second record of a key until the first is answered', async () => {
    const given: Delivery[] = [];
    const { take, left } = stage(async (records) => void given.push(...records));
    take('a');
    take('a');
    await turn();
    expect(given).toHaveLength(1);
    given[0]?.ack();
    given[0]?.ack();
    await turn();
    expect(given.map(({ offset }) => offset)).toEqual([0n, 1n]);
    expect(left).toEqual([{ key: 'a', finished: true }]);
  });

  it('shows the record as it came', async () => {
    const given: Delivery[] = [];
    const events: unknown[] = [];
    const { take } = stage(async (records) => {
      given.push(...records);
      events.push(...records.map((record) => record.event));
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    take('a', { ce_type: Buffer.from(activity.type), traceparent: Buffer.from(traceparent) });
    await turn();
    const [record] = given;
    expect(events).toEqual([event]);
    // once the call is over, only the answer is open
    expect(record?.event).toBeUndefined();
    expect(record?.headers).toEqual({ ce_type: activity.type, traceparent });
    expect([record?.topic, record?.partition, record?.timestamp]).toEqual(['t', 0, 5]);
    expect(record?.bytes.toString()).toBe(JSON.stringify(event));
  });

  it('aborts a call that takes too long and gives its records to another', async () => {
    const signals: AbortSignal[] = [];
    const given: Delivery[] = [];
    const { take, left } = stage(
      async (records, signal) => {
        signals.push(signal);
        given.push(...records);
        if (signals.length === 1) await new Promise(() => undefined);
        else records[0]?.ack();
      },
      {},
      { handlerDeadlineMs: 20 },
    );
    take('a');
    await eventually(() => left.length === 1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    given[0]?.ack();
    expect(left).toHaveLength(1);
  });

  it('takes a record back that got no answer in time', async () => {
    const given: Delivery[] = [];
    const { take, subscription } = stage(
      async (records) => void given.push(...records),
      {},
      { recordDeadlineMs: 1_000 },
    );
    take('a');
    await turn();
    subscription.expire(Date.now() + 900);
    expect(given[0]?.settled).toBe(false);
    subscription.expire(Date.now() + 1_100);
    expect(given[0]?.settled).toBe(true);
    await eventually(() => given.length === 2);
  });

  it('drops what belongs to a partition that went elsewhere, but not what a handler has', async () => {
    const given: Delivery[] = [];
    const { take, home, left } = stage(async (records) => void given.push(...records));
    take('a');
    take('a');
    await turn();
    home.lost = true;
    given[0]?.ack();
    await turn();
    expect(given).toHaveLength(1);
    expect(left).toEqual([
      { key: 'a', finished: true },
      { key: 'a', finished: false },
    ]);
  });

  it('is quiet after a stop once the handler has answered', async () => {
    const given: Delivery[] = [];
    const { take, subscription } = stage(async (records) => void given.push(...records));
    take('a');
    take('a');
    await turn();
    subscription.stop();
    expect(subscription.quiet).toBe(false);
    given[0]?.ack();
    await turn();
    expect(subscription.quiet).toBe(true);
    expect(given).toHaveLength(1);
  });

  it('does not try again after a stop', async () => {
    const { take, subscription } = stage(async (records) => {
      for (const record of records) record.nack(new Error('x'));
    });
    take('a');
    await turn();
    subscription.stop();
    await eventually(() => subscription.quiet);
  });
});
