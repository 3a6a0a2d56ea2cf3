import type { World } from '@joor-bridge/contracts';
import type { Database, LeasedWork } from '@joor-bridge/persistence';
import type { PullOutcome, PullTally } from './pull-records.js';

/** A pull as people see it. */
export interface Pull extends PullTally {
  readonly id: string;
  readonly connectionId: string;
  readonly world: World;
  readonly workspaceId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: PullOutcome | 'running';
  readonly reason: string | null;
  readonly acceptedBy: string | null;
}

const FIELDS = `id, connection_id as "connectionId", world, workspace_id as "workspaceId", started_at as "startedAt",
  ended_at as "endedAt", pages, rows, changed, zeroed, refused_rows as "refusedRows", refused, outcome, reason,
  accepted_by as "acceptedBy"`;

const ACCEPT = `
  update pulls set accepted_by = $2
  where id = (
    select id from pulls where connection_id = $1 and outcome in ('done', 'refused', 'unauthorized')
    order by started_at desc limit 1
  ) and outcome = 'refused'
  returning world`;

/** The pulls that were, and asking for one. For the API. */
export class Pulls {
  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly work: Pick<LeasedWork, 'request'>,
  ) {}

  /** Newest first. */
  async of(connectionId: string, limit: number): Promise<Pull[]> {
    const { rows } = await this.database.pool.query<Pull>(
      `select ${FIELDS} from pulls where connection_id = $1 order by started_at desc limit $2`,
      [connectionId, limit],
    );
    return rows;
  }

  /** Asks for a pull as soon as possible. False when the connection's stock is not read at all. */
  request(connectionId: string, world: World): Promise<boolean> {
    return this.work.request({ connectionId, world });
  }

  /**
   * Says that the list which the last pull doubted is right: the next one, which is asked for, sets to 0 what is not
   * in the list. False when the last pull doubted nothing.
   */
  async accept(connectionId: string, by: string): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ world: World }>(ACCEPT, [connectionId, by]);
    const [accepted] = rows;
    if (accepted === undefined) return false;
    await this.request(connectionId, accepted.world);
    return true;
  }
}
