import { randomUUID } from 'node:crypto';
import { type Answer, type Call, json, text } from '../http/exchange.js';
import type { SkubanaSettings } from './skubana-settings.js';

/** The apps, codes and tokens of a Skubana world. */
export interface AppInstalls {
  readonly settings: SkubanaSettings;
  readonly codes: Set<string>;
  readonly issued: Set<string>;
}

/**
 * `POST /oauth/token?grant_type=authorization_code&redirect_uri=…&code=…` with Basic app key and secret.
 * A code works once, whether or not the exchange succeeds (Extensiv Order Manager help, getting started).
 */
export function exchangeCode(world: AppInstalls, call: Call): Answer {
  const { appKey, appSecret } = world.settings;
  const expected = `Basic ${Buffer.from(`${appKey}:${appSecret}`).toString('base64')}`;
  const code = call.query.get('code') ?? '';
  const known = world.codes.delete(code);
  if (call.method !== 'POST') return text(405, 'Method not allowed');
  if (call.headers.authorization !== expected) return text(401, 'Unauthorized');
  if (call.query.get('grant_type') !== 'authorization_code' || !call.query.get('redirect_uri')) {
    return text(400, 'grant_type=authorization_code and redirect_uri are needed');
  }
  if (!known) return text(400, 'Invalid authorization code: uninstall the app and install it again');
  const token = randomUUID();
  world.issued.add(token);
  const scope = 'read_orders write_orders read_products read_inventory read_shipments';
  return json(200, { access_token: token, token_type: 'bearer', scope });
}
