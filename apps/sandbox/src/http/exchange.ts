import type { IncomingHttpHeaders } from 'node:http';

/** A request as the simulated systems see it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a simulated system answers. `account` only names who is counted. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly account?: string;
}

export const json = (status: number, value: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(value),
  ...(headers && { headers }),
});

export const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): Answer => ({
  status,
  body,
  headers: { 'content-type': type },
});

export const notFound = (call: Call): Answer =>
  json(404, { message: `nothing is simulated at ${call.method} ${call.path}` });
