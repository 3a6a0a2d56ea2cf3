import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A generic WMS with a product list, which can be told to fail. */
export class ProductWms {
  /** What it lists, in any shape: also what is no product. */
  products: unknown[] = [];
  pageSize = 2;
  /** Answers `failStatus` to pages from this one on (0 is the first). */
  failFrom = Number.POSITIVE_INFINITY;
  failStatus = 500;
  /** Queries of the requests, oldest first. */
  readonly asked: URLSearchParams[] = [];
  /** Most requests under way at once. */
  most = 0;
  /** How long an answer takes. */
  delayMs = 0;
  private underWay = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<ProductWms> {
    const server = createServer();
    const wms = new ProductWms(server);
    server.on('request', (request, response) => void wms.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return wms;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** First pages that were asked for: as many as there were pulls. */
  get pulls(): URLSearchParams[] {
    return this.asked.filter((query) => !query.has('cursor'));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '', this.url).searchParams;
    this.asked.push(query);
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    this.underWay -= 1;
    const page = Number(query.get('cursor') ?? 0);
    if (page >= this.failFrom) {
      response.writeHead(this.failStatus).end();
      return;
    }
    const from = page * this.pageSize;
    const products = this.products.slice(from, from + this.pageSize);
    const next = from + this.pageSize < this.products.length ? String(page + 1) : null;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ products, next }));
  }
}
