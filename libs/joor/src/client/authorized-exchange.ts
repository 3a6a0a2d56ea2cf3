import { CREDITS } from '../budget/credit-budget.js';
import { EXCHANGE_LIMITS, exchangeJson } from './exchange.js';
import { JoorFailure } from './joor-failure.js';
import type { JoorLink } from './joor-link.js';

const V4 = '/v4/';

export type Query = Readonly<Record<string, string | number>>;

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly body?: string;
}

/** Requests of one link: paid for, authorised, and with a token that was refused renewed once. */
export class AuthorizedExchange {
  constructor(private readonly link: JoorLink) {}

  /** Costs `CREDITS.read`. @throws JoorFailure */
  get(path: string, query: Query): Promise<unknown> {
    return this.authorized({ method: 'GET', url: this.urlOf(path, query) });
  }

  /** Costs `CREDITS.write`. @throws JoorFailure; see `JoorFailure.effectUnknown` */
  post(path: string, query: Query, body: unknown): Promise<unknown> {
    return this.authorized({ method: 'POST', url: this.urlOf(path, query), body: JSON.stringify(body) });
  }

  /** Costs `CREDITS.write`. @throws JoorFailure; see `JoorFailure.effectUnknown` */
  put(path: string, query: Query, body: unknown): Promise<unknown> {
    return this.authorized({ method: 'PUT', url: this.urlOf(path, query), body: JSON.stringify(body) });
  }

  private urlOf(path: string, query: Query): URL {
    const url = new URL(path, this.link.apiUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    if (url.pathname.startsWith(V4)) url.searchParams.set('account', this.link.account);
    return url;
  }

  /** A refused token is renewed once: it may have been revoked before its time. */
  private async authorized(call: Call): Promise<unknown> {
    const { authorization } = this.link;
    const header = await authorization.header();
    try {
      return await this.send(call, header);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      if (!(await authorization.renew(header))) throw refusalOf(call, authorization.refusal(error));
    }
    try {
      return await this.send(call, await authorization.header());
    } catch (error) {
      throw isUnauthorized(error) ? authorization.refusal(error) : error;
    }
  }

  private async send({ method, url, body }: Call, authorization: string): Promise<unknown> {
    const { spend, dispatcher, limits } = this.link;
    await spend?.(method === 'GET' ? CREDITS.read : CREDITS.write);
    const headers: Record<string, string> = { authorization };
    if (body !== undefined) headers['content-type'] = 'application/json';
    return exchangeJson(
      dispatcher,
      { url, method, headers, body: body ?? null, quoteRefusal: true },
      { ...EXCHANGE_LIMITS, ...limits },
    );
  }
}

/** A static token is v2's; nobody can mend its refusal by v4 with another one. */
function refusalOf({ url }: Call, refusal: JoorFailure): JoorFailure {
  if (!url.pathname.startsWith(V4)) return refusal;
  const message =
    `${url.host} does not take a static API token for products. Enter client id, client secret, user name and ` +
    'password of the account in the connection.';
  return new JoorFailure('unauthorized', message, { cause: refusal });
}

const isUnauthorized = (error: unknown): error is JoorFailure =>
  error instanceof JoorFailure && error.kind === 'unauthorized';
