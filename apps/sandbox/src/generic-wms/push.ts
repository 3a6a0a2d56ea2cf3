import { createHmac, randomUUID } from 'node:crypto';

/** What became of one pushed request. */
export interface Pushed {
  readonly status: number;
  readonly rows: number;
  readonly answer: unknown;
}

export interface Push {
  /** Where the other side takes rows. */
  readonly url: string;
  readonly field: 'levels' | 'products';
  readonly rows: readonly unknown[];
  readonly perRequest: number;
  readonly signingSecret: string;
}

const TIMEOUT_MS = 30_000;

/** Sends rows as a WMS does that pushes: signed as Standard Webhooks say, so many in a request, one after another. */
export async function push({
  url,
  field,
  rows,
  perRequest,
  signingSecret,
}: Push): Promise<readonly Pushed[]> {
  const pushed: Pushed[] = [];
  for (let at = 0; at === 0 || at < rows.length; at += perRequest) {
    const part = rows.slice(at, at + perRequest);
    const body = JSON.stringify({ [field]: part });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(body, signingSecret) },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    pushed.push({ status: response.status, rows: part.length, answer: readable(text) });
  }
  return pushed;
}

function signed(body: string, secret: string): Record<string, string> {
  const id = `push_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
