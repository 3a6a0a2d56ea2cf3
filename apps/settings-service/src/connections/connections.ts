import { type CallerIdentity, notFound } from '@joor-bridge/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId, readId } from '../http/identifier.js';
import { mustBeCurrent } from '../http/if-match.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { changesBetween } from './changes.js';
import { Connection } from './connection.entity.js';
import { type ConnectionState, stateOf } from './connection-state.js';
import { recordChange, recordRemoval } from './record-change.js';

type Expected = number | 'newest';

/** The connections that a caller sees, and the one way to change them. */
@Injectable()
export class Connections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workspaces: Workspaces,
  ) {}

  /** @throws 404 for a workspace that the caller does not see */
  async list(workspace: string, caller: CallerIdentity): Promise<Connection[]> {
    const { id: workspaceId } = await this.workspaces.get(workspace, caller);
    return this.dataSource
      .getRepository(Connection)
      .find({ where: { workspaceId }, order: { name: 'asc', id: 'asc' } });
  }

  /** @throws 404 */
  async get(id: string, caller: CallerIdentity): Promise<Connection> {
    return found(
      await this.dataSource.getRepository(Connection).findOneBy({ id: readId('connection', id) }),
      caller,
    );
  }

  create(workspace: string, caller: CallerIdentity, state: ConnectionState): Promise<Connection> {
    return this.dataSource.transaction(async (manager) => {
      const { id: workspaceId } = await this.workspaces.hold(manager, workspace, caller);
      const now = new Date();
      const row = manager.create(Connection, {
        ...state,
        id: newId('connection'),
        workspaceId,
        version: 1,
        createdAt: now,
        updatedAt: now,
        updatedBy: caller.name,
      });
      await recordChange(manager, row, changesBetween(null, state));
      return row;
    });
  }

  /**
   * Changes a connection from the version that was seen. A change that changes nothing makes no version.
   * @param expected the version; `newest` for a change that is right whatever the others did
   * @param next gives the new state; it may throw to refuse
   */
  change(
    id: string,
    caller: CallerIdentity,
    expected: Expected,
    next: (state: ConnectionState) => ConnectionState,
  ): Promise<Connection> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.lock(manager, id, caller, expected);
      const before = stateOf(row);
      const after = next(before);
      const changes = changesBetween(before, after);
      if (changes.length === 0) return row;
      Object.assign(row, after);
      row.version += 1;
      row.updatedAt = new Date();
      row.updatedBy = caller.name;
      await recordChange(manager, row, changes);
      return row;
    });
  }

  remove(id: string, caller: CallerIdentity, expected: number): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.lock(manager, id, caller, expected);
      await recordRemoval(manager, row, caller.name);
    });
  }

  private async lock(manager: EntityManager, id: string, caller: CallerIdentity, expected: Expected) {
    const where = { id: readId('connection', id) };
    const row = found(
      await manager.findOne(Connection, { where, lock: { mode: 'pessimistic_write' } }),
      caller,
    );
    if (expected !== 'newest') mustBeCurrent(expected, row.version);
    return row;
  }
}

function found(row: Connection | null, caller: CallerIdentity): Connection {
  if (!row) throw notFound('connection');
  caller.mustSee(row.workspaceId, 'connection');
  return row;
}
