import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before the simulated JOOR and sees how many requests of one account are under way at once. */
export class WatchingProxy {
  /** Most requests at once, by `Authorization` header. */
  readonly most = new Map<string, number>();
  readonly count = new Map<string, number>();
  private readonly underWay = new Map<string, number>();

  private constructor(
    private readonly target: string,
    private readonly delayMs: number,
    private readonly server: Server,
  ) {}

  static async open(target: string, delayMs: number): Promise<WatchingProxy> {
    const server = createServer();
    const proxy = new WatchingProxy(target, delayMs, server);
    server.on('request', (request, response) => void proxy.pass(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const authorization = request.headers.authorization ?? '';
    const now = (this.underWay.get(authorization) ?? 0) + 1;
    this.underWay.set(authorization, now);
    this.most.set(authorization, Math.max(this.most.get(authorization) ?? 0, now));
    this.count.set(authorization, (this.count.get(authorization) ?? 0) + 1);
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    const answer = await fetch(this.target + request.url, { headers: { authorization } });
    const body = await answer.text();
    this.underWay.set(authorization, now - 1);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  }
}
