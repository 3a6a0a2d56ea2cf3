import { randomUUID } from 'node:crypto';
import { FaultSet } from '../faults/fault-set.js';
import { type Answer, type Call, json, notFound } from '../http/exchange.js';
import { readForm } from '../http/form-body.js';
import type { Target } from '../http/simulated-server.js';
import type { JoorWorld } from '../joor/joor-world.js';

/** What a test may turn at a token host. */
export interface TokenHost extends Target {
  /** JOOR's tokens live 36,000 s (JOOR developer docs, how to authenticate). */
  expiresInSeconds: number;
  grants: number;
}

/** JOOR's token host of one world: the password grant. */
export function tokenTarget(world: JoorWorld): TokenHost {
  const faults = new FaultSet(`token-${world.name}`, {
    throttled: (ms) =>
      json(429, refusal('slow_down'), ms === null ? {} : { 'retry-after': String(Math.ceil(ms / 1000)) }),
    unauthorised: () => json(401, refusal('invalid_grant', 'Invalid user credentials')),
  });
  const host: TokenHost = {
    name: faults.target,
    faults,
    expiresInSeconds: 36_000,
    grants: 0,
    route: (call) => `${call.method} ${call.path}`,
    handle: (call) => {
      const known = call.path === '/auth' || call.path === '/auth/';
      return known && call.method === 'POST' ? grant(host, world, call) : notFound(call);
    },
  };
  return host;
}

function grant(host: TokenHost, world: JoorWorld, call: Call): Answer {
  const form = readForm(call);
  if (form.get('grant_type') !== 'password') return json(400, refusal('unsupported_grant_type'));
  const client = world.accounts().filter(({ keys }) => keys.clientId === form.get('client_id'));
  const account = client.find(({ keys }) => keys.username === form.get('username'));
  if (!client.some(({ keys }) => keys.clientSecret === form.get('client_secret'))) {
    return json(401, refusal('unauthorized_client', 'Invalid client or Invalid client credentials'));
  }
  if (account?.keys.password !== form.get('password')) {
    return json(401, refusal('invalid_grant', 'Invalid user credentials'));
  }
  const accessToken = randomUUID();
  world.issueBearer(accessToken, account, host.expiresInSeconds);
  host.grants++;
  const answer = {
    access_token: accessToken,
    expires_in: host.expiresInSeconds,
    refresh_expires_in: 7_776_000,
    refresh_token: randomUUID(),
    token_type: 'Bearer',
    'not-before-policy': 0,
    session_state: randomUUID(),
    scope: 'email profile',
  };
  return { ...json(200, answer), account: account.id };
}

const refusal = (error: string, description?: string) => ({
  error,
  ...(description && { error_description: description }),
});
