import type { Logger } from 'typeorm';
import type { Log } from './database.js';

/** TypeORM's words in the service's log. Its queries stay out: their parameters may be secret. */
export class TypeOrmLog implements Logger {
  constructor(private readonly target: Log) {}

  logMigration(message: string): void {
    this.target.info({}, message);
  }
  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.target[level === 'warn' ? 'warn' : 'info']({}, String(message));
  }
  logQuery(): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
}
