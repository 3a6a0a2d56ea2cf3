import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** The key inside a `whsec_` secret: its base64 part. */
export const signingKey = (secret: string): KeyObject =>
  createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64'));

/**
 * `webhook-signature` of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`.
 * @param timestamp seconds since 1970
 */
export const signature = (key: KeyObject, id: string, timestamp: string, body: Buffer): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
