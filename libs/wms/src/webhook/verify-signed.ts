import { createHmac, timingSafeEqual } from 'node:crypto';

/** Oldest and newest a signature may be, in seconds (Standard Webhooks specification). */
const TOLERANCE_SECONDS = 5 * 60;

/** A request that is not, or not provably, from who holds the secret. The message says why and holds no secret. */
export class NotSigned extends Error {
  override readonly name = 'NotSigned';
}

type Header = string | readonly string[] | null | undefined;

/** A request as it came. */
export interface SignedRequest {
  /** `whsec_` and the key in base64. */
  readonly secret: string;
  /** Header `webhook-id`. */
  readonly id: Header;
  /** Header `webhook-timestamp`: seconds since 1970. */
  readonly timestamp: Header;
  /** Header `webhook-signature`: one or more of `v1,<base64>`, separated by blanks. */
  readonly signature: Header;
  /** The body's very bytes: one that was parsed and written again has another signature. */
  readonly body: string | Buffer;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Checks the signature of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`. It throws, so that nobody
 * can overlook the outcome.
 * @throws NotSigned
 */
export function verifySigned({ secret, id, timestamp, signature, body, now }: SignedRequest): void {
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    throw new NotSigned(
      'the headers webhook-id, webhook-timestamp and webhook-signature are needed, each once',
    );
  }
  if (!/^\d{1,12}$/.test(timestamp)) throw new NotSigned('webhook-timestamp must be seconds since 1970');
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
    throw new NotSigned('webhook-timestamp is more than five minutes off: check the clock and sign again');
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  // an empty key would be known to everybody
  if (key.length === 0) throw new NotSigned('this connection has no signing secret: enter one');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const holds = signature.split(' ').some((each) => {
    const [version, base64 = ''] = each.split(',');
    const given = Buffer.from(base64, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!holds) throw new NotSigned('no signature in webhook-signature fits the body and the signing secret');
}
