import { type ApiKeyChanged, apiKeyChanged, topics } from '@joor-bridge/contracts';
import type { OutboxRow } from '@joor-bridge/persistence';
import type { ApiKey } from './api-key.entity.js';

export const eventOf = (row: ApiKey): ApiKeyChanged => ({
  keyId: row.keyId,
  workspaceId: row.workspaceId,
  name: row.name,
  hash: row.hash,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});

export const outboxRowOf = (row: ApiKey): OutboxRow => ({
  topic: topics.apiKeys.name,
  key: row.keyId,
  type: apiKeyChanged.type,
  value: apiKeyChanged.parse(eventOf(row)),
});
