import type { Service } from './service.js';

/** What order-router says about an order, as far as runs look at it. */
export interface OrderSummary {
  readonly connectionId: string;
  readonly orderId: string;
  readonly state: string;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly wmsOrderId: string | null;
}

export interface OrderDetail extends OrderSummary {
  readonly decision: {
    readonly outcome: string;
    readonly rule: string | null;
    readonly reason: string | null;
    readonly settingsVersion: number;
    readonly explanation: readonly { rule: string; verdict: string; text: string }[];
  };
  readonly revisions: readonly { revision: string; modifiedAt: string }[];
  readonly delivery: {
    readonly state: string;
    readonly revision: string;
    readonly testMode: boolean;
    readonly attempts: number;
  } | null;
  readonly attempts: readonly { answer: string; url: string; requestBody: string | null }[];
  readonly reviews: readonly {
    kind: string;
    state: string;
    changes: readonly { what: string; before: string; after: string }[];
  }[];
}

export interface Replay {
  readonly id: string;
  readonly dryRun: boolean;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed' | 'interrupted';
  readonly counts: { readonly read: number; readonly matched: number; readonly wouldDeliver: number };
  readonly wouldDeliver: readonly { connectionId: string; orderId: string }[];
  readonly error: string | null;
}

export interface ConnectionHealth {
  readonly connectionId: string;
  readonly status: 'ok' | 'down' | 'unauthorized' | 'unusable';
  readonly message: string;
}

/** order-router's HTTP API, as runs use it. */
export class RouterApi {
  constructor(private readonly router: Service) {}

  order(connectionId: string, orderId: string): Promise<OrderDetail> {
    return this.router.get(`/v1/connections/${connectionId}/orders/${encodeURIComponent(orderId)}`);
  }

  /** Every order that the search finds, page by page. */
  async orders(search: Readonly<Record<string, string>> = {}): Promise<OrderSummary[]> {
    const found: OrderSummary[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ ...search, limit: '200', ...(cursor && { cursor }) });
      const page: { items: OrderSummary[]; nextCursor: string | null } = await this.router.get(
        `/v1/orders?${query}`,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }

  health(): Promise<ConnectionHealth[]> {
    return this.router.get('/v1/connections/health');
  }

  act(connectionId: string, orderId: string, action: string): Promise<OrderDetail> {
    return this.router.post(`/v1/connections/${connectionId}/orders/${orderId}/actions/${action}`);
  }

  startReplay(request: {
    dryRun: boolean;
    connectionId?: string;
    orders?: string[];
    from?: string;
    to?: string;
  }): Promise<Replay> {
    return this.router.post('/v1/replays', request);
  }

  replay(id: string): Promise<Replay> {
    return this.router.get(`/v1/replays/${id}`);
  }
}
