import { Dispatcher, Pool } from 'undici';

/** A pool that keeps what is asked of it. */
export class RecordingDispatcher extends Dispatcher {
  readonly asked: { readonly method: string; readonly body: string }[] = [];
  /** Called before a request goes out, with how many there were before it. */
  beforeAsk: (count: number) => void = () => {};
  private readonly pool: Pool;

  constructor(url: string) {
    super();
    this.pool = new Pool(new URL(url).origin, { connections: 16 });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const { method, body } = options;
    this.beforeAsk(this.asked.length);
    this.asked.push({
      method,
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
    });
    return this.pool.dispatch(options, handler);
  }

  override destroy(): Promise<void> {
    return this.pool.destroy();
  }
}
