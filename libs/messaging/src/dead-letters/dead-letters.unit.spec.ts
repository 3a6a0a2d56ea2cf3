import { Malformed } from '@joor-bridge/contracts';
import type { StoredRecord } from '../tables/read-topic.js';
import { fakeCluster } from '../testing/fake-cluster.js';
import { type DeadLetter, deadLetterFrom } from './dead-letter.js';
import { deathHeaders } from './dead-letter-headers.js';
import { discard, requeue } from './deal-with-dead-letters.js';
import { matches } from './list-dead-letters.js';

const box = { topic: 'orders.v1', group: 'g' };

const stored = (
  headers: Record<string, string | undefined>,
  more: { key?: Buffer | null; value?: Buffer | null } = {},
): StoredRecord => ({
  partition: 2,
  offset: 11,
  message: {
    key: Buffer.from('c1:o1'),
    value: Buffer.from('{}'),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [
        name,
        text === undefined ? undefined : Buffer.from(text),
      ]),
    ),
    offset: '11',
    timestamp: '1700000000000',
    attributes: 0,
    ...more,
  },
});
const death = {
  sourceTopic: 'orders.v1',
  sourcePartition: 2,
  sourceOffset: 42,
  sourceTimestamp: 1_700_000_000_000,
  group: 'g',
  kind: 'unexpected',
  failure: new TypeError('x is undefined'),
  attempts: 6,
  firstFailedAt: 1_700_000_001_000,
  failedAt: 1_700_000_002_000,
} as const;
const letter = (headers: Record<string, string | undefined> = {}, message = {}): DeadLetter =>
  deadLetterFrom(box, stored({ ...deathHeaders(death), ...headers }, message));

describe('the headers of a dead letter', () => {
  it('keep the stack of a bug, and of nothing else', () => {
    expect(deathHeaders(death)['dlq-error-stack']).toMatch(/^TypeError: x is undefined\n/);
    for (const kind of ['malformed', 'transient'] as const) {
      expect(deathHeaders({ ...death, kind })['dlq-error-stack']).toBe('');
    }
  });

  it('cut what is long, never through a character', () => {
    const failure = new Error('€'.repeat(1_000));
    failure.stack = '🧵'.repeat(3_000);
    const headers = deathHeaders({ ...death, failure });
    expect(headers['dlq-error-message']).toBe('€'.repeat(341));
    expect(headers['dlq-error-stack']).toBe('🧵'.repeat(1_024));
  });

  it('leave what fits as it is', () => {
    const text = '€'.repeat(341);
    expect(deathHeaders({ ...death, failure: new Error(text) })['dlq-error-message']).toBe(text);
  });

  it.each([
    ['a text', 'boom', 'string', 'boom'],
    ['nothing', undefined, 'undefined', 'undefined'],
    ['an error without a name', Object.assign(new Error('x'), { name: '' }), 'object', 'x'],
    ['a malformed record', new Malformed('not JSON'), 'Malformed', 'not JSON'],
  ])('tell of %s that was thrown', (_name, failure, errorClass, message) => {
    const headers = deathHeaders({ ...death, failure });
    expect([headers['dlq-error-class'], headers['dlq-error-message']]).toEqual([errorClass, message]);
  });
});

describe('a dead letter as it lies on its topic', () => {
  it('tells its story', () => {
    expect(letter()).toMatchObject({
      box,
      partition: 2,
      offset: 11,
      key: 'c1:o1',
      sourcePartition: 2,
      sourceOffset: 42,
      kind: 'unexpected',
      errorClass: 'TypeError',
      errorMessage: 'x is undefined',
      attempts: 6,
      failedAt: '2023-11-14T22:13:22.000Z',
      replayCount: 0,
    });
  });

  it('is readable without any header, as of a record that somebody else put there', () => {
    expect(deadLetterFrom(box, stored({}, { key: null }))).toMatchObject({
      key: '',
      sourcePartition: 2,
      sourceOffset: -1,
      kind: 'unexpected',
      errorClass: '',
      attempts: 1,
      failedAt: '2023-11-14T22:13:20.000Z',
      replayCount: 0,
    });
  });

  it.each(['malformed', 'transient', 'unexpected'])('is of kind %s', (kind) => {
    expect(letter({ 'dlq-kind': kind }).kind).toBe(kind);
  });
  it('is of kind unexpected when the kind is none', () => {
    expect(letter({ 'dlq-kind': 'strange' }).kind).toBe('unexpected');
  });
});

