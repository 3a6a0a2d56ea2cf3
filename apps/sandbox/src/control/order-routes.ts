import { CHANGES, type Change, changed } from '../generator/life-cycle.js';
import type { JoorAccount } from '../joor/joor-account.js';
import { type JoorOrder, type JoorStatus, joorInstant } from '../joor/joor-order.js';
import type { JoorWorld } from '../joor/joor-world.js';
import type { StoredOrder } from '../joor/stored-order.js';
import { UNREADABLE_KINDS, unreadable } from '../joor/unreadable.js';
import { Random } from '../random/random.js';
import { BadRequest, Fields } from './fields.js';
import type { Asked, Route } from './route.js';
import type { Steered } from './steered.js';
import { worldNamed } from './world-named.js';

const STATUSES = ['any', '0', '1', '3', '4', '5', '6'] as const;

/** Orders of an account: list, add, change. */
export function orderRoutes(sandbox: Steered): readonly Route[] {
  const at = ({ parameters }: Asked) => {
    const world = worldNamed(sandbox, parameters.world);
    return { world, account: world.account(parameters.account ?? '') };
  };
  return [
    {
      route: 'GET /control/joor/{world}/{account}/orders',
      answer: (asked) => ({ orders: at(asked).account.all().map(summary) }),
    },
    {
      route: 'POST /control/joor/{world}/{account}/orders',
      answer: (asked) => {
        const { world, account } = at(asked);
        return { orders: newRecords(world, account.id, asked.body).map((raw) => summary(account.put(raw))) };
      },
    },
    {
      route: 'DELETE /control/joor/{world}/{account}/orders',
      answer: (asked) => at(asked).account.clear(),
    },
    {
      route: 'PATCH /control/joor/{world}/{account}/orders/{orderId}',
      answer: (asked) => {
        const { world, account } = at(asked);
        return summary(change(world, account, asked.parameters.orderId ?? '', asked.body));
      },
    },
  ];
}

const summary = ({ key, facts, export: state }: StoredOrder) => ({
  key,
  status: facts.status,
  modifiedAt: Number.isNaN(facts.modifiedAt) ? null : new Date(facts.modifiedAt).toISOString(),
  customerCode: facts.customerCode,
  export: state,
});

/**
 * `{"orders":[…]}` raw records as they are; or `count` generated ones (default 1), with `status`, `with` (fields
 * that replace the generated ones), `days` (spread over the days before now) or `unreadable` (a kind).
 */
function newRecords(world: JoorWorld, id: string, body: unknown): readonly unknown[] {
  const fields = new Fields(body ?? {}, 'orders');
  const explicit = fields.list('orders');
  const count = fields.number('count', explicit.length > 0 ? 0 : 1, 0, 100_000);
  const status = fields.choice('status', STATUSES, 'any');
  const days = fields.number('days', 0);
  const kind = fields.choice('unreadable', ['no', ...UNREADABLE_KINDS], 'no');
  const replaced = fields.object('with');
  fields.done();
  const source = world.sourceOf(id);
  const step = (days * 86_400_000) / Math.max(1, count);
  const made = Array.from({ length: count }, (_, index) => {
    const at = Math.round(world.now() - (count - 1 - index) * step);
    const order = { ...source.next(at, status === 'any' ? undefined : (status as JoorStatus)), ...replaced };
    return kind === 'no' ? order : unreadable(order, kind);
  });
  return [...explicit, ...made];
}

/** `{"change":"cancel"}` and the like, or `{"with":{…}}` to replace fields; either is a modification now. */
function change(world: JoorWorld, account: JoorAccount, orderId: string, body: unknown): StoredOrder {
  const stored = account.get(orderId);
  if (!stored) throw new BadRequest(`account ${account.id} has no order ${orderId}`);
  const fields = new Fields(body, 'change');
  const name = fields.choice('change', ['none', ...CHANGES], 'none');
  const replaced = fields.object('with');
  const seed = fields.number('seed', 1);
  fields.done();
  const now = world.now();
  let order = stored.raw as JoorOrder;
  if (!Array.isArray(order?.line_items)) throw new BadRequest(`order ${orderId} has no lines to change`);
  if (name !== 'none') {
    order = changed(order, name as Change, now, new Random(seed), world.sourceOf(account.id).brand);
  }
  return account.put({ ...order, date_modified: joorInstant(now), ...replaced });
}
