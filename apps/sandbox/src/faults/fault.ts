import type { Fields } from '../control/fields.js';
import type { Answer, Call } from '../http/exchange.js';
import type { Transmission } from '../http/transmit.js';
import type { Random } from '../random/random.js';

/** Drops the connection, or keeps it open and never answers. */
export type Silence = 'reset' | 'silence';

/** The client is told nothing, and the effect comes so much later. */
export interface Late {
  readonly ms: number;
  readonly how: Silence;
}

/** What a fault does to one exchange. */
export interface Disturbance {
  /** Wait this long before anything happens. */
  readonly delayMs?: number;
  /** Answer this without doing anything: there is no effect. */
  readonly instead?: Answer | Silence;
  /** Drop the exchange now and do the work later. */
  readonly late?: Late;
  /** The effect has happened; its answer is spoilt. */
  readonly afterwards?: Silence | ((answer: Answer) => Transmission);
}

/** The answers in which the systems differ, so that a fault looks like the system it befalls. */
export interface Manners {
  throttled(retryAfterMs: number | null): Answer;
  unauthorised(): Answer;
}

/** A fault with its settings read. */
export interface Fault {
  disturb(random: Random, manners: Manners, call: Call): Disturbance;
  /** The whole server refuses connections while this is active. */
  readonly refusesConnections?: boolean;
}

/** One kind of fault: how its settings are read. */
export interface FaultKind {
  readonly kind: string;
  read(settings: Fields): Fault;
}
