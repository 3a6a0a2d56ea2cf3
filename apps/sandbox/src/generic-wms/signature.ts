import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from '../http/exchange.js';

const TOLERANCE_SECONDS = 5 * 60;

/**
 * Why the Standard Webhooks signature of a call does not hold; null when it does
 * (Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`, `v1,<base64>` separated by blanks).
 */
export function signatureFault(call: Call, secret: string, nowMs: number): string | null {
  const id = call.headers['webhook-id'];
  const timestamp = call.headers['webhook-timestamp'];
  const signatures = call.headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    return 'webhook-id, webhook-timestamp and webhook-signature are needed';
  }
  if (!(Math.abs(nowMs / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) {
    return 'webhook-timestamp is more than five minutes off';
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${call.body}`).digest();
  const holds = signatures.split(' ').some((versioned) => {
    const [version, signature = ''] = versioned.split(',');
    const given = Buffer.from(signature, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return holds ? null : 'no signature in webhook-signature matches';
}
