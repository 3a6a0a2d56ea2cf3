import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Item = Readonly<Record<string, string | number>>;

export interface AskedUpdate {
  readonly overwrite: boolean;
  readonly decPending: string | null;
  readonly items: readonly Item[];
  readonly at: number;
}

/**
 * What goes wrong with a request. `lost`: it has its effect and no answer comes. `late`: no answer comes, and the
 * effect only when the test says so.
 */
export type Trouble =
  | 'lost'
  | 'late'
  | 'not-json'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** JOOR's bulk inventory and styles over HTTP, held in memory, going wrong as it is told. */
export class StandInJoor {
  readonly asked: AskedUpdate[] = [];
  readonly held = new Map<string, number>();
  /** Places whose figure became smaller. */
  readonly wentDown: string[] = [];
  /** Decides what goes wrong; null: nothing. */
  trouble: (update: AskedUpdate) => Trouble | null = () => null;
  /** Decides which rows are refused, and why. */
  refusal: (item: Item) => string | null = () => null;
  /** Rows that the answer does not name. */
  unnamed: (item: Item) => boolean = () => false;
  /** Called before each answer. */
  meanwhile: () => Promise<void> = async () => undefined;
  /** When a late request has its effect; null: when the test says so. */
  lateMs: (() => number) | null = null;
  styles: readonly object[] = [];
  styleTrouble: (startFrom: number) => Trouble | null = () => null;
  readonly stylesAsked: number[] = [];
  private readonly late: AskedUpdate[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandInJoor> {
    const server = createServer();
    const joor = new StandInJoor(server);
    server.on('request', (request, response) => void joor.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return joor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What it holds of a UPC now. */
  of(upc: string, warehouse = 'Main', day = ''): number | undefined {
    return this.held.get(`${warehouse}|${upc}|${day}`);
  }

  /** The requests that were late have their effect now. */
  land(): void {
    for (const update of this.late.splice(0)) this.take(update);
  }

  reset(): void {
    this.asked.length = 0;
    this.stylesAsked.length = 0;
    this.held.clear();
    this.wentDown.length = 0;
    this.late.length = 0;
    this.trouble = () => null;
    this.refusal = () => null;
    this.unnamed = () => false;
    this.meanwhile = async () => undefined;
    this.lateMs = null;
    this.styles = [];
    this.styleTrouble = () => null;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.method === 'GET') return this.list(url, response);
    let body = '';
    for await (const part of request) body += part;
    const update: AskedUpdate = {
      overwrite: url.searchParams.has('overwrite'),
      decPending: url.searchParams.get('dec_pending'),
      items: (JSON.parse(body) as { inventory_items: Item[] }).inventory_items,
      at: Date.now(),
    };
    this.asked.push(update);
    await this.meanwhile();
    const trouble = this.trouble(update);
    if (trouble === 'late' && this.lateMs) setTimeout(() => this.take(update), this.lateMs());
    else if (trouble === 'late') this.late.push(update);
    else if (trouble === null || trouble === 'lost' || trouble === 'not-json') this.take(update);
    if (trouble !== null) return fail(response, trouble);
    const log = update.items.filter((item) => !this.unnamed(item)).map((item) => this.entry(item));
    send(response, 200, { sku_count: log.length, inventory_log: log });
  }

  private list(url: URL, response: ServerResponse): void {
    const from = Number(url.searchParams.get('start_from'));
    this.stylesAsked.push(from);
    const trouble = this.styleTrouble(from);
    const page = this.styles.slice(from, from + Number(url.searchParams.get('count')));
    if (trouble === null) send(response, 200, { response: { code: 0 }, styles: page });
    else fail(response, trouble);
  }

  private entry(item: Item): object {
    const reason = this.refusal(item);
    const named = { sku: item.upc ?? [item.style_number, item.color_code, item.size].join('-') };
    const place = {
      warehouse: item.warehouse,
      ...(item.inventory_date && { inventory_date: item.inventory_date }),
    };
    if (reason) return { ...named, ...place, status: 'failed', error: reason };
    return { ...named, ...place, inventory_log_id: `log-${this.asked.length}`, status: 'queued' };
  }

  private take({ overwrite, items }: AskedUpdate): void {
    if (overwrite) this.held.clear();
    for (const item of items) {
      if (this.refusal(item)) continue;
      const place = `${item.warehouse}|${item.upc}|${item.inventory_date ?? ''}`;
      if (Number(item.inventory) < (this.held.get(place) ?? 0)) this.wentDown.push(place);
      this.held.set(place, Number(item.inventory));
    }
  }
}

function fail(response: ServerResponse, trouble: Trouble): void {
  if (trouble === 'lost' || trouble === 'late') response.destroy();
  else if (trouble === 'not-json') response.writeHead(200).end('<html>');
  else response.writeHead(trouble.status, trouble.headers).end('{}');
}

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
