import type { Exchange } from '../connector.js';

/** What came of one request. */
export type Reply = Answered | Unsent | Lost;

/** An answer arrived, its body whole or cut. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** As it came: a secret that the other side echoes is still in it. */
  readonly body: string;
  /** The body was longer than what is read, so it can't be understood. */
  readonly oversized: boolean;
  /** A header's value; the name in lower case. */
  header(name: string): string | null;
  /** A text of this answer without the connection's secrets, for a person to read. */
  clean(text: string): string;
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
