import { jest } from '@jest/globals';
import { WaitingRoom } from './waiting-room.js';

describe('WaitingRoom', () => {
  const came: string[][] = [];
  const room = () => new WaitingRoom<string>((items) => came.push([...items]));

  beforeEach(() => {
    came.length = 0;
    jest.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => void jest.useRealTimers());

  it('lets nobody out before the time', () => {
    room().add('a', 250);
    jest.advanceTimersByTime(249);
    expect(came).toEqual([]);
    jest.advanceTimersByTime(51);
    expect(came).toEqual([['a']]);
  });

  it('lets those out together, in the order they came, whose times are close', () => {
    const waiting = room();
    waiting.add('a', 210);
    jest.advanceTimersByTime(30);
    waiting.add('b', 260);
    waiting.add('c', 300);
    jest.advanceTimersByTime(1_000);
    expect(came).toEqual([['a', 'b'], ['c']]);
  });

  it('lets go at once, though in a later turn, who need not wait', () => {
    room().add('a', 0);
    expect(came).toEqual([]);
    jest.advanceTimersByTime(0);
    expect(came).toEqual([['a']]);
  });

  it('takes one in again while it lets others out', () => {
    const again: string[] = [];
    const waiting: WaitingRoom<string> = new WaitingRoom<string>((items) => {
      again.push(...items);
      if (again.length < 3) waiting.add('again', 100);
    });
    waiting.add('first', 100);
    jest.advanceTimersByTime(500);
    expect(again).toEqual(['first', 'again', 'again']);
  });

  it('forgets nobody who comes at the very moment at which others leave', () => {
    const out: string[] = [];
    const waiting: WaitingRoom<string> = new WaitingRoom<string>((items) => {
      out.push(...items);
      if (out.length === 1) waiting.add('at once', 0);
    });
    waiting.add('first', 100);
    jest.advanceTimersByTime(1_000);
    expect(out).toEqual(['first', 'at once']);
  });

  it('lets nobody out once it is closed, and keeps no timer', () => {
    const waiting = room();
    waiting.add('a', 100);
    waiting.add('b', 1_000);
    waiting.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(5_000);
    expect(came).toEqual([]);
  });

  it('uses one timer for all that go together', () => {
    const waiting = room();
    for (let n = 0; n < 1_000; n += 1) waiting.add(String(n), 90);
    expect(jest.getTimerCount()).toBe(1);
  });
});
