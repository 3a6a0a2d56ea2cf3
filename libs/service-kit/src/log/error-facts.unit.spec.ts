import { createLog } from './create-log.js';
import { errorFacts } from './error-facts.js';

const logged = (facts: object): string => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLog({ name: 'test', level: 'info', format: 'json', destination }).error(facts, 'failed');
  return lines.join('');
};

/** As node-postgres throws it. */
const postgresError = () =>
  Object.assign(new Error('duplicate key value violates unique constraint "api_keys_pkey"'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (hash)=(hunter2) already exists.',
    where: 'unnamed portal parameter $1 = hunter2',
    table: 'api_keys',
  });
/** As TypeORM wraps it: statement and values are enumerable, and so are the driver's own facts. */
class QueryFailedError extends Error {
  readonly query = 'insert into api_keys values ($1, hunter2)';
  readonly parameters = ['hunter2', { a: 'hunter2' }];
  constructor(readonly driverError = postgresError()) {
    super(driverError.message);
    Object.assign(this, driverError);
  }
}
const failedQuery = () => new QueryFailedError();

describe('an error in the log', () => {
  it.each([
    ['a failed query', failedQuery()],
    ['its cause', new Error('not stored', { cause: failedQuery() })],
    ['one among others', new AggregateError([new Error('other'), failedQuery()])],
    ['what another holds', Object.assign(new Error('outer'), { failure: { inner: [failedQuery()] } })],
    ["the driver's own", postgresError()],
    [
      'hidden deep below',
      Object.assign(new Error('a'), { b: { c: { d: { e: { f: { g: [failedQuery()] } } } } } }),
    ],
  ])('says nothing of the values of a statement: %s', (_name, err) => {
    expect(logged({ err })).not.toContain('hunter2');
  });

  it('says what, where and why all the same', () => {
    expect(JSON.parse(logged({ err: new Error('not stored', { cause: failedQuery() }) })).err).toEqual({
      type: 'Error',
      message: 'not stored: duplicate key value violates unique constraint "api_keys_pkey"',
      stack: expect.stringContaining('caused by: Error: duplicate key'),
    });
    expect(JSON.parse(logged({ err: failedQuery() })).err).toMatchObject({
      type: 'QueryFailedError',
      message: expect.stringContaining('duplicate key'),
      stack: expect.stringContaining('error-facts.unit.spec'),
      query: '[secret]',
      parameters: '[secret]',
      code: '23505',
      table: 'api_keys',
      driverError: { type: 'Error', detail: '[secret]', code: '23505' },
    });
  });

  it('keeps the facts of errors that are not of a database', () => {
    const problem = Object.assign(new Error('no'), {
      status: 409,
      detail: 'It is the last one.',
      at: new Date(0),
    });
    expect(JSON.parse(logged({ err: problem })).err).toMatchObject({
      status: 409,
      detail: 'It is the last one.',
      at: '1970-01-01T00:00:00.000Z',
    });
  });

  it('comes to an end when it holds itself, and takes what is no error as it is', () => {
    const err = Object.assign(new Error('round'), { me: {} });
    err.me = { err: [err] };
    expect(logged({ err })).toContain('round');
    expect(errorFacts('text')).toBe('text');
    expect(logged({ err: undefined })).toContain('failed');
  });
});
