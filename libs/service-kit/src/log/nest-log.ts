import type { LoggerService } from '@nestjs/common';
import type { Log } from './create-log.js';

/** Nest's own lines in the service's log. Its start-up chatter is for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, context?: string): void {
    this.target.debug({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.target.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.target.trace({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.target.warn({ context }, String(message));
  }
  error(message: unknown, ...more: unknown[]): void {
    const err = message instanceof Error ? message : undefined;
    this.target.error({ err, context: more.at(-1) }, err ? err.message : String(message));
  }
}
