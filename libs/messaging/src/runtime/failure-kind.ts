import { Malformed } from '@joor-bridge/contracts';
import { RetryLater } from '../failure.js';

/**
 * | kind       | what it is                                     | what happens                                      |
 * |------------|------------------------------------------------|---------------------------------------------------|
 * | malformed  | no retry can mend the record                   | dead letter at once                               |
 * | transient  | later may help: connections, locks, timeouts   | waits in place, for as long as it takes           |
 * | unexpected | everything else, a bug of ours included        | a few tries within a minute, then dead letter     |
 *
 * A record that a business rule refuses is *rejected*: that is an outcome, which the handler records and
 * acknowledges, and no failure.
 */
export type FailureKind = 'malformed' | 'transient' | 'unexpected';

/** The network, and a process that has no file descriptors left for it. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EMFILE',
  'ENFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);
/** Serialization failure, deadlock, lock not available, statement cancelled by its timeout. */
const CONFLICT = new Set(['40001', '40P01', '55P03', '57014']);
/**
 * PostgreSQL's classes: connection exception, invalid authorization (a rotated password), insufficient resources,
 * operator intervention, system error; and read-only transaction: the server was demoted. Each is the same for all
 * records, so none of them may go to the dead letters for it.
 */
const DATABASE_DOWN = /^((08|28|53|58)[0-9A-Z]{3}|57P[0-9A-Z]{2}|25006)$/;
/** node-postgres gives these no code. */
const DATABASE_LOST =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** The one place that decides what a failure is. Looks through causes. */
export function kindOf(failure: unknown): FailureKind {
  for (const error of causesOf(failure)) {
    if (error instanceof Malformed) return 'malformed';
    if (error instanceof RetryLater || isOutage(error) || CONFLICT.has(codeOf(error))) return 'transient';
  }
  return 'unexpected';
}

/** Whether the failure means that the service as a whole cannot work: readiness turns red. */
export function isInfrastructure(failure: unknown): boolean {
  for (const error of causesOf(failure)) {
    if (error instanceof RetryLater && error.options.infrastructure !== undefined) {
      return error.options.infrastructure;
    }
    if (isOutage(error)) return true;
  }
  return false;
}

function isOutage(error: Error): boolean {
  const code = codeOf(error);
  if (NETWORK.has(code) || DATABASE_DOWN.test(code) || DATABASE_LOST.test(error.message)) return true;
  return error.name.startsWith('KafkaJS') && 'retriable' in error && error.retriable === true;
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

const MAX_DEPTH = 8;

function* causesOf(failure: unknown, depth = 0): Generator<Error> {
  if (!(failure instanceof Error) || depth > MAX_DEPTH) return;
  yield failure;
  if (failure instanceof AggregateError) for (const part of failure.errors) yield* causesOf(part, depth + 1);
  if ('driverError' in failure) yield* causesOf(failure.driverError, depth + 1);
  yield* causesOf(failure.cause, depth + 1);
}
