import type { Exchange } from '../connector.js';
import { maskedHeaders, withoutSecrets } from './mask.js';

/** Longest request body that is recorded, in characters. */
export const RECORDED_REQUEST = 16_384;
/** Longest excerpt of an answer that is recorded, in characters. */
export const RECORDED_RESPONSE = 4_096;

/** What is sent: a path with query, headers as name, value, name, value …, and the body. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: string[];
  readonly body: string | Buffer | null;
}

/**
 * The record of one request. Masking and cutting wait until somebody reads it: most exchanges are
 * of orders that arrived at the first try.
 */
export class RecordedExchange implements Exchange {
  status: number | null = null;
  received = '';
  durationMs = 0;

  constructor(
    private readonly call: Call,
    private readonly origin: string,
    private readonly secrets: readonly string[],
  ) {}

  get method(): string {
    return this.call.method;
  }

  get url(): string {
    return `${this.origin}${this.call.path}`;
  }

  get requestHeaders(): Readonly<Record<string, string>> {
    return maskedHeaders(this.call.headers, this.secrets);
  }

  get requestBody(): string {
    return this.clean(this.call.body?.toString() ?? '').slice(0, RECORDED_REQUEST);
  }

  get responseBody(): string {
    return this.clean(this.received).slice(0, RECORDED_RESPONSE);
  }

  /** The text, of the answer or about it, without the secrets. */
  clean(text: string): string {
    return withoutSecrets(text, this.secrets);
  }

  toJSON(): Exchange {
    const { method, url, requestHeaders, requestBody, status, responseBody, durationMs } = this;
    return { method, url, requestHeaders, requestBody, status, responseBody, durationMs };
  }
}
