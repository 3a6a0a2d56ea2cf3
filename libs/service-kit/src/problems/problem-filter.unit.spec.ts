import { type ArgumentsHost, BadRequestException } from '@nestjs/common';
import { createLog } from '../log/create-log.js';
import { invalid, notFound, ProblemException } from './problem-exception.js';
import { ProblemFilter } from './problem-filter.js';

const answerTo = (exception: unknown) => {
  const lines: string[] = [];
  const log = createLog({
    name: 't',
    level: 'info',
    format: 'json',
    destination: { write: (line) => void lines.push(line) },
  });
  const sent = { status: 0, headers: {}, type: '', body: '' };
  const reply = {
    status: (status: number) => Object.assign(sent, { status }) && reply,
    headers: (headers: object) => Object.assign(sent, { headers }) && reply,
    type: (type: string) => Object.assign(sent, { type }) && reply,
    send: (body: string) => Object.assign(sent, { body }),
  };
  const request = { method: 'GET', routeOptions: { url: '/v1/things' } };
  const host = {
    getType: () => 'http',
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
  } as unknown as ArgumentsHost;
  new ProblemFilter(log).catch(exception, host);
  return { ...sent, body: JSON.parse(sent.body), lines };
};

describe('ProblemFilter', () => {
  it('answers a problem as it is, with its headers', () => {
    const answer = answerTo(
      new ProblemException(428, { title: 'T', detail: 'D', field: 'f' }, { 'x-more': '1' }),
    );
    expect(answer).toMatchObject({
      status: 428,
      type: 'application/problem+json',
      headers: { 'x-more': '1' },
      lines: [],
    });
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'T',
      status: 428,
      detail: 'D',
      errors: [{ field: 'f', message: 'D' }],
    });
  });

  it.each<[string, unknown, number, string]>([
    ["Nest's exceptions", new BadRequestException('no such luck'), 400, 'no such luck'],
    ["Fastify's refusals", Object.assign(new Error('too large'), { statusCode: 413 }), 413, 'too large'],
    ['what is not there', notFound('order'), 404, 'There is no such order.'],
    [
      'fields at fault',
      invalid([
        { field: 'a', message: 'is odd' },
        { field: '', message: 'all is odd' },
      ]),
      422,
      'a is odd; all is odd',
    ],
  ])('answers %s', (_, exception, status, detail) => {
    expect(answerTo(exception).body).toMatchObject({ status, detail });
  });

  it.each([
    new Error('glue'),
    'glue',
    null,
    Object.assign(new Error('glue'), { statusCode: 200 }),
    Object.assign(new Error('glue'), { statusCode: 503 }),
  ])('tells nothing of the inside of a failure of its own, and logs it', (exception) => {
    const { body, lines, status } = answerTo(exception);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(body)).not.toContain('glue');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('/v1/things');
  });

  it('leaves the failures of message handlers to the consumer', () => {
    const host = { getType: () => 'rpc' } as unknown as ArgumentsHost;
    const log = createLog({ name: 't', level: 'silent', format: 'json' });
    expect(() => new ProblemFilter(log).catch(new Error('glue'), host)).toThrow('glue');
  });
});
