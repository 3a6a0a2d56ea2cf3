import type { JoorCredentials } from '@joor-bridge/contracts';
import { type Dispatcher, FormData } from 'undici';
import { EXCHANGE_LIMITS, type ExchangeLimits, exchangeJson } from '../client/exchange.js';
import { JoorFailure } from '../client/joor-failure.js';

export type PasswordCredentials = Extract<JoorCredentials, { kind: 'joor-password' }>;

export interface GrantRequest {
  /** E.g. `https://atlas.jooraccess.com/auth/`; the trailing slash is as it is given. */
  readonly tokenUrl: string;
  readonly credentials: PasswordCredentials;
  readonly dispatcher: Dispatcher;
  /** JOOR documents multipart; clients send a form, and that is the default. */
  readonly encoding?: 'form' | 'multipart';
  readonly limits?: Partial<ExchangeLimits>;
}

export interface GrantedToken {
  readonly accessToken: string;
  readonly lifeMs: number;
}

const LIFE_WHEN_UNSAID_S = 600;

/** Asks the token host for an access token by password grant (JOOR, How to authenticate). @throws JoorFailure */
export async function requestToken(request: GrantRequest): Promise<GrantedToken> {
  const { tokenUrl, dispatcher, limits } = request;
  const url = new URL(tokenUrl);
  const answer = await exchangeJson(
    dispatcher,
    { url, method: 'POST', ...encoded(request) },
    { ...EXCHANGE_LIMITS, ...limits },
  );
  return readToken(answer, url.host);
}

function encoded({ credentials, encoding }: GrantRequest) {
  const fields = {
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    grant_type: 'password',
    username: credentials.username,
    password: credentials.password,
  };
  if (encoding !== 'multipart') {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: new URLSearchParams(fields).toString() };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return { body: form };
}

function readToken(answer: unknown, host: string): GrantedToken {
  const fields = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  const accessToken = fields.access_token;
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) {
    throw new JoorFailure('malformed', `${host} answered without a usable access token.`);
  }
  const seconds = Number(fields.expires_in ?? LIFE_WHEN_UNSAID_S);
  return { accessToken, lifeMs: (seconds > 0 ? seconds : LIFE_WHEN_UNSAID_S) * 1_000 };
}
