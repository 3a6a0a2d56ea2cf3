import { createHmac, randomUUID } from 'node:crypto';
import { DEMO_SIGNING_SECRET } from '@joor-bridge/sandbox';

/** Rows of a list of the sandbox's generic WMS in one answer. */
const PAGE = 5_000;

/** All rows of a list as the simulated WMS gives them to anybody who signs: what a run's result is held against. */
export async function signedList(
  wmsUrl: string,
  list: 'stock' | 'products',
): Promise<Readonly<Record<string, unknown>>[]> {
  const found: Record<string, unknown>[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor && { cursor }) });
    const response = await fetch(`${wmsUrl}/${list}?${query}`, { headers: signature('') });
    if (!response.ok)
      throw new Error(`the WMS answered ${response.status} to its ${list}: ${await response.text()}`);
    const page = (await response.json()) as Page;
    found.push(...(page.levels ?? page.products ?? []));
    cursor = page.next;
  }
  return found;
}

interface Page {
  readonly levels?: Record<string, unknown>[];
  readonly products?: Record<string, unknown>[];
  readonly next: string | null;
}

/** Headers of Standard Webhooks. */
function signature(body: string): Record<string, string> {
  const id = `run_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(DEMO_SIGNING_SECRET.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}
