import { type OrderState, orderRevised } from '@joor-bridge/contracts';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import { type CallerIdentity, ProblemException } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { OrderIntake } from '../intake/order-intake.js';
import { outboxRowOf } from '../outcomes/outcome.js';
import { standingOutcomes } from '../outcomes/standing-outcomes.js';
import type { OrderActionBody } from './order-dto.js';
import type { OrderRow } from './order-rows.js';

export const ACTIONS = ['retry', 'cancel', 're-decide', 'mark-done'] as const;
export type OrderAction = (typeof ACTIONS)[number];

interface Standing {
  state: OrderState | null;
  doubt: boolean;
}

/** A person speaks of the order as it is now: of its newest revision, as it was decided. */
const SETTLE = `
insert into deliveries (connection_id, order_id, revision, settings_version, state, test_mode, reason, wms_order_id,
  settled_at)
select connection_id, order_id, revision, settings_version, $3, false, $4, $5, now()
from orders where connection_id = $1 and order_id = $2
on conflict (connection_id, order_id) do update set revision = excluded.revision,
  settings_version = excluded.settings_version, lines = null, state = excluded.state, reason = excluded.reason,
  wms_order_id = excluded.wms_order_id, settled_at = now(), due_at = null, doubt = false, superseded = false,
  attempt_id = null, lease_until = null`;

/** What a person may do with an order. */
export class OrderActions {
  constructor(
    private readonly pool: pg.Pool,
    private readonly intake: OrderIntake,
    /** How long after a lost answer its request may still have its effect, in milliseconds. */
    private readonly settleMs: number,
  ) {}

  /** @throws 409 when the order does not stand where the action makes sense */
  async act(
    order: OrderRow,
    action: OrderAction,
    body: OrderActionBody,
    caller: CallerIdentity,
  ): Promise<void> {
    switch (action) {
      case 'retry':
        return this.retry(order);
      case 'cancel':
        return this.settle(order, 'cancelled', body.reason ?? `cancelled by ${caller.name}`, null);
      case 'mark-done':
        return this.settle(
          order,
          'delivered',
          body.reason ?? `marked as done by ${caller.name}`,
          body.wmsOrderId,
        );
      case 're-decide':
        return this.decideAgain(order);
    }
  }

  /**
   * The delivery is due at once, and its 15 days of trying begin again. Where an attempt may have reached the WMS,
   * due means looked up, and that is of no use before the effect must have shown.
   */
  private async retry(order: OrderRow): Promise<void> {
    const { rowCount } = await this.pool.query(
      `update deliveries set state = 'parked', first_tried_at = null,
         due_at = case when doubt then least(due_at, now() + $3::interval) else now() end,
         attempts = case when state = 'failed' then 0 else attempts end, settled_at = null
       where connection_id = $1 and order_id = $2 and state in ('parked', 'failed')`,
      [...idOf(order), `${this.settleMs} milliseconds`],
    );
    if (rowCount === 0) throw conflict(order, 'only a parked or failed delivery can be tried again');
  }

  private async settle(
    order: OrderRow,
    state: 'cancelled' | 'delivered',
    reason: string,
    wmsOrderId: string | null | undefined,
  ): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { state: now, doubt } = await this.standing(client, order);
      if (now === 'delivering') throw conflict(order, 'a request is under way; try again in a moment');
      if (now === 'delivered') throw conflict(order, 'the order is delivered');
      if (doubt && state === 'cancelled') {
        throw conflict(
          order,
          'an attempt may have reached the WMS; it is being looked up, or mark the order as done',
        );
      }
      await client.query(SETTLE, [...idOf(order), state, reason, wmsOrderId ?? null]);
      await this.announce(client, order);
    });
  }

  /** Decides by the settings of now; a cancellation is taken back by it. */
  private async decideAgain(order: OrderRow): Promise<void> {
    // The newest is not always the order's own: while it was cancelled, newer ones were only kept.
    const { rows } = await this.pool.query<{ event: Buffer }>(
      `select event from revisions where connection_id = $1 and order_id = $2
       order by modified_at desc, revision = $3 desc, seen_at desc limit 1`,
      [...idOf(order), order.revision],
    );
    const candidates = rows.map(({ event }) => ({
      event: orderRevised.decode(event),
      bytes: event,
      record: null,
    }));
    await this.intake.consider(candidates, 'person');
  }

  private async standing(client: pg.ClientBase, order: OrderRow): Promise<Standing> {
    await client.query(
      'select from orders where connection_id = $1 and order_id = $2 for update',
      idOf(order),
    );
    const { rows } = await client.query<Standing>(
      'select state, doubt from deliveries where connection_id = $1 and order_id = $2 for update',
      idOf(order),
    );
    return rows[0] ?? { state: null, doubt: false };
  }

  private async announce(client: pg.PoolClient, order: OrderRow): Promise<void> {
    const standing = await standingOutcomes(client, [
      { connectionId: order.connection_id, orderId: order.order_id },
    ]);
    await addToOutbox(client, [...standing.values()].map(outboxRowOf));
  }
}

const idOf = (order: OrderRow): [string, string] => [order.connection_id, order.order_id];

const conflict = (order: OrderRow, why: string): ProblemException =>
  new ProblemException(409, {
    title: 'Not possible now',
    detail: `Order ${order.order_id} is ${order.state}: ${why}.`,
  });
