import type { Dispatcher } from 'undici';
import { JoorFailure } from './joor-failure.js';
import { refusalReason } from './refusal-reason.js';
import { retryAfterMs } from './retry-after.js';

/** Limits of one exchange with JOOR. */
export interface ExchangeLimits {
  /** For the whole exchange, connection to last byte, in milliseconds. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

export const EXCHANGE_LIMITS: ExchangeLimits = { timeoutMs: 30_000, maxBodyBytes: 20_000_000 };

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Dispatcher.DispatchOptions['body'];
  /** Whether the reason that a refusal gives is told on: not where the request holds a secret that it could echo. */
  readonly quoteRefusal?: boolean;
}

/**
 * One request whose answer is a 2xx with JSON. Redirects are not followed.
 * @throws JoorFailure; its message names the host, never the credentials
 */
export async function exchangeJson(
  dispatcher: Dispatcher,
  request: ExchangeRequest,
  limits: ExchangeLimits,
): Promise<unknown> {
  const host = request.url.host;
  const { status, headers, text } = await send(dispatcher, request, limits);
  if (status >= 200 && status < 300) return parseJson(text, host);
  throw failureOf(status, headers, host, request.quoteRefusal ? refusalReason(text) : '');
}

function failureOf(
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  host: string,
  reason: string,
): JoorFailure {
  if (status === 401 || status === 403) {
    return new JoorFailure('unauthorized', `${host} refused the credentials (${status}).`, { status });
  }
  if (status === 429) {
    const wait = retryAfterMs(headers['retry-after'], Date.now());
    const message = `${host} says that its request limit is used up (429).`;
    return new JoorFailure('throttled', message, { status, retryAfterMs: wait });
  }
  if (status >= 500 || status === 408) {
    return new JoorFailure('unavailable', `${host} answered ${status}.`, { status });
  }
  const said = reason && ` It says: ${reason}`;
  const message = `${host} answered ${status}; the address or the request is not accepted.${said}`;
  return new JoorFailure('refused', message, { status });
}

async function send(dispatcher: Dispatcher, request: ExchangeRequest, limits: ExchangeLimits) {
  const { url, method, headers, body } = request;
  try {
    const answer = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: { accept: 'application/json', ...headers },
      body: body ?? null,
      signal: AbortSignal.timeout(limits.timeoutMs),
    });
    const text = await readCapped(answer.body, limits.maxBodyBytes, url.host);
    return { status: answer.statusCode, headers: answer.headers, text };
  } catch (error) {
    if (error instanceof JoorFailure) throw error;
    const reason = error instanceof Error ? error.name : 'unknown';
    throw new JoorFailure('unavailable', `${url.host} gave no answer (${codeOf(error) ?? reason}).`, {
      cause: error,
    });
  }
}

async function readCapped(body: AsyncIterable<Buffer>, maxBytes: number, host: string): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxBytes) throw new JoorFailure('malformed', `${host} answered more than ${maxBytes} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JoorFailure('malformed', `${host} answered something that is not JSON.`);
  }
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : null;
}
