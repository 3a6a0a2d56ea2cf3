import { Malformed } from '@joor-bridge/contracts';
import { RetryLater } from '../failure.js';
import { isInfrastructure, kindOf } from './failure-kind.js';

const coded = (code: string, message = 'failed'): Error => Object.assign(new Error(message), { code });

describe('kindOf', () => {
  it.each([
    ['a malformed record', new Malformed('no'), 'malformed'],
    ['a malformed record inside another error', new Error('x', { cause: new Malformed('no') }), 'malformed'],
    ['RetryLater', new RetryLater('busy'), 'transient'],
    ['a refused connection', coded('ECONNREFUSED'), 'transient'],
    ['refused on each address', new AggregateError([coded('ECONNREFUSED')]), 'transient'],
    ['a lost connection of PostgreSQL', coded('08006'), 'transient'],
    ['a shutdown of PostgreSQL', coded('57P01'), 'transient'],
    ['too many connections', coded('53300'), 'transient'],
    ['a PostgreSQL that was demoted and only reads', coded('25006'), 'transient'],
    ['another fault of a transaction', coded('25001'), 'unexpected'],
    ['a password that was rotated', coded('28P01'), 'transient'],
    ['a user that may not connect any more', coded('28000'), 'transient'],
    ['no file descriptor left in the process', coded('EMFILE'), 'transient'],
    ['no file descriptor left on the host', coded('ENFILE'), 'transient'],
    ['a serialization failure', coded('40001'), 'transient'],
    ['a deadlock', coded('40P01'), 'transient'],
    [
      'a failure that the ORM wraps',
      Object.assign(new Error('q'), { driverError: coded('40P01') }),
      'transient',
    ],
    ['an answer of PostgreSQL that never came', new Error('Query read timeout'), 'transient'],
    ['a lost connection without a code', new Error('Connection terminated unexpectedly'), 'transient'],
    [
      'a failure of the Kafka client that passes',
      Object.assign(new Error('k'), { name: 'KafkaJSConnectionError', retriable: true }),
      'transient',
    ],
    [
      'a failure of the Kafka client that stays',
      Object.assign(new Error('k'), { name: 'KafkaJSNonRetriableError', retriable: false }),
      'unexpected',
    ],
    ['a unique violation', coded('23505'), 'unexpected'],
    ['a bug', new TypeError('x is undefined'), 'unexpected'],
    ['a retriable error of somebody else', Object.assign(new Error('x'), { retriable: true }), 'unexpected'],
    ['a thrown text', 'nope', 'unexpected'],
    ['nothing', undefined, 'unexpected'],
  ])('%s', (_name, failure, kind) => {
    expect(kindOf(failure)).toBe(kind);
  });

  it('looks through causes, but not for ever', () => {
    const error = new Error('its own cause');
    error.cause = error;
    expect(kindOf(error)).toBe('unexpected');
  });
});

describe('isInfrastructure', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED'), true],
    ['PostgreSQL going down', coded('57P01'), true],
    ['a PostgreSQL that was demoted and only reads', coded('25006'), true],
    ['a password that was rotated', coded('28P01'), true],
    ['no file descriptor left in the process', coded('EMFILE'), true],
    ['an answer of PostgreSQL that never came', new Error('Query read timeout'), true],
    ['a deadlock', coded('40P01'), false],
    ['RetryLater', new RetryLater('busy'), false],
    ['RetryLater that says so', new RetryLater('down', { infrastructure: true }), true],
    ['RetryLater over a refused connection', new RetryLater('x', { cause: coded('ECONNREFUSED') }), true],
    [
      'RetryLater that says no over a refused connection',
      new RetryLater('x', { infrastructure: false, cause: coded('ECONNREFUSED') }),
      false,
    ],
    ['a bug', new TypeError(), false],
  ])('%s', (_name, failure, infrastructure) => {
    expect(isInfrastructure(failure)).toBe(infrastructure);
  });
});
