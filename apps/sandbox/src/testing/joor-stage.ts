import { type AccountOptions, defaultKeys, startSandbox, type WorldName } from '../index.js';
import { type Asking, call, oauth2, type Told } from './http-call.js';
import { DRESS } from './v4-stage.js';

export type Method = NonNullable<Asking['method']>;

/** A sandbox with account `a` of the production world, and the ways to speak to JOOR and to the control API. */
export async function joorStage(more: readonly AccountOptions[] = []) {
  const accounts: readonly AccountOptions[] = [{ world: 'production', id: 'a' }, ...more];
  const sandbox = await startSandbox({ accounts });
  const hosts = { production: sandbox.urls.joorProduction, sandbox: sandbox.urls.joorSandbox };
  for (const { world, id } of accounts)
    sandbox.joor[world].issueBearer(`bearer-${world}-${id}`, sandbox.joor[world].account(id), 3_600);

  const control = <T = unknown>(method: Method, path: string, body?: unknown): Promise<Told<T>> =>
    call<T>(`${sandbox.urls.control}/control${path}`, { method, ...(body !== undefined && { body }) });

  /** Speaks v2 with the account's static token. */
  const v2 = <T = unknown>(
    method: Method,
    path: string,
    body?: unknown,
    id = 'a',
    world: WorldName = 'production',
  ) =>
    call<T>(`${hosts[world]}/v2/${path}`, {
      method,
      headers: oauth2(defaultKeys(world, id).token),
      ...(body !== undefined && { body }),
    });

  /** Speaks v4 with a bearer token of the account. */
  const v4 = <T = unknown>(
    method: Method,
    path: string,
    body?: unknown,
    id = 'a',
    world: WorldName = 'production',
  ) =>
    call<T>(`${hosts[world]}/v4/${path}${path.includes('?') ? '&' : '?'}account=${id}`, {
      method,
      headers: { authorization: `Bearer bearer-${world}-${id}` },
      ...(body !== undefined && { body }),
    });

  const send = (rows: readonly object[], query = '') =>
    v2<InventoryAnswer>('POST', `bulk-inventory${query}`, { inventory_items: rows });
  const sellDress = (id = 'a') =>
    control('POST', `/joor/production/${id}/catalogue`, { from: 'styles', styles: [DRESS] });
  return { sandbox, control, v2, v4, send, sellDress };
}

export interface InventoryAnswer {
  readonly sku_count: number;
  readonly inventory_log: readonly { readonly sku: string; readonly status: string }[];
}

export interface InventoryReport {
  readonly total: number;
  readonly found: number;
  readonly writes: number;
  readonly overtaken: number;
  readonly units: number;
  readonly rows: readonly {
    readonly sku: string;
    readonly warehouse: string;
    readonly on: string | null;
    readonly quantity: number | null;
    readonly madeToOrder: boolean;
    readonly writes: number;
    readonly history?: readonly { readonly quantity: number | null; readonly cause: string }[];
  }[];
}
