import { FaultSet } from '../faults/fault-set.js';
import { type Answer, type Call, json, notFound } from '../http/exchange.js';
import type { Target } from '../http/simulated-server.js';
import { type JoorAccount } from './joor-account.js';
import { type JoorWorld } from './joor-world.js';
import { answerOne, answerOrders } from './order-answers.js';
import { BadQuery, readOrderQuery } from './order-query.js';

const ORDER_PATH = /^\/v2\/order(s?)\/?([^/]*)\/?$/;

/** JOOR's v2 API host of one world. */
export function joorTarget(world: JoorWorld): Target {
  const faults = new FaultSet(`joor-${world.name}`, {
    throttled: (retryAfterMs) => throttled('simulated', retryAfterMs),
    unauthorised: () => unauthorised(),
  });
  return {
    name: faults.target,
    faults,
    route: (call) => `${call.method} ${ORDER_PATH.test(call.path) ? orderRoute(call.path) : 'other'}`,
    handle: (call) => {
      const account = authorise(world, call);
      if (!account) return unauthorised();
      return { ...answer(world, account, call), account: account.id };
    },
  };
}

function answer(world: JoorWorld, account: JoorAccount, call: Call): Answer {
  const refusedFor = account.credit.take(call.method === 'GET' ? 1 : 5, world.credits, world.now());
  if (refusedFor !== null) return throttled(account.id, world.credits.retryAfter ? refusedFor : null);
  const path = ORDER_PATH.exec(call.path);
  if (!path || call.method !== 'GET' || (path[1] === 's' && !world.pluralPath)) return notFound(call);
  try {
    const query = readOrderQuery(call.query, world.maxPage);
    const orderId = path[2] || call.query.get('order_id');
    return orderId ? answerOne(world, account, orderId) : answerOrders(world, account, query);
  } catch (error) {
    if (!(error instanceof BadQuery)) throw error;
    const response = {
      code: 1,
      comment: error.message,
      start_from: '',
      next_start: '',
      count: 0,
      log_id: '0',
    };
    return json(world.quirks.errorStatus, { response });
  }
}

/** `OAuth2 <base64 token>` (v2), or a bearer token of this world's token host. The scheme's case varies. */
function authorise(world: JoorWorld, call: Call): JoorAccount | undefined {
  const [scheme, credential] = call.headers.authorization?.split(' ') ?? [];
  if (!credential) return undefined;
  switch (scheme?.toLowerCase()) {
    case 'oauth2':
      return world.byStaticToken(Buffer.from(credential, 'base64').toString());
    case 'bearer': {
      const account = world.byBearer(credential);
      const asked = call.query.get('account');
      return asked === null || asked === account?.id ? account : undefined;
    }
    default:
      return undefined;
  }
}

const orderRoute = (path: string): string => (ORDER_PATH.exec(path)?.[2] ? '/v2/order/{id}' : '/v2/order/');

const unauthorised = (): Answer =>
  json(401, { response: { code: 401, comment: 'Invalid or missing token', log_id: '0' } });

function throttled(account: string, retryAfterMs: number | null): Answer {
  return json(
    429,
    { response: { code: 429, comment: 'Too many requests', log_id: '0' } },
    {
      'x-throttling-account-id': account,
      ...(retryAfterMs !== null && { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
  );
}
