import type { Dispatcher } from 'undici';
import type { Authorization } from '../token/authorization.js';
import type { ExchangeLimits } from './exchange.js';

/** One way to one JOOR account: what every client of JOOR is made from. */
export interface JoorLink {
  /** Origin of the API, e.g. `https://api.jooraccess.com`. */
  readonly apiUrl: string;
  /** JOOR's id of the account, which every v4 request names. */
  readonly account: string;
  readonly authorization: Authorization;
  readonly dispatcher: Dispatcher;
  readonly limits?: Partial<ExchangeLimits>;
  /** Called before each request with what it costs (`CREDITS`); may wait, or throw to stop it. */
  readonly spend?: (credits: number) => Promise<void>;
}
