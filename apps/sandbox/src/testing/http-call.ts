import { request } from 'undici';

export interface Told<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body, when it is JSON. */
  readonly json: T;
}

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Record<string, string>;
  /** Objects are sent as JSON, texts as they are. */
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** One real HTTP exchange. @throws what undici throws when no answer comes */
export async function call<T = unknown>(url: string, asking: Asking = {}): Promise<Told<T>> {
  const { method = 'GET', headers = {}, body, timeoutMs = 10_000 } = asking;
  const answer = await request(url, {
    method,
    headers,
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, headers: answer.headers, text, json: parsed(text) as T };
}

/** JOOR's v2 header for a static token. */
export const oauth2 = (token: string): Record<string, string> => ({
  authorization: `OAuth2 ${Buffer.from(token).toString('base64')}`,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
