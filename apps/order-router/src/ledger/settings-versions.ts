import { type ConnectionSnapshot, connectionChanged } from '@joor-bridge/contracts';
import type pg from 'pg';

/** The settings that decisions name, kept so that a decision can be explained later. Credentials are left out. */
export class SettingsVersions {
  private readonly kept = new Map<string, number>();

  constructor(private readonly pool: pg.Pool) {}

  /** Makes sure that these versions are in the ledger before a decision names them. */
  async keep(snapshots: Iterable<ConnectionSnapshot>): Promise<void> {
    for (const snapshot of snapshots) {
      const { connectionId, version } = snapshot;
      if (this.kept.get(connectionId) === version) continue;
      await this.pool.query(
        `insert into settings_versions (connection_id, version, snapshot) values ($1, $2, $3)
         on conflict do nothing`,
        [connectionId, version, JSON.stringify({ ...snapshot, credentials: {} })],
      );
      this.kept.set(connectionId, version);
    }
  }

  /** The connection as it stood at a version; undefined when no decision was made under it here. */
  async at(connectionId: string, version: number): Promise<ConnectionSnapshot | undefined> {
    const found = await snapshotsAt(this.pool, [{ connectionId, version }]);
    return found.get(`${connectionId}:${version}`);
  }
}

/** Connections as they stood, by `connection id:version`; those under which nothing was decided here are missing. */
export async function snapshotsAt(
  client: pg.Pool | pg.ClientBase,
  wanted: readonly { readonly connectionId: string; readonly version: number }[],
): Promise<Map<string, ConnectionSnapshot>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await client.query<{ connection_id: string; version: number; snapshot: unknown }>(
    `select connection_id, version, snapshot from settings_versions
     where (connection_id, version) in (select * from unnest($1::text[], $2::int[]))`,
    [wanted.map(({ connectionId }) => connectionId), wanted.map(({ version }) => version)],
  );
  return new Map(
    rows.map((row) => [`${row.connection_id}:${row.version}`, connectionChanged.parse(row.snapshot)]),
  );
}
