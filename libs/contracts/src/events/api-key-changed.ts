import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';

const ApiKeyChangedSchema = Type.Object({
  keyId: Type.String(),
  /** Null: an installation key, valid in every workspace. */
  workspaceId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  /** SHA-256 of the key, hex. The key itself has 256 random bits, so a plain hash is enough. */
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  expiresAt: Type.Union([Instant(), Type.Null()]),
  revokedAt: Type.Union([Instant(), Type.Null()]),
});

/** An API key as it stands: what a service needs to let its bearer in. */
export type ApiKeyChanged = Static<typeof ApiKeyChangedSchema>;

/** Whether a word about a key may replace another: not a repetition from before it was revoked. */
export const supersedesApiKey = (current: ApiKeyChanged, incoming: ApiKeyChanged): boolean =>
  current.revokedAt === null || incoming.revokedAt !== null;

export const apiKeyChanged = eventContract({
  type: 'settings.api-key.changed.v1',
  description: 'An API key was made, revoked or has a new expiry. Holds its hash only.',
  schema: ApiKeyChangedSchema,
});
