import type { Child } from './child.js';

/** One service of the stage: a process with an HTTP API. */
export class Service {
  constructor(
    readonly name: string,
    readonly child: Child,
    readonly url: string,
    private readonly apiKey: () => string,
  ) {}

  get pid(): number {
    return this.child.pid;
  }

  /** @throws Error with the answer for anything but 2xx */
  async get<T>(path: string): Promise<T> {
    return this.expectWell<T>('GET', path);
  }

  /** @throws Error with the answer for anything but 2xx */
  async post<T>(path: string, body: object = {}): Promise<T> {
    return this.expectWell<T>('POST', path, body);
  }

  /** Asks, whatever the answer. */
  async ask(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.apiKey()}`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** Ends it in good order. */
  stop(): Promise<void> {
    return this.child.stop();
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.child.process.kill('SIGKILL');
    await this.child.stop();
  }

  private async expectWell<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.ask(method, path, body === undefined ? {} : { body });
    if (answer.status >= 300) {
      throw new Error(`${method} ${this.name}${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body as T;
  }
}
