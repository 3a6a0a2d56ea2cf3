import { type OrderOutcome, type OrderState, orderRevised } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import { type CallerIdentity, ProblemException } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { OrderIntake } from '../intake/order-intake.js';
import { inTransaction } from '../ledger/in-transaction.js';
import { NOTHING_DELIVERED, outboxRowOf } from '../outcomes/outcome.js';
import type { OrderActionBody } from './order-dto.js';
import type { OrderRow } from './order-rows.js';

export const ACTIONS = ['retry', 'cancel', 're-decide', 'mark-done'] as const;
export type OrderAction = (typeof ACTIONS)[number];

interface Standing {
  state: OrderState | null;
  doubt: boolean;
}

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
      await client.query(
        `insert into deliveries (connection_id, order_id, revision, state, test_mode, reason, wms_order_id, settled_at)
         values ($1, $2, $3, $4, false, $5, $6, now())
         on conflict (connection_id, order_id) do update set state = excluded.state, reason = excluded.reason,
           wms_order_id = excluded.wms_order_id, settled_at = now(), due_at = null, doubt = false,
           attempt_id = null, lease_until = null`,
        [...idOf(order), order.revision, state, reason, wmsOrderId ?? null],
      );
      await this.announce(client, order, state, reason, wmsOrderId ?? null);
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

  private announce(
    client: pg.PoolClient,
    order: OrderRow,
    state: OrderState,
    reason: string,
    wmsOrderId: string | null,
  ): Promise<void> {
    const outcome: OrderOutcome = {
      connectionId: order.connection_id,
      workspaceId: order.workspace_id,
      orderId: order.order_id,
      revision: order.revision,
      modifiedAt: order.modified_at.toISOString(),
      state,
      rule: null,
      reason,
      settingsVersion: order.settings_version,
      wmsOrderId,
      cancelledInJoor: order.joor_status === 'cancelled',
      warehouse: null,
      ...NOTHING_DELIVERED,
      at: new Date().toISOString(),
    };
    return addToOutbox(client, [outboxRowOf(outcome)]);
  }
}

const idOf = (order: OrderRow): [string, string] => [order.connection_id, order.order_id];

const conflict = (order: OrderRow, why: string): ProblemException =>
  new ProblemException(409, {
    title: 'Not possible now',
    detail: `Order ${order.order_id} is ${order.state}: ${why}.`,
  });
