import { FaultSet } from '../faults/fault-set.js';
import { type Answer, type Call, json, notFound } from '../http/exchange.js';
import type { Target } from '../http/simulated-server.js';
import { authorise } from './access.js';
import type { Asked, JoorApi } from './api.js';
import { inventoryApi } from './inventory/inventory-api.js';
import type { JoorWorld } from './joor-world.js';
import { orderApi } from './order-api.js';
import { v4Api } from './products/v4-api.js';
import { BadQuery } from './query-values.js';
import { styleApi } from './styles/style-api.js';

const APIS: readonly JoorApi[] = [orderApi, inventoryApi, styleApi, v4Api];

/** JOOR's API host of one world: v2 orders, inventory and styles, v4 catalogue. */
export function joorTarget(world: JoorWorld): Target {
  const faults = new FaultSet(`joor-${world.name}`, {
    throttled: (retryAfterMs) => throttled('simulated', retryAfterMs),
    unauthorised: () => unauthorised(),
  });
  const admit = (call: Call): (() => Answer) => {
    const account = authorise(world, call);
    if (!account) return unauthorised;
    const route = routeOf(call);
    const cost = call.method === 'GET' ? 1 : 5;
    const refusedFor = account.credit.take(cost, world.credits, world.now());
    if (refusedFor !== null) {
      account.spending.refused(route);
      const answer = throttled(account.id, world.credits.retryAfter ? refusedFor : null);
      return () => ({ ...answer, account: account.id });
    }
    account.spending.took(route, cost);
    const asked = { world, account, call, askedAt: world.now() };
    return () => ({ ...answered(asked), account: account.id });
  };
  return { name: faults.target, faults, route: routeOf, admit, handle: (call) => admit(call)() };
}

function answered(asked: Asked): Answer {
  const { world, call } = asked;
  try {
    return APIS.find(({ route }) => route(call.path) !== null)?.answer(asked) ?? notFound(call);
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

function routeOf({ method, path }: Call): string {
  for (const { route } of APIS) {
    const name = route(path);
    if (name !== null) return `${method} ${name}`;
  }
  return `${method} other`;
}

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
