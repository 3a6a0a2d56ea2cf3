import {
  type ConfigOf,
  joorAddressShape,
  kafkaSessionShape,
  port,
  type ServiceConfig,
  wmsAddressShape,
} from '@joor-bridge/service-kit';
import { z } from 'zod';
import { KILL_POINTS } from './kill-points.js';
import { publishShape } from './publish/publish-shape.js';

const milliseconds = (fallback: number, min: number, max: number) =>
  z.coerce
    .number('must be a number of milliseconds')
    .int()
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);

/** What inventory-service reads beside the variables of every service. */
export const inventoryShape = {
  PORT: port(4040),
  ...joorAddressShape,
  ...wmsAddressShape,
  ...kafkaSessionShape,
  ...publishShape,
  /** Longest a request to a WMS may take; a destination's own timeout can only be shorter. */
  WMS_TIMEOUT_MS: milliseconds(30_000, 100, 600_000),
  /** Length of a minute of the schedules. Shorter in tests and demonstrations. */
  INVENTORY_MINUTE_MS: milliseconds(60_000, 10, 600_000),
  /** After this long without a sign of life, a process's pulls go to another. */
  INVENTORY_LEASE_MS: milliseconds(60_000, 500, 600_000),
  /** For chaos runs only: where the process kills itself, and at which passing. */
  INVENTORY_KILL_POINT: z.enum(KILL_POINTS, { error: `must be one of ${KILL_POINTS.join(', ')}` }).optional(),
  INVENTORY_KILL_NTH: z.coerce.number().int().min(1, 'must be at least 1').default(1),
} satisfies z.ZodRawShape;

export type InventoryConfig = ServiceConfig & ConfigOf<typeof inventoryShape>;
