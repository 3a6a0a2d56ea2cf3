import { replayText } from './replay-text.js';
import { replayBody } from './start-replay.js';

const NOW = Date.parse('2026-11-24T15:00:00.000Z');
const wait = true;

describe('what is asked', () => {
  it('is a range of time', () => {
    expect(replayBody({ from: '2d', to: '2026-11-24', wait }, NOW)).toEqual({
      from: '2026-11-22T15:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      dryRun: false,
    });
  });

  it('is a connection, dry', () => {
    expect(replayBody({ connection: 'con_1', dryRun: true, wait }, NOW)).toEqual({
      connectionId: 'con_1',
      dryRun: true,
    });
  });

  it.each([
    ['7, 8,', undefined, { orders: ['7', '8'] }],
    ['7,8', 'con_1', { connectionId: 'con_1', orders: ['7', '8'] }],
    ['con_1:7,con_1:8', undefined, { connectionId: 'con_1', orders: ['7', '8'] }],
    ['con_1:7,8', 'con_1', { connectionId: 'con_1', orders: ['7', '8'] }],
  ])('is the orders %s of %s', (orders, connection, body) => {
    expect(replayBody({ orders, ...(connection && { connection }), wait }, NOW)).toEqual({
      ...body,
      dryRun: false,
    });
  });

  it.each([
    ['con_1:7,con_2:8', undefined],
    ['con_1:7', 'con_2'],
    ['con_1:7,8', undefined],
  ])('is never the orders of several connections: %s of %s', (orders, connection) => {
    const asking = () => replayBody({ orders, ...(connection && { connection }), wait }, NOW);
    expect(asking).toThrow('one connection');
  });

  it('is everything only when that is said, and alone', () => {
    expect(replayBody({ all: true, wait }, NOW)).toEqual({ dryRun: false });
    expect(() => replayBody({ wait }, NOW)).toThrow('Say what to replay');
    expect(() => replayBody({ dryRun: true, wait }, NOW)).toThrow('Say what to replay');
    expect(() => replayBody({ all: true, connection: 'con_1', wait }, NOW)).toThrow('--all');
  });
});

describe('what is told', () => {
  const counts = { read: 20, matched: 5, wouldDeliver: 1 };
  const wouldDeliver = [{ connectionId: 'con_1', orderId: '7' }];
  const replay = { id: 'r1', state: 'done', dryRun: true, counts, wouldDeliver, error: null };

  it('has the counts, and names what would be delivered', () => {
    expect(replayText(replay)).toBe(
      'Replay r1 (dry run) is done: 20 records read, 5 orders matched, 1 would be delivered.\n\ncon_1:7',
    );
  });

  it('tells a dry run from one that delivers', () => {
    expect(replayText({ ...replay, dryRun: false })).toContain(
      'Replay r1 is done: 20 records read, 5 orders matched, 1 to be delivered.',
    );
  });

  it('names so many and counts the others', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ connectionId: 'con_1', orderId: String(at) }));
    const text = replayText({ ...replay, wouldDeliver: many, counts: { ...counts, wouldDeliver: 12_000 } });
    expect(text).toContain('and 11950 orders more');
    expect(text.split('\n').filter((line) => line.startsWith('con_1:'))).toHaveLength(50);
  });

  it('names nothing when there is nothing', () => {
    const none = { ...replay, wouldDeliver: [], counts: { ...counts, wouldDeliver: 0 } };
    expect(replayText(none)).toMatch(/0 would be delivered\.$/);
  });

  it('says why it failed', () => {
    expect(replayText({ ...replay, state: 'failed', error: 'Kafka is down' })).toContain('\n\nKafka is down');
  });
});
