import { Dispatcher, Pool } from 'undici';

/** A pool that keeps what is asked of it. */
export class RecordingDispatcher extends Dispatcher {
  readonly asked: { readonly method: string; readonly body: string }[] = [];
  private readonly pool: Pool;

  constructor(url: string) {
    super();
    this.pool = new Pool(new URL(url).origin, { connections: 16 });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const { method, body } = options;
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
