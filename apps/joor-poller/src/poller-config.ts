import { type ConfigOf, joorAddressShape, port, type ServiceConfig } from '@joor-bridge/service-kit';
import { z } from 'zod';
import { KILL_POINTS } from './chaos/kill-points.js';

const milliseconds = (fallback: number, min: number) =>
  z.coerce
    .number('must be a number of milliseconds')
    .int()
    .min(min, `must be at least ${min}`)
    .default(fallback);

/** What joor-poller reads beside the common variables. */
export const pollerShape = {
  PORT: port(4020),
  ...joorAddressShape,
  /** Length of a minute of the schedules. Shorter in tests and demonstrations. */
  POLL_MINUTE_MS: milliseconds(60_000, 10),
  /** After this long without a sign of life, a poller's connections go to another. */
  POLLER_LEASE_MS: milliseconds(60_000, 500),
  /** For chaos runs only: where the process kills itself, and at which passing. */
  POLLER_KILL_POINT: z.enum(KILL_POINTS, { error: `must be one of ${KILL_POINTS.join(', ')}` }).optional(),
  POLLER_KILL_NTH: z.coerce.number().int().min(1, 'must be at least 1').default(1),
};

export type PollerConfig = ServiceConfig & ConfigOf<typeof pollerShape>;
