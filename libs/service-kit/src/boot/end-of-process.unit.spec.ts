import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';
import { createLog } from '../log/create-log.js';
import { endOnTheUnforeseen, type HostProcess, stopOnSignal } from './end-of-process.js';

/** A process that notes how it ends and lives on. */
class FakeProcess extends EventEmitter implements HostProcess {
  readonly codes: number[] = [];
  exit(code: number): never {
    this.codes.push(code);
    return undefined as never;
  }
}

describe('the end of a process', () => {
  let host: FakeProcess;
  let lines: string[];
  const logged = () => lines.join('');
  const log = () =>
    createLog({
      name: 'parcels',
      level: 'info',
      format: 'json',
      destination: { write: (line) => void lines.push(line) },
    });
  /** A service whose stop ends when the test says so. */
  const aService = () => {
    let settle = { done: () => {}, fail: (_: Error) => {} };
    const close = jest.fn(
      () => new Promise<void>((resolve, reject) => (settle = { done: resolve, fail: reject })),
    );
    return { close, done: () => settle.done(), fail: (error: Error) => settle.fail(error) };
  };

  beforeEach(() => {
    jest.useFakeTimers();
    host = new FakeProcess();
    lines = [];
  });
  afterEach(() => jest.useRealTimers());

  it.each(['SIGTERM', 'SIGINT'])('at %s is clean: the service stops first, then 0', async (signal) => {
    const service = aService();
    stopOnSignal(host, log(), service);
    host.emit(signal);
    await jest.advanceTimersByTimeAsync(14_999);
    expect(host.codes).toEqual([]);

    service.done();
    await jest.advanceTimersByTimeAsync(0);
    expect(host.codes).toEqual([0]);
    expect(logged()).toContain('"msg":"stopped"');
  });

  it('is one stop, however many signals come', async () => {
    const service = aService();
    stopOnSignal(host, log(), service);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM']) host.emit(signal);
    expect(service.close).toHaveBeenCalledTimes(1);
    expect(host.codes).toEqual([]);

    service.done();
    await jest.advanceTimersByTimeAsync(0);
    expect(host.codes).toEqual([0]);
  });

  it('is 1 when the stop takes more than 15 s', async () => {
    stopOnSignal(host, log(), aService());
    host.emit('SIGTERM');
    await jest.advanceTimersByTimeAsync(15_000);
    expect(host.codes).toEqual([1]);
    expect(logged()).toContain('the stop was cut short: not done within 15000 ms');
  });

  it('is 1 when the stop fails', async () => {
    const service = aService();
    stopOnSignal(host, log(), service);
    host.emit('SIGINT');
    service.fail(new Error('the database is away'));
    await jest.advanceTimersByTimeAsync(0);
    expect(host.codes).toEqual([1]);
    expect(logged()).toContain('the stop failed: the database is away');
  });

  it.each(['uncaughtException', 'unhandledRejection'])('is 1 after an %s, which is logged', (event) => {
    endOnTheUnforeseen(host, log());
    host.emit(event, new Error('the glue came off'));
    expect(host.codes).toEqual([1]);
    expect(logged()).toContain('an unforeseen failure ends the process: the glue came off');
  });

  it('is 1 after a rejection with what is no error', () => {
    endOnTheUnforeseen(host, log());
    host.emit('unhandledRejection', 'just words');
    expect(host.codes).toEqual([1]);
    expect(logged()).toContain('just words');
  });
});
