import type { OrderOutcome } from '@joor-bridge/contracts';
import type { Received } from '@joor-bridge/messaging';
import { type Database, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { KillPoints } from '../kill-points.js';
import { markChanged, type PlacedSku } from '../levels/mark-changed.js';
import { learnWarehouses } from './learn-warehouses.js';
import {
  type KnownOrder,
  knownOrders,
  type PlacedOrder,
  placeKey,
  replaceLines,
  writeOrders,
} from './recent-tables.js';
import { toldOrder, worldOfOrder } from './told-order.js';

/** Takes what became of orders into the recent ones, which the stock does not know of yet. */
export class OutcomeIntake {
  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly killPoints: Pick<KillPoints, 'pass'>,
  ) {}

  /** All of them are written, or none. */
  async take(records: readonly Received<OrderOutcome>[]): Promise<void> {
    const outcomes = records.map(({ event }) => event);
    await inTransaction(this.database.pool, (client) => takeOutcomes(client, outcomes));
    this.killPoints.pass('after-outcomes');
    for (const record of records) record.ack();
  }
}

/** Writes what outcomes tell, in any order, and marks the SKUs whose figure may be another for it. */
export async function takeOutcomes(client: pg.ClientBase, outcomes: readonly OrderOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const placed = outcomes.map((outcome) => ({ outcome, world: worldOfOrder(outcome.orderId) }));
  const places = placed.map(({ outcome: { connectionId, orderId }, world }) => ({
    connectionId,
    world,
    orderId,
  }));
  const known = await knownOrders(client, places);
  const orders = new Map<string, PlacedOrder>();
  for (const [at, { outcome }] of placed.entries()) {
    const place = places[at];
    if (place === undefined) continue;
    const key = placeKey(place);
    orders.set(key, { ...place, ...retold(orders.get(key) ?? known.get(key) ?? null, outcome) });
  }
  const others = [...orders].filter(([key, order]) => takesOther(known.get(key), order));
  await writeOrders(client, [...orders.values()]);
  await replaceLines(
    client,
    others.map(([, order]) => order),
  );
  await learnWarehouses(client, outcomes);
  await markChanged(
    client,
    others.flatMap(([key, order]) => skusOf(order, known.get(key))),
  );
}

function retold(known: KnownOrder | null, outcome: OrderOutcome): KnownOrder {
  const { order, holds } = toldOrder(known, outcome);
  const lines = holds ? unitsOf(outcome.lines) : (known?.lines ?? []);
  return { ...order, lines: order.deliveredAt === null ? [] : lines };
}

/** One line an item, in order, so that two tellings of the same compare equal. */
function unitsOf(lines: OrderOutcome['lines']): OrderOutcome['lines'] {
  const units = new Map<string, number>();
  for (const { itemCode, quantity } of lines) units.set(itemCode, (units.get(itemCode) ?? 0) + quantity);
  return [...units].map(([itemCode, quantity]) => ({ itemCode, quantity }));
}

/** Whether the order takes other units from the stock than before, or since another time. */
function takesOther(known: KnownOrder | undefined, order: KnownOrder): boolean {
  if (known === undefined) return order.lines.length > 0;
  return known.deliveredAt !== order.deliveredAt || textOf(known.lines) !== textOf(order.lines);
}

const textOf = (lines: OrderOutcome['lines']): string =>
  JSON.stringify(lines.map(({ itemCode, quantity }) => `${itemCode} ${quantity}`).sort());

const skusOf = (order: PlacedOrder, known: KnownOrder | undefined): PlacedSku[] =>
  [...order.lines, ...(known?.lines ?? [])].map(({ itemCode }) => ({
    connectionId: order.connectionId,
    world: order.world,
    sku: itemCode,
  }));
