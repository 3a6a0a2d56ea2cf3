import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Row = Readonly<Record<string, unknown>>;

/** What the server does instead of answering a page. */
export type Fault = { readonly status: number; readonly headers?: Record<string, string> };

/** A generic WMS whose stock the test says, page by page. */
export class WmsServer {
  rows: Row[] = [];
  pageSize = 2;
  /** Requests that came, and how many of them were under way at once at most. */
  requests = 0;
  most = 0;
  /** Called before each page is answered. */
  beforePage: (page: number) => Promise<Fault | undefined> | Fault | undefined = () => undefined;
  private underWay = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WmsServer> {
    const server = createServer();
    const wms = new WmsServer(server);
    server.on('request', (request, response) => {
      wms.answer(request).then(
        ({ status, headers, body }) =>
          response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return wms;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** As it was when it was opened. */
  reset(): void {
    this.rows = [];
    this.pageSize = 2;
    this.requests = 0;
    this.most = 0;
    this.beforePage = () => undefined;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage) {
    this.requests += 1;
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    try {
      const cursor = new URL(request.url ?? '', 'http://wms').searchParams.get('cursor');
      const from = Number(cursor ?? 0);
      const fault = await this.beforePage(from / this.pageSize);
      if (fault) return { status: fault.status, headers: fault.headers ?? {}, body: '{}' };
      const to = from + this.pageSize;
      const next = to < this.rows.length ? String(to) : null;
      return {
        status: 200,
        headers: {},
        body: JSON.stringify({ levels: this.rows.slice(from, to), next }),
      };
    } finally {
      this.underWay -= 1;
    }
  }
}
