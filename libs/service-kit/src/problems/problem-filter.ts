import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log/create-log.js';
import { type Problem, ProblemException } from './problem-exception.js';

/** Answers every failure as problem+json. What nobody foresaw is logged whole and told without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    // Message handlers answer the consumer runtime themselves.
    if (host.getType() !== 'http') throw exception;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(exception);
    if (problem.status >= 500) {
      this.log.error(
        { err: exception, method: request.method, route: request.routeOptions.url },
        'request failed',
      );
    }
    const headers = exception instanceof ProblemException ? exception.headers : {};
    void http
      .getResponse<FastifyReply>()
      .status(problem.status)
      .headers(headers)
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  }
}

function problemOf(exception: unknown): Problem {
  if (exception instanceof ProblemException) return exception.problem;
  const status = statusOf(exception);
  const title = STATUS_CODES[status] ?? 'Error';
  if (status >= 500) {
    return {
      type: 'about:blank',
      title,
      status,
      detail: 'Something unexpected happened; the log has the details.',
    };
  }
  const detail = exception instanceof Error ? exception.message : String(exception);
  return { type: 'about:blank', title, status, detail };
}

/** Nest's exceptions, and those of Fastify for what it refuses before a handler: bad JSON, size, media type. */
function statusOf(exception: unknown): number {
  if (exception instanceof HttpException) return exception.getStatus();
  const status = Reflect.get(Object(exception), 'statusCode');
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
