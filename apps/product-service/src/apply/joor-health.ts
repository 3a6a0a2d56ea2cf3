import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { JoorFailure } from '@joor-bridge/joor';
import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { type ActivityFacts, tellActivity } from '../activity/tell-activity.js';
import type { Scope } from '../catalogue/scope.js';
import { MINUTE_MS, waitMs } from './turn-end.js';

export type Health =
  | 'ok'
  | 'throttled'
  | 'unauthorized'
  | 'unavailable'
  | 'malformed'
  | 'refused'
  | 'internal';

/** When JOOR does not say for how long its limit is used up. */
const THROTTLED_WAIT_MS = 60_000;

const PUT = `
insert into joor_health as known (connection_id, world, health, sentence, failures, not_before, refused_version)
values ($1, $2, $3, $4, $5, case when $6::bigint is null then 'infinity' else now() + $6 * interval '1 millisecond' end, $7)
on conflict (connection_id, world) do update set
  health = excluded.health, sentence = excluded.sentence, failures = excluded.failures,
  not_before = excluded.not_before, refused_version = excluded.refused_version`;

/** How JOOR answered last, by connection: when it may be spoken to again. */
export class JoorHealth {
  constructor(
    private readonly pool: pg.Pool,
    /** How long after its end a request may still be on its way. */
    private readonly settleMs: number,
    private readonly minuteMs: number = MINUTE_MS,
  ) {}

  async well({ connectionId, world }: Scope): Promise<void> {
    await this.pool.query('delete from joor_health where connection_id = $1 and world = $2', [
      connectionId,
      world,
    ]);
  }

  /** Refused credentials end it until the connection changes, and are told once; all else goes on by itself. */
  async failed(scope: Scope, snapshot: ConnectionSnapshot, failure: JoorFailure): Promise<void> {
    const { kind } = failure;
    await inTransaction(this.pool, async (client) => {
      const before = await read(client, scope);
      const failures = kind === 'throttled' ? before.failures : before.failures + 1;
      const isRefused = kind === 'unauthorized';
      const values = [kind, sentenceOf(failure), failures, this.waitOf(failure, failures)];
      await client.query(PUT, [
        scope.connectionId,
        scope.world,
        ...values,
        isRefused ? snapshot.version : null,
      ]);
      if (isRefused && before.health !== 'unauthorized')
        await tellActivity(client, refusalOf(snapshot, failure));
    });
  }

  /** Something of ours went wrong: the log has it. */
  async stumbled({ connectionId, world }: Scope): Promise<void> {
    const { failures } = await read(this.pool, { connectionId, world });
    const sentence = 'Writing to JOOR failed within joor-bridge; the log of product-service says why.';
    const wait = waitMs(failures, this.minuteMs);
    await this.pool.query(PUT, [connectionId, world, 'internal', sentence, failures + 1, wait, null]);
  }

  /** A person asks for it, or the credentials may be new: it is tried at once. */
  async tryAgain({ connectionId, world }: Scope): Promise<void> {
    await this.pool.query(
      `update joor_health set not_before = now(), refused_version = null
       where connection_id = $1 and world = $2 and health <> 'throttled'`,
      [connectionId, world],
    );
  }

  /** Lets those go on whose connection has changed since JOOR refused its credentials. */
  async releaseChanged(versionOf: (connectionId: string) => number | undefined): Promise<void> {
    const { rows } = await this.pool.query<Scope & { version: number }>(
      `select connection_id as "connectionId", world, refused_version as version
       from joor_health where refused_version is not null`,
    );
    for (const { version, ...scope } of rows) {
      if ((versionOf(scope.connectionId) ?? version) > version) await this.tryAgain(scope);
    }
  }

  /** Milliseconds; null is for ever. */
  private waitOf(failure: JoorFailure, failures: number): number | null {
    if (failure.kind === 'unauthorized') return null;
    if (failure.kind === 'throttled') return failure.retryAfterMs ?? THROTTLED_WAIT_MS;
    return Math.max(this.settleMs, waitMs(failures - 1, this.minuteMs));
  }
}

interface Known {
  readonly health: Health;
  readonly failures: number;
}

async function read(client: pg.Pool | pg.ClientBase, { connectionId, world }: Scope): Promise<Known> {
  const { rows } = await client.query<Known>(
    'select health, failures from joor_health where connection_id = $1 and world = $2',
    [connectionId, world],
  );
  return rows[0] ?? { health: 'ok', failures: 0 };
}

const sentenceOf = ({ kind, message }: JoorFailure): string =>
  kind === 'unauthorized'
    ? `${message} Enter new JOOR credentials in the connection.`
    : `${message} It goes on by itself.`;

function refusalOf(
  { connectionId, workspaceId, name }: ConnectionSnapshot,
  failure: JoorFailure,
): ActivityFacts {
  const message = `Products of "${name}" no longer go to JOOR. ${sentenceOf(failure)}`;
  return { connectionId, workspaceId, level: 'error', kind: 'joor.unauthorized', message };
}
