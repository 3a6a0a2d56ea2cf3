import type { World } from '@joor-bridge/contracts';
import type { Database } from '@joor-bridge/persistence';

/** Where orders were seen. */
export interface SeenPlace {
  readonly connectionId: string;
  readonly world: World;
}

/** One order, or one unreadable record, as it was seen. */
export interface Sighting {
  readonly orderId: string;
  readonly revision: string;
  readonly modifiedAt: string;
}

/** New, or changed since; what is older than what is known comes from a page read before, and is dropped. */
const CHANGED = `
  select sighting.n
  from unnest($3::text[], $4::text[], $5::timestamptz[]) with ordinality as sighting (order_id, revision, modified_at, n)
  left join seen_revisions known
    on known.connection_id = $1 and known.world = $2 and known.order_id = sighting.order_id
  where known.order_id is null
    or (known.revision <> sighting.revision and known.modified_at <= sighting.modified_at)`;

const REMEMBER = `
  insert into seen_revisions (connection_id, world, order_id, revision, modified_at)
  select $1, $2, sighting.* from unnest($3::text[], $4::text[], $5::timestamptz[]) as sighting
  on conflict (connection_id, world, order_id)
  do update set revision = excluded.revision, modified_at = excluded.modified_at
  where seen_revisions.modified_at <= excluded.modified_at
    and (seen_revisions.revision, seen_revisions.modified_at) <> (excluded.revision, excluded.modified_at)`;

/** Which revisions were published, so that the overlap of two polls costs nothing downstream. */
export class SeenRevisions {
  constructor(private readonly database: Pick<Database, 'pool'>) {}

  /** Those that are to be published. At most one sighting per order id. */
  async changed<S extends Sighting>(place: SeenPlace, sightings: readonly S[]): Promise<S[]> {
    if (sightings.length === 0) return [];
    const { rows } = await this.database.pool.query<{ n: string }>(CHANGED, parameters(place, sightings));
    const wanted = new Set(rows.map(({ n }) => Number(n)));
    return sightings.filter((_, index) => wanted.has(index + 1));
  }

  /** To be called when the broker has them. */
  async remember(place: SeenPlace, sightings: readonly Sighting[]): Promise<void> {
    if (sightings.length > 0) await this.database.pool.query(REMEMBER, parameters(place, sightings));
  }
}

const parameters = ({ connectionId, world }: SeenPlace, sightings: readonly Sighting[]) => [
  connectionId,
  world,
  sightings.map(({ orderId }) => orderId),
  sightings.map(({ revision }) => revision),
  sightings.map(({ modifiedAt }) => modifiedAt),
];
