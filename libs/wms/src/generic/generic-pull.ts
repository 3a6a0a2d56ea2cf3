import { type KeyObject, randomUUID } from 'node:crypto';
import type { Endpoint } from '../http/endpoint.js';
import { isObject } from '../http/json-body.js';
import { retryAfterMs } from '../http/retry-after.js';
import { readProductDelivery } from '../products/product-delivery.js';
import type { ProductPage } from '../products/product-page.js';
import { keyOfRow, PageWatch } from '../pull/page-watch.js';
import { PullReader } from '../pull/pull-reader.js';
import { PullFailed } from '../pull-failed.js';
import type { Spacing } from '../spacing.js';
import { readStockDelivery } from '../stock/stock-delivery.js';
import type { StockPage } from '../stock/stock-page.js';
import type { GenericOptions } from './options.js';
import { signature } from './signature.js';

const NOTHING = Buffer.alloc(0);

export interface GenericPullSettings {
  readonly endpoint: Endpoint;
  readonly options: GenericOptions;
  readonly key: KeyObject;
  readonly authorization: readonly string[];
  readonly spacing: Spacing | null;
}

/** One list of the receiver: where it is and how it is asked for. */
interface List {
  readonly what: string;
  readonly path: string;
  readonly field: 'levels' | 'products';
  readonly query: Readonly<Record<string, string>>;
  readonly keys: readonly string[];
}

/** Reads the stock and the styles of an HTTP receiver page by page: signed GETs, followed by cursor. */
export class GenericPull {
  constructor(private readonly settings: GenericPullSettings) {}

  /** @throws PullFailed */
  async *stock(): AsyncGenerator<StockPage> {
    const { stockPath, stockPageSize } = this.settings.options;
    const query = { limit: String(stockPageSize) };
    const keys = ['sku', 'warehouse'];
    const list: List = { what: 'The stock', path: stockPath, field: 'levels', query, keys };
    for await (const raws of this.pages(list)) {
      const { rows, refused } = readStockDelivery(raws, Date.now());
      yield { rows, refused };
    }
  }

  /** @throws PullFailed */
  async *products(changedSince: Date | null): AsyncGenerator<ProductPage> {
    const { productsPath, productsPageSize } = this.settings.options;
    const query = {
      ...(changedSince && { changedSince: changedSince.toISOString() }),
      limit: String(productsPageSize),
    };
    const keys = ['styleNumber'];
    const list: List = { what: 'The product list', path: productsPath, field: 'products', query, keys };
    for await (const raws of this.pages(list)) {
      const { products, refused } = readProductDelivery(raws);
      yield { products, refused };
    }
  }

  private async *pages({ what, path, field, query, keys }: List): AsyncGenerator<readonly unknown[]> {
    const reader = this.reader(what);
    const watch = new PageWatch(what);
    let cursor: string | null = null;
    do {
      const asked = new URLSearchParams({ ...query, ...(cursor !== null && { cursor }) });
      const separator = path.includes('?') ? '&' : '?';
      const body = await reader.json(`${path}${separator}${asked}`, this.settings.spacing);
      const rows = isObject(body) ? body[field] : undefined;
      if (!isObject(body) || !Array.isArray(rows)) {
        throw new PullFailed('malformed', `${what} cannot be read: the answer has no list "${field}".`);
      }
      watch.page(rows.map((row) => keyOfRow(row, ...keys)));
      yield rows;
      cursor = nextIn(body.next, what);
      if (cursor !== null) watch.cursor(cursor);
    } while (cursor !== null);
  }

  private reader(what: string): PullReader {
    const { endpoint } = this.settings;
    const pauseOf = (reply: { header(name: string): string | null }) =>
      retryAfterMs(reply.header('retry-after'), Date.now());
    return new PullReader({ endpoint, what, headers: () => this.headers(), pauseOf });
  }

  private headers(): string[] {
    const id = `pull_${randomUUID()}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    return [
      'accept',
      'application/json',
      'webhook-id',
      id,
      'webhook-timestamp',
      timestamp,
      'webhook-signature',
      signature(this.settings.key, id, timestamp, NOTHING),
      ...this.settings.authorization,
    ];
  }
}

/** Only a `null` that was said ends the list: what lies behind a cursor of another name would be taken for gone. */
function nextIn(next: unknown, what: string): string | null {
  if (next === null) return null;
  if (typeof next === 'string' && next !== '') return next;
  throw new PullFailed(
    'malformed',
    `${what} cannot be read to its end: "next" must be the next page's cursor, or null on the last page.`,
  );
}
