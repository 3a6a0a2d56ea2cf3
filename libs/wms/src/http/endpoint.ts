import type { Dispatcher } from 'undici';
import { Flight } from './flight.js';
import { type Call, RecordedExchange } from './recorded-exchange.js';
import type { Reply } from './reply.js';

export interface EndpointSettings {
  /** Base address; its path is put before every call's. */
  readonly url: string;
  readonly dispatcher: Dispatcher;
  /** Longest time for one request, from asking to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest body that is read, in bytes. */
  readonly maxAnswerBytes: number;
  /** What must never be readable in a record. */
  readonly secrets: readonly string[];
}

/** One destination's address with everything a request to it needs. */
export class Endpoint {
  private readonly origin: string;
  private readonly basePath: string;

  constructor(private readonly settings: EndpointSettings) {
    const { origin, pathname } = new URL(settings.url);
    this.origin = origin;
    this.basePath = pathname.replace(/\/+$/, '');
  }

  /**
   * Sends one request. Never rejects for what the network or the other side does.
   * @param beforeSend called when the connection is there and the next step is the write; what it throws
   * stops the request, of which nothing is written, and comes back as the rejection
   */
  send(call: Call, beforeSend?: () => void): Promise<Reply> {
    const { dispatcher, secrets } = this.settings;
    const placed = this.basePath === '' ? call : { ...call, path: this.basePath + call.path };
    const exchange = new RecordedExchange(placed, this.origin, secrets);
    return new Promise((resolve, reject) => {
      const flight = new Flight(exchange, this.settings, beforeSend, resolve, reject);
      // undici's own two timeouts restart with every chunk; the flight holds one for the whole exchange
      dispatcher.dispatch(
        {
          origin: this.origin,
          path: placed.path,
          method: placed.method,
          headers: placed.headers,
          body: placed.body,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        flight,
      );
    });
  }
}
