import type { Exchange } from '../connector.js';

/** What came of one request. */
export type Reply = Answered | Unsent | Lost;

/** An answer arrived, its body whole or cut. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly body: string;
  /** The body was longer than what is read, so it can't be understood. */
  readonly oversized: boolean;
  /** A header's value; the name in lower case. */
  header(name: string): string | null;
  readonly exchange: Exchange;
}

/** Not a byte of the request was written: no effect is possible. */
export interface Unsent {
  readonly kind: 'unsent';
  readonly reason: string;
  readonly exchange: Exchange;
}

/** The request may have been written and no whole answer came: its effect is unknown. */
export interface Lost {
  readonly kind: 'lost';
  readonly reason: string;
  readonly exchange: Exchange;
}
