import type { Dispatcher } from 'undici';
import { staticTokenAuthorization } from '../../token/authorization.js';
import type { JoorLink } from '../joor-link.js';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer is the JSON body of a 200, or `{ status, body }` for another status. */
export type Answer = unknown | { readonly status: number; readonly body: unknown };

/** The page of v4 at which a list ends. */
export const END: Answer = { data: [] };

/** A link whose answers come from a script, one a request; a request beyond its end fails. */
export function scriptedLink(script: readonly Answer[], more: Partial<JoorLink> = {}) {
  const asked: Asked[] = [];
  const headers: Record<string, string>[] = [];
  const spent: number[] = [];
  const request = async (options: Dispatcher.RequestOptions) => {
    if (asked.length >= script.length) throw new Error(`no answer to ${options.method} ${options.path}`);
    const { status, body } = statusAndBody(script[asked.length]);
    asked.push(askedOf(options));
    headers.push(options.headers as Record<string, string>);
    return { statusCode: status, headers: {}, body: [Buffer.from(JSON.stringify(body))] };
  };
  const link: JoorLink = {
    apiUrl: 'https://api.joor.example',
    account: '1333',
    authorization: staticTokenAuthorization('token'),
    dispatcher: { request } as unknown as Dispatcher,
    spend: async (credits) => void spent.push(credits),
    ...more,
  };
  return { link, asked, headers, spent };
}

function statusAndBody(answer: Answer): { status: number; body: unknown } {
  const fields = answer as { status?: unknown; body?: unknown };
  return typeof fields?.status === 'number'
    ? { status: fields.status, body: fields.body }
    : { status: 200, body: answer };
}

function askedOf({ method, path, body }: Dispatcher.RequestOptions): Asked {
  const url = new URL(path, 'https://api.joor.example');
  return {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: typeof body === 'string' ? JSON.parse(body) : null,
  };
}
