import type { Dispatcher } from 'undici';
import type { RecordedExchange } from './recorded-exchange.js';
import type { Reply } from './reply.js';

interface Limits {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/**
 * One request on its way. A hand-made handler of undici's plain callbacks: no stream, no parsed header
 * object, which together cost as much again as the request itself.
 *
 * `onConnect` is the watershed: undici calls it with the socket in hand, right before the first byte.
 * What fails earlier had no effect; what fails later may have had one.
 */
export class Flight implements Dispatcher.DispatchHandler {
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;
  private abort: ((error: Error) => void) | null = null;
  private stopped: { readonly by: unknown } | null = null;
  private settled = false;
  private status = 0;
  private rawHeaders: readonly Buffer[] = [];
  private chunk: Buffer | null = null;
  private moreChunks: Buffer[] | null = null;
  private size = 0;

  constructor(
    private readonly exchange: RecordedExchange,
    private readonly limits: Limits,
    private readonly beforeSend: (() => void) | undefined,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    this.timer = setTimeout(() => this.expire(), limits.timeoutMs);
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.settled) throw new Error('given up before it was sent');
    try {
      this.beforeSend?.();
    } catch (error) {
      this.stopped = { by: error };
      throw error;
    }
    this.abort = abort;
  }

  onHeaders(status: number, headers: readonly Buffer[]): boolean {
    this.status = status;
    this.rawHeaders = headers;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.size += chunk.length;
    if (this.chunk === null) this.chunk = chunk;
    else {
      this.moreChunks ??= [this.chunk];
      this.moreChunks.push(chunk);
    }
    if (this.size > this.limits.maxAnswerBytes) {
      this.answer(true);
      this.abort?.(new Error('the answer is too long to be read'));
      return false;
    }
    return true;
  }

  onComplete(): void {
    this.answer(false);
  }

  onError(error: Error): void {
    if (this.settled) return;
    if (this.stopped) {
      this.settle();
      this.reject(this.stopped.by);
      return;
    }
    this.fail(describe(error));
  }

  private expire(): void {
    if (this.settled) return;
    this.fail(`no whole answer within ${this.limits.timeoutMs} ms`);
    this.abort?.(new Error('timeout'));
  }

  private fail(reason: string): void {
    this.settle();
    this.exchange.status = this.status === 0 ? null : this.status;
    this.exchange.received = this.text();
    const kind = this.abort === null ? 'unsent' : 'lost';
    this.resolve({ kind, reason, exchange: this.exchange });
  }

  private answer(oversized: boolean): void {
    if (this.settled) return;
    this.settle();
    const { exchange, status, rawHeaders } = this;
    const body = this.text();
    exchange.status = status;
    exchange.received = body;
    const header = (name: string) => headerValue(rawHeaders, name);
    const clean = (text: string) => exchange.clean(text);
    this.resolve({ kind: 'answered', status, body, oversized, header, clean, exchange });
  }

  private settle(): void {
    this.settled = true;
    clearTimeout(this.timer);
    this.exchange.durationMs = performance.now() - this.startedAt;
  }

  private text(): string {
    const { chunk, moreChunks, limits } = this;
    const whole = moreChunks ? Buffer.concat(moreChunks) : chunk;
    return whole === null ? '' : whole.toString('utf8', 0, limits.maxAnswerBytes);
  }
}

function headerValue(raw: readonly Buffer[], name: string): string | null {
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const found = raw[at];
    if (found?.length === name.length && found.toString('latin1').toLowerCase() === name) {
      return raw[at + 1]?.toString('latin1') ?? null;
    }
  }
  return null;
}

function describe(error: Error & { code?: unknown }): string {
  const code = typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message || error.name}${code}`;
}
