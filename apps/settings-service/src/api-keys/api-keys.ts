import { addToOutbox } from '@joor-bridge/persistence';
import {
  type CallerIdentity,
  invalid,
  newApiKey,
  notFound,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { Workspaces } from '../workspaces/workspaces.js';
import { ApiKey } from './api-key.entity.js';
import { outboxRowOf } from './api-key-event.js';

export interface WantedKey {
  readonly name: string;
  /** Null: a key of the installation. */
  readonly workspaceId: string | null;
  readonly expiresAt: Date | null;
}

/** The API keys that a caller may see and make: those of its workspace, or all of the installation. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workspaces: Workspaces,
  ) {}

  list(caller: CallerIdentity): Promise<ApiKey[]> {
    const where = caller.workspaceId === null ? {} : { workspaceId: caller.workspaceId };
    return this.dataSource.getRepository(ApiKey).find({ where, order: { createdAt: 'asc', keyId: 'asc' } });
  }

  /** Makes a key; the answer is the only time that it is seen. @throws 403, 404, 422 for one that has expired */
  create(wanted: WantedKey, caller: CallerIdentity): Promise<{ row: ApiKey; key: string }> {
    if (wanted.workspaceId === null && caller.workspaceId !== null) {
      const detail =
        'Only an API key of the installation can make keys of the installation; name your workspace.';
      throw new ProblemException(403, { title: 'Not allowed', detail, field: 'workspaceId' });
    }
    if (hasExpired(wanted)) throw invalid([{ field: 'expiresAt', message: 'must be in the future' }]);
    return this.dataSource.transaction(async (manager) => {
      if (wanted.workspaceId !== null) await this.workspaces.hold(manager, wanted.workspaceId, caller);
      return addApiKey(manager, wanted, caller.name);
    });
  }

  /** Revokes a key for good. @throws 409 for the last key of the installation that works */
  revoke(keyId: string, caller: CallerIdentity): Promise<void> {
    if (!/^[0-9a-f]{16}$/.test(keyId)) throw notFound('API key');
    return this.dataSource.transaction(async (manager) => {
      await manager.query('lock table api_keys in share row exclusive mode');
      const row = await manager.findOneBy(ApiKey, { keyId });
      if (!row || !(row.workspaceId === null ? caller.workspaceId === null : caller.sees(row.workspaceId))) {
        throw notFound('API key');
      }
      if (row.revokedAt !== null) return;
      if (row.workspaceId === null) await mustLeaveOne(manager, row);
      row.revokedAt = new Date();
      await manager.save(row);
      await addToOutbox(manager, [outboxRowOf(row)]);
    });
  }
}

export async function addApiKey(manager: EntityManager, wanted: WantedKey, author: string) {
  const { key, keyId, hash } = newApiKey();
  const fresh = { ...wanted, keyId, hash, revokedAt: null, createdAt: new Date(), createdBy: author };
  const row = await manager.save(manager.create(ApiKey, fresh));
  await addToOutbox(manager, [outboxRowOf(row)]);
  return { row, key };
}

const hasExpired = ({ expiresAt }: Pick<WantedKey, 'expiresAt'>): boolean =>
  expiresAt !== null && expiresAt.getTime() <= Date.now();

async function mustLeaveOne(manager: EntityManager, leaving: ApiKey): Promise<void> {
  const others = await manager.findBy(ApiKey, {
    workspaceId: IsNull(),
    revokedAt: IsNull(),
    keyId: Not(leaving.keyId),
  });
  if (others.some((other) => !hasExpired(other))) return;
  const detail = 'This is the last working API key of the installation. Make another one first.';
  throw new ProblemException(409, { title: 'Last API key', detail });
}
