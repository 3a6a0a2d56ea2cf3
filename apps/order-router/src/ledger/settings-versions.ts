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
    const { rows } = await this.pool.query<{ snapshot: unknown }>(
      'select snapshot from settings_versions where connection_id = $1 and version = $2',
      [connectionId, version],
    );
    return rows[0] && connectionChanged.parse(rows[0].snapshot);
  }
}
