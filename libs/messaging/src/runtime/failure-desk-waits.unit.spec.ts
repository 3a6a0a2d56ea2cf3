import { jest } from '@jest/globals';
import { Malformed } from '@joor-bridge/contracts';
import { SILENT } from '../bus/log.js';
import { RetryLater } from '../failure.js';
import { DEFAULT_BACKOFF } from './backoff.js';
import { FailureDesk, type FailureDeskOptions } from './failure-desk.js';
import { type Assigned, InFlight } from './in-flight.js';
import { PartitionTracker } from './partition-tracker.js';

const home = (): Assigned => ({
  topic: 't',
  clusterTopic: 'x-t',
  partition: 3,
  tracker: new PartitionTracker(),
  lost: false,
  waiting: 0,
  paused: false,
  committed: undefined,
  highWatermark: 0,
});
const record = (at: Assigned, offset = 7): InFlight => {
  const message = {
    key: null,
    value: null,
    headers: {},
    offset: String(offset),
    timestamp: '0',
    attributes: 0,
  };
  return new InFlight(at, { offset, done: false }, `k${offset}`, message, 0);
};

describe('FailureDesk', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void jest.useRealTimers());

  const set = (more: Partial<FailureDeskOptions> = {}) => {
    const lines: [string, object][] = [];
    const retried: number[] = [];
    const buried: number[] = [];
    const changes: number[] = [];
    const desk = new FailureDesk({
      backoff: DEFAULT_BACKOFF,
      writeDeadLetter: async () => undefined,
      log: {
        ...SILENT,
        debug: (details) => void lines.push(['debug', details]),
        warn: (details) => void lines.push(['warn', details]),
        error: (details) => void lines.push(['error', details]),
      },
      random: () => 0.5,
      retry: ({ slot }) => void retried.push(slot.offset),
      buried: ({ slot }) => void buried.push(slot.offset),
      waitingChanged: ({ waiting }) => void changes.push(waiting),
      ...more,
    });
    return { desk, lines, retried, buried, changes };
  };

  it('lets an unexpected failure wait by the table, then gives the record up', async () => {
    const { desk, retried, buried, lines } = set();
    const one = record(home());
    for (const wait of [1_000, 2_000, 5_000, 15_000, 30_000]) {
      desk.failed(one, new TypeError('bug'));
      const before = retried.length;
      jest.advanceTimersByTime(wait - 1);
      expect(retried).toHaveLength(before);
      jest.advanceTimersByTime(100);
      expect(retried).toHaveLength(before + 1);
    }
    desk.failed(one, new TypeError('bug'));
    expect(desk.burying).toBe(1);
    await jest.advanceTimersByTimeAsync(0);
    expect(buried).toEqual([7]);
    expect(desk.burying).toBe(0);
    expect(lines.at(-1)).toEqual([
      'error',
      expect.objectContaining({
        topic: 't',
        partition: 3,
        offset: 7,
        key: 'k7',
        kind: 'unexpected',
        attempts: 6,
      }),
    ]);
  });

  it('gives up nothing for which later may help, with thirty seconds between tries in the end', () => {
    const { desk, retried, buried } = set();
    const one = record(home());
    for (let tries = 1; tries <= 50; tries += 1) {
      desk.failed(one, new RetryLater('down'));
      jest.advanceTimersByTime(30_100);
    }
    expect(retried).toHaveLength(50);
    expect(buried).toEqual([]);
  });

  it('counts the two kinds apart: an outage uses up no try', () => {
    const { desk } = set();
    const one = record(home());
    desk.failed(one, new TypeError('bug'));
    for (let n = 0; n < 9; n += 1) desk.failed(one, new RetryLater('down'));
    expect([one.unexpected, one.transient, one.attempts]).toEqual([1, 9, 10]);
  });

  it('remembers when the record failed first', () => {
    const { desk } = set();
    const one = record(home());
    desk.failed(one, new RetryLater('down'));
    jest.advanceTimersByTime(10_000);
    desk.failed(one, new RetryLater('down'));
    expect(one.firstFailedAt).toBe(1_000_000);
  });

  it('holds up the partition for what later may help, not for a bug in one record', () => {
    const { desk, changes } = set();
    const at = home();
    desk.failed(record(at, 1), new TypeError('bug'));
    expect(at.waiting).toBe(0);
    desk.failed(record(at, 2), new RetryLater('busy'));
    desk.failed(record(at, 3), new RetryLater('busy'));
    expect(at.waiting).toBe(2);
    jest.advanceTimersByTime(2_000);
    expect(at.waiting).toBe(0);
    expect(changes.at(-1)).toBe(0);
  });

  it('calls the service out of order for infrastructure only', () => {
    const { desk } = set();
    const at = home();
    desk.failed(record(at, 1), new RetryLater('a lock'));
    expect(desk.outages).toBe(0);
    desk.failed(record(at, 2), new RetryLater('database', { infrastructure: true }));
    desk.failed(record(at, 3), Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(desk.outages).toBe(2);
    jest.advanceTimersByTime(1_000);
    expect(desk.outages).toBe(0);
  });

  it('waits for as long as the failure asks, if that is longer than the table', () => {
    const { desk, retried } = set();
    desk.failed(record(home(), 1), new RetryLater('limit', { afterMs: 5_000 }));
    desk.failed(record(home(), 2), new RetryLater('limit', { afterMs: 10 }));
    jest.advanceTimersByTime(400);
    expect(retried).toEqual([2]);
    jest.advanceTimersByTime(4_500);
    expect(retried).toEqual([2]);
    jest.advanceTimersByTime(200);
    expect(retried).toEqual([2, 1]);
  });

  it('tells of an outage once a second, not for each record, but of each bug', () => {
    const { desk, lines } = set();
    const at = home();
    for (let n = 0; n < 100; n += 1) desk.failed(record(at, n), new RetryLater('down'));
    expect(lines.filter(([level]) => level === 'warn')).toHaveLength(1);
    for (let n = 100; n < 103; n += 1) desk.failed(record(at, n), new TypeError('bug'));
    expect(lines.filter(([level]) => level === 'warn')).toHaveLength(4);
    jest.advanceTimersByTime(1_000);
    desk.failed(record(at, 200), new RetryLater('down'));
    expect(lines.filter(([level]) => level === 'warn')).toHaveLength(5);
  });

  it('writes a dead letter again with growing waits, the partition held up meanwhile', async () => {
    let writes = 0;
    const { desk, buried } = set({
      writeDeadLetter: async () => {
        writes += 1;
        if (writes < 4) throw new Error('broker is away');
      },
    });
    const at = home();
    desk.failed(record(at), new Malformed('not JSON'));
    await jest.advanceTimersByTimeAsync(0);
    expect([writes, at.waiting, desk.burying]).toEqual([1, 1, 0]);
    await jest.advanceTimersByTimeAsync(400);
    expect(writes).toBe(2);
    await jest.advanceTimersByTimeAsync(300);
    expect(writes).toBe(2);
    await jest.advanceTimersByTimeAsync(3_000);
    expect([writes, at.waiting]).toEqual([4, 0]);
    expect(buried).toEqual([7]);
  });

  it('lets nothing out once it is closed, neither what waits nor what comes', () => {
    const { desk, retried } = set();
    const at = home();
    desk.failed(record(at, 1), new RetryLater('down'));
    desk.close();
    desk.failed(record(at, 2), new RetryLater('down'));
    jest.advanceTimersByTime(60_000);
    expect(retried).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('writes a dead letter even when closed, but does not try it twice', async () => {
    let writes = 0;
    const { desk, buried } = set({
      writeDeadLetter: async () => {
        writes += 1;
        throw new Error('broker is away');
      },
    });
    desk.close();
    desk.failed(record(home()), new Malformed('not JSON'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect([writes, desk.burying, buried]).toEqual([1, 0, []]);
  });
});
