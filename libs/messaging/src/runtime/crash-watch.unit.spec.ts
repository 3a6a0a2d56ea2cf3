import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';
import type { Consumer } from 'kafkajs';
import { SILENT } from '../bus/log.js';
import { type CrashWatchOptions, watchCrashes } from './crash-watch.js';

/** A consumer as far as its events go. */
const watched = (maxRestarts: number, more: Partial<CrashWatchOptions> = {}) => {
  const emitter = new EventEmitter();
  const consumer = {
    events: { HEARTBEAT: 'consumer.heartbeat', CRASH: 'consumer.crash' },
    on: (name: string, listener: (event: unknown) => void) => emitter.on(name, listener),
  } as unknown as Consumer;
  const ended: string[] = [];
  watchCrashes(consumer, {
    group: 'g',
    log: SILENT,
    maxRestarts,
    onCrash: ({ message }) => ended.push(message),
    ...more,
  });
  const crash = (message: string, restart: boolean): void => {
    emitter.emit('consumer.crash', { payload: { error: new Error(message), restart } });
  };
  return { ended, crash, heartbeat: () => emitter.emit('consumer.heartbeat', {}) };
};

describe('watchCrashes', () => {
  it('ends the process at once when the client will not restart', () => {
    const { ended, crash } = watched(10);
    crash('for good', false);
    expect(ended).toEqual(['for good']);
  });

  it('lets the client restart, but not for ever without a heartbeat', () => {
    const { ended, crash } = watched(2);
    crash('1', true);
    crash('2', true);
    expect(ended).toEqual([]);
    crash('3', true);
    expect(ended).toEqual(['3']);
  });

  it('counts anew after a heartbeat', () => {
    const { ended, crash, heartbeat } = watched(1);
    for (const round of ['1', '2', '3']) {
      crash(round, true);
      heartbeat();
    }
    expect(ended).toEqual([]);
  });

  it('tells of every crash, also of one that the client mends', () => {
    let crashes = 0;
    const { crash } = watched(10, { crashed: () => (crashes += 1) });
    crash('1', true);
    crash('2', true);
    expect(crashes).toBe(2);
  });

  it('says in the log what group it was, how often it restarted, and why it ends', () => {
    const lines: [object, string][] = [];
    const fatal = (details: object, text: string) => void lines.push([details, text]);
    const { crash } = watched(1, { log: { ...SILENT, fatal } });
    crash('1', true);
    expect(lines).toEqual([]);
    crash('2', true);
    expect(lines).toEqual([
      [
        { group: 'g', restarts: 2, err: new Error('2') },
        'consumer stopped for good: the process must be restarted',
      ],
    ]);
  });

  it('ends the process where nobody else does', () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const { crash } = watched(0, { onCrash: undefined });
    crash('1', true);
    expect(exit.mock.calls).toEqual([[1]]);
    exit.mockRestore();
  });
});
