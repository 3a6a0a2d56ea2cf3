import { GroupCommit } from './group-commit.js';
import type { WireRecord } from './wire-record.js';

const record = (key: string, bytes = 10): WireRecord => ({ key, value: null, headers: {}, bytes });

/** Requests that answer when told to. */
class Requests {
  readonly sent: { topic: string; keys: unknown[] }[][] = [];
  private readonly open: { done: () => void; failed: (error: Error) => void }[] = [];

  readonly send = (batch: { topic: string; messages: WireRecord[] }[]): Promise<void> => {
    this.sent.push(batch.map(({ topic, messages }) => ({ topic, keys: messages.map(({ key }) => key) })));
    return new Promise((done, failed) => this.open.push({ done, failed }));
  };

  async answer(error?: Error): Promise<void> {
    const first = this.open.shift();
    if (error) first?.failed(error);
    else first?.done();
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('GroupCommit', () => {
  it('sends what comes at the same time together, by topic and in order', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send);
    const all = Promise.all([
      group.add('a', [record('1')]),
      group.add('b', [record('2')]),
      group.add('a', [record('3')]),
    ]);
    await turn();
    await requests.answer();
    await all;
    expect(requests.sent).toEqual([
      [
        { topic: 'a', keys: ['1', '3'] },
        { topic: 'b', keys: ['2'] },
      ],
    ]);
  });

  it('keeps one request in flight and sends with the next what came meanwhile', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send);
    const first = group.add('a', [record('1')]);
    await turn();
    const later = Promise.all(['2', '3', '4'].map((key) => group.add('a', [record(key)])));
    await turn();
    expect(requests.sent).toHaveLength(1);
    await requests.answer();
    await requests.answer();
    await Promise.all([first, later]);
    expect(requests.sent[1]).toEqual([{ topic: 'a', keys: ['2', '3', '4'] }]);
  });

  it('fails all callers of a failed request, and none of the next', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send);
    const lost = Promise.allSettled([group.add('a', [record('1')]), group.add('a', [record('2')])]);
    await turn();
    const next = group.add('a', [record('3')]);
    await requests.answer(new Error('gone'));
    await requests.answer();
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(next).resolves.toBeUndefined();
  });

  it('sends no more bytes at once than a broker takes, but any single record', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send, 25);
    const all = group.add('a', [record('1'), record('2'), record('3'), record('big', 99), record('5')]);
    for (const _ of [1, 2, 3, 4]) {
      await turn();
      await requests.answer();
    }
    await all;
    expect(requests.sent.map(([part]) => part?.keys)).toEqual([['1', '2'], ['3'], ['big'], ['5']]);
  });

  it('has nothing to send of nothing', async () => {
    const requests = new Requests();
    await new GroupCommit(requests.send).add('a', []);
    expect(requests.sent).toEqual([]);
  });

  it('sends again after it was idle', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send);
    for (const key of ['1', '2']) {
      const sent = group.add('a', [record(key)]);
      await turn();
      await requests.answer();
      await sent;
    }
    expect(requests.sent).toHaveLength(2);
  });

  it('answers a caller only when all its pieces are there, and with the failure of any', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send, 10);
    const outcome: string[] = [];
    const whole = group.add('a', [record('1'), record('2')]).then(
      () => outcome.push('done'),
      (error: Error) => outcome.push(error.message),
    );
    await turn();
    await requests.answer();
    expect(outcome).toEqual([]);
    await requests.answer(new Error('second'));
    await whole;
    expect(outcome).toEqual(['second']);
    expect(requests.sent).toHaveLength(2);
  });

  it('keeps the order of one topic however its records are cut into requests', async () => {
    const requests = new Requests();
    const group = new GroupCommit(requests.send, 35);
    const keys = Array.from({ length: 20 }, (_, n) => String(n));
    const all = Promise.all(keys.map((key, n) => group.add('a', [record(key, n % 3 === 0 ? 30 : 10)])));
    while (requests.sent.flat().flatMap((part) => part.keys).length < keys.length) {
      await turn();
      await requests.answer();
    }
    await requests.answer();
    await all;
    expect(requests.sent.flat().flatMap((part) => part.keys)).toEqual(keys);
    expect(requests.sent.length).toBeGreaterThan(5);
  });

  it('is idle when all that was added has its answer, be it a failure, and at once when nothing was', async () => {
    const requests = new Requests();
    const commit = new GroupCommit(requests.send);
    await commit.idle();
    const order: string[] = [];
    void commit.add('t', [record('a')]).then(() => order.push('first'));
    await turn();
    commit.add('t', [record('b')]).catch(() => order.push('second'));
    void commit.idle().then(() => order.push('idle'));
    await requests.answer();
    expect(order).toEqual(['first']);
    await requests.answer(new Error('broker is away'));
    expect(new Set(order)).toEqual(new Set(['first', 'second', 'idle']));
  });

  it('goes on when sending throws at once', async () => {
    let calls = 0;
    const group = new GroupCommit(() => {
      calls += 1;
      if (calls === 1) throw new Error('not connected');
      return Promise.resolve();
    });
    await expect(group.add('a', [record('1')])).rejects.toThrow('not connected');
    await expect(group.add('a', [record('2')])).resolves.toBeUndefined();
  });
});
