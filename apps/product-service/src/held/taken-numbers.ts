import type { World } from '@joor-bridge/contracts';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Refusal } from '../map/refusal.js';

/** Another connection that writes to the same JOOR account. */
export interface Neighbour {
  readonly connectionId: string;
  /** As a person of this connection's workspace may see it; null: it is another workspace's. */
  readonly name: string | null;
}

/** Style numbers in JOOR that a neighbour has written, with that neighbour. */
export type TakenNumbers = ReadonlyMap<string, Neighbour>;

/** What a neighbour may have written just now counts, too. */
const TAKEN = `
select number, min(connection_id) as "connectionId" from (
  select held ->> 'externalId' as number, connection_id from held_products
  where world = $1 and connection_id = any($2::text[])
  union all
  select mapped -> 'wanted' ->> 'number', connection_id from style_states
  where world = $1 and connection_id = any($2::text[]) and doubt is not null) as known
where number is not null and ($3::text[] is null or number = any($3::text[]))
group by 1`;

/**
 * A style number in a JOOR account is the connection's that has written it first, as long as that connection is there.
 * @param numbers null: all
 */
export async function takenNumbers(
  client: pg.Pool | pg.ClientBase,
  neighbours: readonly Neighbour[],
  world: World,
  numbers: readonly string[] | null,
): Promise<TakenNumbers> {
  if (neighbours.length === 0 || numbers?.length === 0) return new Map();
  const { rows } = await client.query<{ number: string; connectionId: string }>(TAKEN, [
    ...[world, textArray(neighbours.map(({ connectionId }) => connectionId)), numbers && textArray(numbers)],
  ]);
  const byId = new Map(neighbours.map((each) => [each.connectionId, each]));
  return new Map(
    rows.flatMap(({ number, connectionId }) => {
      const neighbour = byId.get(connectionId);
      return neighbour ? [[number, neighbour]] : [];
    }),
  );
}

export function takenBy(number: string, { name }: Neighbour): Refusal {
  const who = name === null ? 'a connection of another workspace' : `connection "${name}"`;
  const reason = `Style number ${number} was written to the same JOOR account by ${who}, and stays its own: map "styleNumber" to a field that tells them apart, leave the style out by Item Filter, or delete that connection, which hands its styles over.`;
  return { code: 'number-of-other-connection', reason };
}
