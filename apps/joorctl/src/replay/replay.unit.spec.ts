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

  it('is a list of orders, by their whole name or within a connection', () => {
    expect(replayBody({ orders: 'con_1:7, con_2:8,', wait }, NOW)).toMatchObject({
      orders: ['con_1:7', 'con_2:8'],
    });
    expect(replayBody({ orders: '7,8', connection: 'con_1', wait }, NOW)).toMatchObject({
      orders: ['con_1:7', 'con_1:8'],
    });
    expect(() => replayBody({ orders: '7', wait }, NOW)).toThrow('Which connection');
  });

  it('is everything only when that is said, and alone', () => {
    expect(replayBody({ all: true, wait }, NOW)).toEqual({ dryRun: false });
    expect(() => replayBody({ wait }, NOW)).toThrow('Say what to replay');
    expect(() => replayBody({ dryRun: true, wait }, NOW)).toThrow('Say what to replay');
    expect(() => replayBody({ all: true, connection: 'con_1', wait }, NOW)).toThrow('--all');
  });
});

describe('what is told', () => {
  const replay = { id: 'r1', state: 'done', counts: { read: 20, wouldDeliver: 2 } };

  it('has the counts', () => {
    expect(replayText(replay)).toBe('Replay r1 is done: 20 read, 2 would deliver.');
  });

  it('names what would be delivered', () => {
    const wouldDeliver = [{ connectionId: 'con_1', orderId: '7', purchaseOrder: 'PO-7' }];
    expect(replayText({ ...replay, wouldDeliver })).toContain('con_1:7        PO-7');
    expect(replayText({ ...replay, wouldDeliver: ['con_1:8'] })).toContain('con_1:8');
    expect(replayText({ ...replay, wouldDeliver: [] })).toContain('Nothing would be delivered.');
  });

  it('names so many and counts the others', () => {
    const wouldDeliver = Array.from({ length: 60 }, (_, at) => `con_1:${at}`);
    expect(replayText({ ...replay, wouldDeliver })).toContain('and 10 orders more');
  });

  it('says why it failed', () => {
    expect(replayText({ ...replay, state: 'failed', error: 'Kafka is down' })).toContain('Kafka is down');
  });
});
