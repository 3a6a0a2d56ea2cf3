import { Dispatcher } from 'undici';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the other side does with a request. */
export type Script =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is never made. */
  | { readonly refused: string }
  /** The request is written, then the connection breaks. */
  | { readonly broken: string };

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Script => ({
  status,
  body: JSON.stringify(body),
  headers,
});

/** Answers by script instead of by network, in the order of undici's own callbacks. */
export class ScriptedDispatcher extends Dispatcher {
  readonly sent: Sent[] = [];

  constructor(private readonly answer: (sent: Sent, count: number) => Script) {
    super();
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    queueMicrotask(() => this.perform(options, handler));
    return true;
  }

  private perform(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    const sent = readSent(options);
    const script = this.answer(sent, this.sent.length);
    if ('refused' in script) return void handler.onError?.(new Error(script.refused));
    try {
      handler.onConnect?.(() => {});
    } catch (error) {
      return void handler.onError?.(error as Error);
    }
    this.sent.push(sent);
    if ('broken' in script) return void handler.onError?.(new Error(script.broken));
    const raw = Object.entries(script.headers ?? {}).flatMap((pair) => pair.map((part) => Buffer.from(part)));
    handler.onHeaders?.(script.status, raw, () => {}, '');
    if (script.body) handler.onData?.(Buffer.from(script.body));
    handler.onComplete?.([]);
  }
}

function readSent({ method, path, headers, body }: Dispatcher.DispatchOptions): Sent {
  const flat = Array.isArray(headers) ? headers.map(String) : [];
  const named: Record<string, string> = {};
  for (let at = 0; at < flat.length; at += 2) named[String(flat[at])] = String(flat[at + 1]);
  return {
    method,
    path,
    headers: named,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
  };
}