describe('finding dead letters', () => {
  const at = Date.parse('2023-11-14T22:13:22.000Z');
  it.each([
    [{}, true],
    [{ kind: 'unexpected' }, true],
    [{ kind: 'malformed' }, false],
    [{ errorClass: 'TypeError' }, true],
    [{ errorClass: 'Type' }, false],
    [{ message: 'IS undef' }, true],
    [{ message: 'defined x' }, false],
    [{ keyPrefix: 'c1:' }, true],
    [{ keyPrefix: 'o1' }, false],
    [{ from: at }, true],
    [{ from: at + 1 }, false],
    [{ to: at }, false],
    [{ to: at + 1 }, true],
    [{ kind: 'unexpected', keyPrefix: 'c2:' }, false],
    [
      { from: at, to: at + 1, kind: 'unexpected', errorClass: 'TypeError', message: 'x', keyPrefix: 'c1' },
      true,
    ],
  ] as const)('%j: %p', (filter, found) => expect(matches(letter(), filter)).toBe(found));
});

describe('sending dead letters back', () => {
  it('sends nothing of nothing', async () => {
    const cluster = fakeCluster();
    await requeue(cluster, []);
    expect(cluster.published).toEqual([]);
  });

  it('sends the record first and marks the letter after', async () => {
    const cluster = fakeCluster();
    await requeue(cluster, [letter({ ce_id: 'id-1' })], 'mended');
    expect(cluster.published.map(({ topic }) => topic)).toEqual(['orders.v1', 'orders.v1.g.dlq']);
    const [back, mark] = cluster.published.map(({ records }) => records[0]);
    expect(back).toMatchObject({
      key: Buffer.from('c1:o1'),
      value: Buffer.from('{}'),
      partition: 2,
      headers: { 'dlq-replay-count': '1', ce_id: Buffer.from('id-1') },
    });
    expect(Object.keys(back?.headers ?? {}).sort()).toEqual(['ce_id', 'dlq-replay-count']);
    expect(mark).toMatchObject({
      key: 'c1:o1',
      value: null,
      partition: 2,
      headers: {
        'dlq-handled-offset': '11',
        'dlq-handled-as': 'requeued',
        'dlq-handled-reason': 'mended',
        'dlq-handled-at': expect.stringMatching(/Z$/),
      },
    });
  });

  it('counts up from the returns before', async () => {
    const cluster = fakeCluster();
    await requeue(cluster, [letter({ 'dlq-replay-count': '3' })]);
    expect(cluster.published[0]?.records[0]?.headers['dlq-replay-count']).toBe('4');
  });

  it('goes to the partition the record was on, not to that of the letter', async () => {
    const cluster = fakeCluster();
    await requeue(cluster, [letter({ 'dlq-source-partition': '5' })]);
    expect(cluster.published.map(({ records }) => records[0]?.partition)).toEqual([5, 2]);
  });

  it('sends back a tombstone as one', async () => {
    const cluster = fakeCluster();
    await requeue(cluster, [letter({}, { value: null, key: null })]);
    expect(cluster.published[0]?.records[0]).toMatchObject({ key: null, value: null });
  });

  it('keeps the order given, box by box', async () => {
    const cluster = fakeCluster();
    const other = { ...letter(), box: { topic: 'other.v1', group: 'g' } };
    const named = (text: string) => letter({}, { key: Buffer.from(text) });
    await requeue(cluster, [named('1'), other, named('2')]);
    expect(cluster.published.map(({ topic, records }) => [topic, records.length])).toEqual([
      ['orders.v1', 2],
      ['other.v1', 1],
      ['orders.v1.g.dlq', 2],
      ['other.v1.g.dlq', 1],
    ]);
    expect(cluster.published[0]?.records.map(({ key }) => String(key))).toEqual(['1', '2']);
  });

  it('sends none when one of them was never there', async () => {
    const cluster = fakeCluster();
    const letters = [letter(), letter({ 'dlq-source-offset': '-1' })];
    await expect(requeue(cluster, letters)).rejects.toThrow(
      'Dead letter 2/11 (c1:o1) was never on orders.v1, so it cannot go back there: mend it where it came from',
    );
    expect(cluster.published).toEqual([]);
  });

  it('marks nothing that could not be sent: it is still listed, and may be sent again', async () => {
    const cluster = fakeCluster();
    cluster.broken = 'orders.v1';
    await expect(requeue(cluster, [letter()])).rejects.toThrow('broker is away');
    expect(cluster.published).toEqual([]);
  });
});

describe('letting dead letters rest', () => {
  it('marks them, with a reason that is not endless, and sends nothing back', async () => {
    const cluster = fakeCluster();
    await discard(cluster, [letter(), letter()], 'r'.repeat(5_000));
    expect(cluster.published.map(({ topic, records }) => [topic, records.length])).toEqual([
      ['orders.v1.g.dlq', 2],
    ]);
    expect(cluster.published[0]?.records[0]?.headers).toMatchObject({
      'dlq-handled-as': 'discarded',
      'dlq-handled-reason': 'r'.repeat(1_000),
    });
  });

  it('takes those that cannot go back, too', async () => {
    const cluster = fakeCluster();
    await discard(cluster, [letter({ 'dlq-source-offset': '-1' })], 'polled again');
    expect(cluster.published).toHaveLength(1);
  });
});
