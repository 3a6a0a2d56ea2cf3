import { request } from 'undici';
import { CommandFailed, EXIT } from '../program/exit-code.js';
import { readProblem } from './problem.js';

/** Longest wait for an answer, in milliseconds. A check of a connection waits for the outside system. */
const TIMEOUT_MS = 60_000;

export interface ServiceAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
}

type Method = 'GET' | 'POST' | 'PATCH';
type Query = Readonly<Record<string, string | number | undefined>>;

/** A service answered, and it was no. */
class Refused extends CommandFailed {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message, EXIT.refused);
  }
}

/** Whether the same call may well succeed a moment later: nobody answered, or the service was not up to it. */
export const isTransient = (error: unknown): boolean =>
  error instanceof Refused
    ? error.status === 429 || error.status >= 500
    : error instanceof CommandFailed && error.exitCode === EXIT.unreachable;

/** One service's HTTP API. Whatever goes wrong becomes one sentence that says what to do. */
export class ServiceClient {
  constructor(
    /** As people know it, e.g. order-router. */
    readonly name: string,
    private readonly url: string,
    /** The option that changes the address. */
    private readonly option: string,
    private readonly apiKey: () => string | null,
    /** In milliseconds. */
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  get(path: string, query: Query = {}): Promise<ServiceAnswer> {
    return this.ask('GET', path + queryOf(query));
  }

  post(path: string, body: object = {}): Promise<ServiceAnswer> {
    return this.ask('POST', path, body);
  }

  patch(path: string, body: object, etag: string): Promise<ServiceAnswer> {
    return this.ask('PATCH', path, body, { 'if-match': etag });
  }

  /** What the service says of itself, which needs no key. @throws CommandFailed when it does not answer */
  health(): Promise<ServiceAnswer> {
    return this.send('GET', '/health/ready', undefined, {});
  }

  /** The answer whatever its status. @throws CommandFailed when none comes */
  async exchange(
    method: Method,
    path: string,
    body?: object,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ServiceAnswer> {
    const key = this.apiKey();
    return this.send(method, path, body, {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...more,
    });
  }

  private async send(
    method: Method,
    path: string,
    body: object | undefined,
    more: Readonly<Record<string, string>>,
  ): Promise<ServiceAnswer> {
    const headers = {
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...more,
    };
    try {
      const answer = await request(`${this.url}${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        headersTimeout: this.timeoutMs,
        bodyTimeout: this.timeoutMs,
      });
      const { etag } = answer.headers;
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        etag: typeof etag === 'string' ? etag : null,
        body: readJson(text),
      };
    } catch (error) {
      throw new CommandFailed(
        `${this.name} cannot be reached at ${this.url} (${causeOf(error)}): start it, or give its address by ${this.option}.`,
        EXIT.unreachable,
        { cause: error },
      );
    }
  }

  private async ask(...call: Parameters<ServiceClient['exchange']>): Promise<ServiceAnswer> {
    const answer = await this.exchange(...call);
    const { status, body } = answer;
    if (status === 401)
      throw this.refused(status, 'refuses the API key: give a valid one by --api-key or JOORCTL_API_KEY');
    if (status < 200 || status > 299) throw this.refused(status, `answered ${status}: ${readProblem(body)}`);
    if (body === undefined)
      throw this.refused(status, `answered ${status} without JSON: is ${this.option} its address?`);
    return answer;
  }

  private refused(status: number, what: string): CommandFailed {
    return new Refused(`${this.name} ${what}`, status);
  }
}

/** A network error's code says more to a person than its message. */
function causeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}

function readJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function queryOf(query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return given.size === 0 ? '' : `?${given}`;
}
