import type { Effect } from './verdict.js';

export interface TimedEffect extends Effect {
  readonly firstAt: string;
}

/** The simulated world's control API, as far as chaos runs need it. */
export class SandboxControl {
  constructor(private readonly url: string) {}

  /** More JOOR credits than any run can use. */
  async liftCredits(): Promise<void> {
    await this.call('PUT', '/joor/production', { credits: 10_000_000 });
  }

  /** Puts generated orders of one JOOR status into an account. @returns their ids */
  async addOrders(account: string, count: number, status: string): Promise<string[]> {
    const body = { count, status, with: { customer_code: 'C-100' } };
    const { orders } = await this.call<{ orders: { key: string }[] }>(
      'POST',
      `/joor/production/${account}/orders`,
      body,
    );
    return orders.map(({ key }) => key);
  }

  async changeOrder(account: string, orderId: string, change: Record<string, unknown>): Promise<void> {
    await this.call('PATCH', `/joor/production/${account}/orders/${orderId}`, change);
  }

  async setWms(name: string, settings: Record<string, unknown>): Promise<void> {
    await this.call('PUT', `/wms/${name}`, settings);
  }

  async setFaults(target: string, faults: readonly Record<string, unknown>[]): Promise<void> {
    await this.call('PUT', `/faults/${target}`, faults);
  }

  async effectCount(wms: string): Promise<number> {
    const { distinct } = await this.call<{ distinct: number }>('GET', `/effects?destination=wms-${wms}`);
    return distinct;
  }

  async effects(wms: string): Promise<TimedEffect[]> {
    const path = `/effects?destination=wms-${wms}&list=all`;
    return (await this.call<{ effects: TimedEffect[] }>('GET', path)).effects;
  }

  protected async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/control${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
