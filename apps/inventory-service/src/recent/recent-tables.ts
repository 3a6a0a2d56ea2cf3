import type { OrderOutcome, World } from '@joor-bridge/contracts';
import { textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { ToldOrder } from './told-order.js';

export interface OrderPlace {
  readonly connectionId: string;
  readonly world: World;
  readonly orderId: string;
}

/** An order with the units that it took from the stock; none unless it is delivered. */
export interface KnownOrder extends ToldOrder {
  readonly lines: OrderOutcome['lines'];
}

export interface PlacedOrder extends KnownOrder, OrderPlace {}

export const placeKey = ({ connectionId, orderId }: OrderPlace): string => `${connectionId} ${orderId}`;

const placesOf = (places: readonly OrderPlace[]) => [
  textArray(places.map(({ connectionId }) => connectionId)),
  textArray(places.map(({ world }) => world)),
  textArray(places.map(({ orderId }) => orderId)),
];

const PLACES = 'unnest($1::text[], $2::text[], $3::text[])';

const KNOWN = `
  select connection_id as "connectionId", world, order_id as "orderId", revision,
    (extract(epoch from told_at) * 1000)::float8 as "toldAt",
    (extract(epoch from delivered_at) * 1000)::float8 as "deliveredAt",
    coalesce((select json_agg(json_build_object('itemCode', l.sku, 'quantity', l.quantity) order by l.sku)
      from recent_lines l
      where (l.connection_id, l.world, l.order_id) = (o.connection_id, o.world, o.order_id)), '[]') as lines
  from recent_orders o join ${PLACES} as place (connection_id, world, order_id) using (connection_id, world, order_id)
  order by 1, 2, 3 for update of o`;

/** What is known of these orders, locked until the transaction ends. */
export async function knownOrders(
  client: pg.ClientBase,
  places: readonly OrderPlace[],
): Promise<Map<string, KnownOrder>> {
  const { rows } = await client.query<PlacedOrder>(KNOWN, placesOf(places));
  return new Map(rows.map((row) => [placeKey(row), row]));
}

const WRITE_ORDERS = `
  insert into recent_orders as known (connection_id, world, order_id, revision, told_at, delivered_at)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
  order by 1, 2, 3
  on conflict (connection_id, world, order_id) do update set
    revision = excluded.revision, told_at = excluded.told_at, delivered_at = excluded.delivered_at`;

export async function writeOrders(client: pg.ClientBase, orders: readonly PlacedOrder[]): Promise<void> {
  await client.query(WRITE_ORDERS, [
    ...placesOf(orders),
    textArray(orders.map(({ revision }) => revision)),
    timestampArray(orders.map(({ toldAt }) => toldAt)),
    orders.map(({ deliveredAt }) => (deliveredAt === null ? null : new Date(deliveredAt))),
  ]);
}

const DROP_LINES = `
  delete from recent_lines using ${PLACES} as place (connection_id, world, order_id)
  where (recent_lines.connection_id, recent_lines.world, recent_lines.order_id)
    = (place.connection_id, place.world, place.order_id)`;

const WRITE_LINES = `
  insert into recent_lines (connection_id, world, order_id, sku, quantity, delivered_at)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::timestamptz[])`;

/** Puts the lines of these orders in the place of those that were there. */
export async function replaceLines(client: pg.ClientBase, orders: readonly PlacedOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await client.query(DROP_LINES, placesOf(orders));
  const lines = orders.flatMap(({ deliveredAt, lines: all, ...place }) =>
    deliveredAt === null ? [] : all.map((line) => ({ ...place, ...line, deliveredAt })),
  );
  if (lines.length === 0) return;
  await client.query(WRITE_LINES, [
    ...placesOf(lines),
    textArray(lines.map(({ itemCode }) => itemCode)),
    lines.map(({ quantity }) => quantity),
    timestampArray(lines.map(({ deliveredAt }) => deliveredAt)),
  ]);
}
