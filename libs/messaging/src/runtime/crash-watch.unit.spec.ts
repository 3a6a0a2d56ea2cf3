import { EventEmitter } from 'node:events';
import type { Consumer } from 'kafkajs';
import { SILENT } from '../bus/log.js';
import { watchCrashes } from './crash-watch.js';

/** A consumer as far as its events go. */
const watched = (maxRestarts: number) => {
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
});
