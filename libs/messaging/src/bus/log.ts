import { type LogEntry, logLevel } from 'kafkajs';

type Write = (details: object, message: string) => void;

/** Where the library reports to; a pino logger fits. */
export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
  fatal: Write;
}

/** Says nothing; for tests and tools that speak for themselves. */
export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

/**
 * The client's own lines, one level quieter: it calls each retry of its own an error, and what is final
 * reaches our callers as a rejected promise anyway.
 */
export const clientLog =
  (log: Log) =>
  () =>
  ({ namespace, level, log: line }: LogEntry): void => {
    const { message, timestamp: _time, logger: _logger, stack: _stack, ...details } = line;
    const at = level === logLevel.ERROR ? 'warn' : level === logLevel.WARN ? 'info' : 'debug';
    log[at]({ ...details, client: namespace }, message);
  };
