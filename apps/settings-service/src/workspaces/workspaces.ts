import { topics } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import { type CallerIdentity, notFound, ProblemException } from '@joor-bridge/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { Connection } from '../connections/connection.entity.js';
import { newId, readId } from '../http/identifier.js';
import { mustBeCurrent } from '../http/if-match.js';
import { Workspace } from './workspace.entity.js';

/** The workspaces that a caller sees. */
@Injectable()
export class Workspaces {
  constructor(private readonly dataSource: DataSource) {}

  list(caller: CallerIdentity): Promise<Workspace[]> {
    const where = caller.workspaceId === null ? {} : { id: caller.workspaceId };
    return this.dataSource.getRepository(Workspace).find({ where, order: { name: 'asc', id: 'asc' } });
  }

  /** @throws 404 */
  get(id: string, caller: CallerIdentity): Promise<Workspace> {
    return find(this.dataSource.manager, id, caller);
  }

  /** Keeps a workspace from being deleted until the transaction ends, for what is made in it. @throws 404 */
  hold(manager: EntityManager, id: string, caller: CallerIdentity): Promise<Workspace> {
    return find(manager, id, caller, 'for_key_share');
  }

  async create(name: string, caller: CallerIdentity): Promise<Workspace> {
    mustBeInstallation(caller, 'make workspaces');
    const now = new Date();
    const workspace = { id: newId('workspace'), name, version: 1, createdAt: now, updatedAt: now };
    return this.dataSource.getRepository(Workspace).save({ ...workspace, updatedBy: caller.name });
  }

  rename(id: string, name: string, caller: CallerIdentity, expected: number): Promise<Workspace> {
    return this.dataSource.transaction(async (manager) => {
      const workspace = await this.lock(manager, id, caller, expected);
      if (workspace.name === name) return workspace;
      const change = { name, version: workspace.version + 1, updatedAt: new Date(), updatedBy: caller.name };
      return manager.save(Workspace, { ...workspace, ...change });
    });
  }

  /** Removes an empty workspace; its API keys end with it. @throws 409 while it has connections */
  remove(id: string, caller: CallerIdentity, expected: number): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const workspace = await this.lock(manager, id, caller, expected);
      mustBeInstallation(caller, 'delete workspaces');
      const connections = await manager.countBy(Connection, { workspaceId: workspace.id });
      if (connections > 0) {
        const detail = `The workspace still has ${connections} connections. Delete them first.`;
        throw new ProblemException(409, { title: 'Workspace in use', detail });
      }
      const keys = await manager.findBy(ApiKey, { workspaceId: workspace.id });
      await manager.delete(Workspace, { id: workspace.id });
      const gone = keys.map(({ keyId }) => ({ key: keyId, value: null }));
      const about = { topic: topics.apiKeys.name, type: topics.apiKeys.events[0].type };
      await addToOutbox(
        manager,
        gone.map((row) => ({ ...about, ...row })),
      );
    });
  }

  private async lock(manager: EntityManager, id: string, caller: CallerIdentity, expected: number) {
    const workspace = await find(manager, id, caller, 'pessimistic_write');
    mustBeCurrent(expected, workspace.version);
    return workspace;
  }
}

async function find(
  manager: EntityManager,
  id: string,
  caller: CallerIdentity,
  mode?: 'for_key_share' | 'pessimistic_write',
): Promise<Workspace> {
  const where = { id: readId('workspace', id) };
  caller.mustSee(where.id, 'workspace');
  const found = await manager.findOne(Workspace, { where, ...(mode && { lock: { mode } }) });
  if (!found) throw notFound('workspace');
  return found;
}

function mustBeInstallation(caller: CallerIdentity, what: string): void {
  if (caller.workspaceId === null) return;
  const detail = `Only an API key of the installation can ${what}.`;
  throw new ProblemException(403, { title: 'Not allowed', detail });
}
