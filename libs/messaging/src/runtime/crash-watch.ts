import type { Consumer } from 'kafkajs';
import type { Log } from '../bus/log.js';

export interface CrashWatchOptions {
  readonly group: string;
  readonly log: Log;
  /** Restarts by the client without a heartbeat in between. */
  readonly maxRestarts: number;
  /** Default: `process.exit(1)`, for a supervisor to restart. */
  readonly onCrash?: ((error: Error) => void) | undefined;
  readonly crashed?: () => void;
}

/**
 * A consumer that the client gives up lives on in silence: the process looks well and reads nothing. This ends
 * it, at once when the client says that it will not restart, and after some restarts that led nowhere.
 */
export function watchCrashes(consumer: Consumer, options: CrashWatchOptions): void {
  let restarts = 0;
  consumer.on(consumer.events.HEARTBEAT, () => {
    restarts = 0;
  });
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    options.crashed?.();
    restarts += 1;
    if (restart && restarts <= options.maxRestarts) return;
    const { group, log, onCrash } = options;
    log.fatal({ group, restarts, err: error }, 'consumer stopped for good: the process must be restarted');
    if (onCrash) onCrash(error);
    else process.exit(1);
  });
}
