import type { World } from '@joor-bridge/contracts';
import { uuidV7 } from '@joor-bridge/messaging';
import type { Database } from '@joor-bridge/persistence';
import type { Tally } from '../poll/tally.js';
import { inTurn } from '../schedule/in-turn.js';

export const BACKFILL_STATES = ['queued', 'running', 'done', 'cancelled'] as const;
export type BackfillState = (typeof BACKFILL_STATES)[number];

/** A range of time whose orders are fetched again, in parts, beside the live polls. */
export interface Backfill {
  readonly backfillId: string;
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly world: World;
  readonly account: string;
  readonly from: Date;
  readonly to: Date;
  /** Everything before this is done. */
  readonly doneTo: Date;
  readonly state: BackfillState;
  readonly failures: number;
  /** Why it waits; blank when all is well. */
  readonly sentence: string;
  readonly pages: number;
  readonly seen: number;
  readonly published: number;
  readonly unreadable: number;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A backfill that is leased to us. */
export interface BackfillClaim extends Backfill {
  readonly leaseId: string;
}

export type NewBackfill = Pick<
  Backfill,
  'connectionId' | 'workspaceId' | 'world' | 'account' | 'from' | 'to' | 'requestedBy'
>;

const COLUMNS = [
  'b.backfill_id as "backfillId", b.connection_id as "connectionId", b.workspace_id as "workspaceId"',
  'b.world, b.account, b.range_from as "from", b.range_to as "to", b.done_to as "doneTo", b.state, b.failures',
  'b.sentence, b.pages, b.seen, b.published, b.unreadable, b.requested_by as "requestedBy"',
  'b.created_at as "createdAt", b.finished_at as "finishedAt"',
].join(', ');

const DUE = `b.state in ('queued', 'running') and b.due_at <= now() and (b.lease_until is null or b.lease_until < now())`;
const ANY_DUE = `select exists (select 1 from backfills b where ${DUE}) as due`;

/** One per account, the oldest first. */
const CLAIM = `
  with candidates as (
    select b.backfill_id, row_number() over (partition by b.account order by b.created_at) as turn
    from backfills b
    where ${DUE}
      and not exists (select 1 from backfills o where o.account = b.account and o.lease_until >= now())
  ), chosen as (
    select b.backfill_id from backfills b join candidates c using (backfill_id)
    where c.turn = 1 order by b.created_at limit $2 for update of b skip locked
  )
  update backfills b set lease_id = gen_random_uuid(), state = 'running',
    lease_until = now() + $1 * interval '1 millisecond'
  from chosen where b.backfill_id = chosen.backfill_id
  returning b.lease_id as "leaseId", ${COLUMNS}`;

const PROGRESS = `
  update backfills set lease_id = null, lease_until = null, done_to = $2, failures = 0, sentence = '',
    due_at = now(), pages = pages + $3, seen = seen + $4, published = published + $5,
    unreadable = unreadable + $6,
    state = case when $2 >= range_to then 'done' else state end,
    finished_at = case when $2 >= range_to then now() end
  where lease_id = $1`;

const POSTPONE = `
  update backfills set lease_id = null, lease_until = null, failures = $2, sentence = $3,
    due_at = now() + $4 * interval '1 millisecond'
  where lease_id = $1`;

const INSERT = `
  insert into backfills as b
    (backfill_id, connection_id, workspace_id, world, account, range_from, range_to, done_to, requested_by)
  values ($1, $2, $3, $4, $5, $6, $7, $6, $8)
  returning ${COLUMNS}`;

const CANCEL = `
  update backfills b set state = 'cancelled', finished_at = now(), lease_id = null, lease_until = null
  where b.backfill_id = $1 and b.connection_id = $2 and b.state in ('queued', 'running')`;

export class Backfills {
  constructor(private readonly database: Pick<Database, 'pool' | 'schema'>) {}

  async create(wanted: NewBackfill): Promise<Backfill> {
    const { connectionId, workspaceId, world, account, from, to, requestedBy } = wanted;
    const values = [uuidV7(), connectionId, workspaceId, world, account, from, to, requestedBy];
    const { rows } = await this.database.pool.query<Backfill>(INSERT, values);
    const [made] = rows;
    if (!made) throw new Error('PostgreSQL gave no row for a new backfill.');
    return made;
  }

  /** Newest first. */
  async ofConnection(connectionId: string, limit: number): Promise<Backfill[]> {
    const sql = `select ${COLUMNS} from backfills b where b.connection_id = $1 order by b.created_at desc limit $2`;
    const { rows } = await this.database.pool.query<Backfill>(sql, [connectionId, limit]);
    return rows;
  }

  async find(connectionId: string, backfillId: string): Promise<Backfill | undefined> {
    const sql = `select ${COLUMNS} from backfills b where b.connection_id = $1 and b.backfill_id = $2`;
    const { rows } = await this.database.pool.query<Backfill>(sql, [connectionId, backfillId]);
    return rows[0];
  }

  /** Ends it before its next request. Nothing happens to one that is over. */
  async cancel(connectionId: string, backfillId: string): Promise<void> {
    await this.database.pool.query(CANCEL, [backfillId, connectionId]);
  }

  async claim(limit: number, leaseMs: number): Promise<BackfillClaim[]> {
    const { rows } = await this.database.pool.query<{ due: boolean }>(ANY_DUE);
    if (!rows[0]?.due) return [];
    return inTurn(this.database, 'backfill', async (client) => {
      const claimed = await client.query<BackfillClaim>(CLAIM, [leaseMs, limit]);
      return claimed.rows;
    });
  }

  /** A part is done, all of it acknowledged by the broker; the next part is due at once. */
  async progress(claim: BackfillClaim, doneTo: Date, tally: Tally): Promise<void> {
    const counts = [tally.pages, tally.seen, tally.published, tally.unreadable];
    await this.database.pool.query(PROGRESS, [claim.leaseId, doneTo, ...counts]);
  }

  async postpone(claim: BackfillClaim, afterMs: number, failures: number, sentence: string): Promise<void> {
    await this.database.pool.query(POSTPONE, [claim.leaseId, failures, sentence, afterMs]);
  }
}
