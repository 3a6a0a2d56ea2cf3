import { eventually } from '@joor-bridge/testing';
import { RetryLater } from '../failure.js';
import { ackAll, stage } from '../testing/stage.js';
import type { Delivery } from './delivery.js';

const _keysOf = (records: readonly Delivery[]): string[] => records.map(({ key }) => key);

describe('what becomes of records whose handling failed', () => {
  it('shares the failure of a call among what it left open', async () => {
    let calls = 0;
    const { take, left, subscription } = stage(async (records) => {
      calls += 1;
      if (calls > 1) return ackAll(records, new AbortController().signal);
      records[0]?.ack();
      throw new RangeError('oops');
    });
    take('a');
    take('b');
    await eventually(() => left.length === 2);
    expect(calls).toBe(2);
    expect(left).toEqual([
      { key: 'a', finished: true },
      { key: 'b', finished: true },
    ]);
    expect(subscription.counts).toEqual({ acked: 2, deadLettered: 0 });
  });

  it('gives up after the tries of the table, and lets the next of the key go', async () => {
    let tries = 0;
    const { take, buried, left } = stage(async (records) => {
      for (const record of records) {
        if (record.offset === 1n) record.ack();
        else {
          tries += 1;
          record.nack(new TypeError('bug'));
        }
      }
    });
    take('a');
    take('a');
    await eventually(() => left.length === 2);
    expect(tries).toBe(3);
    expect(buried).toEqual([{ key: 'a', kind: 'unexpected', attempts: 3 }]);
  });

  it('buries a record it cannot read without asking the handler', async () => {
    const { take, buried, left } = stage(async () => {
      throw new Error('not to be called');
    });
    take('a', { ce_type: Buffer.from('other.v1') });
    await eventually(() => left.length === 1);
    expect(buried).toEqual([{ key: 'a', kind: 'malformed', attempts: 0 }]);
  });

  it('waits at least as long as RetryLater says', async () => {
    const times: number[] = [];
    const { take, left } = stage(async (records) => {
      times.push(Date.now());
      if (times.length === 1) records[0]?.nack(new RetryLater('busy', { afterMs: 250 }));
      else records[0]?.ack();
    });
    take('a');
    await eventually(() => left.length === 1);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(250);
  });

  it('counts the partition as waiting, and the service as out of order, while the world is down', async () => {
    let down = true;
    const { take, left, home, subscription } = stage(async (records) => {
      for (const record of records) {
        if (down) record.nack(new RetryLater('down', { infrastructure: true }));
        else record.ack();
      }
    });
    take('a');
    take('b');
    await eventually(() => home.waiting === 2);
    expect(subscription.desk.outages).toBe(2);
    down = false;
    await eventually(() => left.length === 2);
    expect(home.waiting).toBe(0);
    expect(subscription.desk.outages).toBe(0);
  });

  it('writes a dead letter again until it is written', async () => {
    let writes = 0;
    const { take, left, home } = stage(ackAll, {
      writeDeadLetter: async () => {
        writes += 1;
        if (writes < 3) throw new Error('broker is away');
      },
    });
    take('a', {});
    await eventually(() => home.waiting === 1);
    expect(left).toEqual([]);
    await eventually(() => left.length === 1);
    expect(writes).toBe(3);
  });
});
