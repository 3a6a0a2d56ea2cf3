import type { Log } from '../log/create-log.js';
import type { RunningService } from './boot-service.js';

/** Longest a stop may take before the process ends all the same. */
const STOP_DEADLINE_MS = 15_000;

/** The part of `process` that its end goes through. */
export interface HostProcess {
  on(event: string, listener: (cause: unknown) => void): unknown;
  exit(code: number): never;
}

/** Ends with 1 and a sentence that says why. */
export function endWith(host: HostProcess, log: Log, error: unknown, what: string): never {
  log.fatal({ err: error }, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  return host.exit(1);
}

/** Ends with 1 on what nobody foresaw: after it, nothing that the process believes can be relied on. */
export function endOnTheUnforeseen(host: HostProcess, log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    host.on(event, (error) => endWith(host, log, error, 'an unforeseen failure ends the process'));
  }
}

/** Stops cleanly at the first SIGTERM or SIGINT and ends with 0; with 1 when that fails or takes too long. */
export function stopOnSignal(host: HostProcess, log: Log, running: Pick<RunningService, 'close'>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT']) {
    host.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      const late = `not done within ${STOP_DEADLINE_MS} ms`;
      setTimeout(() => endWith(host, log, late, 'the stop was cut short'), STOP_DEADLINE_MS).unref();
      running.close().then(
        () => {
          log.info('stopped');
          host.exit(0);
        },
        (error: unknown) => endWith(host, log, error, 'the stop failed'),
      );
    });
  }
}
