import type { ConfigOf } from '@joor-bridge/service-kit';
import { z } from 'zod';

const milliseconds = (fallback: number, min = 10) =>
  z.coerce.number().int().min(min, `must be at least ${min}`).max(3_600_000).default(fallback);

/** What publishing to JOOR reads. */
export const publishShape = {
  /** Rows in one request. JOOR states no limit; 500 to 1,000 are known to go. An overwrite has no more than these. */
  JOOR_INVENTORY_BATCH: z.coerce.number().int().min(1).max(5_000).default(1_000),
  /** Longest a request to JOOR may take. */
  JOOR_TIMEOUT_MS: milliseconds(30_000, 100),
  /** How long a request that was given up may still be under way within JOOR. */
  JOOR_SETTLE_MS: milliseconds(30_000),
  /** After this long without a sign of life, a process's publications go to another. */
  PUBLISH_LEASE_MS: milliseconds(30_000, 500),
};

export type PublishConfig = ConfigOf<typeof publishShape>;
