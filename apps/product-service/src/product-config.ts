import {
  type ConfigOf,
  joorAddressShape,
  kafkaSessionShape,
  port,
  type ServiceConfig,
  wmsAddressShape,
} from '@joor-bridge/service-kit';
import { z } from 'zod';
import { KILL_POINTS } from './chaos/kill-points.js';

const milliseconds = (fallback: number, min: number) =>
  z.coerce
    .number('must be a number of milliseconds')
    .int()
    .min(min, `must be at least ${min}`)
    .default(fallback);

/** What product-service reads beside the common variables. */
export const productShape = {
  PORT: port(4050),
  ...joorAddressShape,
  ...wmsAddressShape,
  ...kafkaSessionShape,
  /** Length of a minute of the schedules. Shorter in tests and demonstrations. */
  PRODUCT_MINUTE_MS: milliseconds(60_000, 10),
  /** After this long without a sign of life, a process's pulls and writes go to another. */
  PRODUCT_LEASE_MS: milliseconds(60_000, 500),
  /** Longest a request to a WMS may take; a destination's own timeout can only be shorter. */
  WMS_TIMEOUT_MS: milliseconds(30_000, 100),
  /** Longest a request to JOOR may take, and how long one that was given up may still be under way there. */
  JOOR_TIMEOUT_MS: milliseconds(30_000, 100),
  /** Records in one write to JOOR, at most. JOOR names no limit; what it refuses as a whole is halved. */
  JOOR_PRODUCTS_BATCH: z.coerce.number('must be a number of records').int().min(1).max(500).default(50),
  /** For chaos runs only, `point:passing`, e.g. `after-publish:7`. */
  PRODUCT_KILL_POINT: z
    .string()
    .transform((text, context) => {
      const [point, passing] = text.split(':');
      const known = KILL_POINTS.find((name) => name === point);
      if (known && /^[1-9]\d*$/.test(passing ?? '')) return { point: known, passing: Number(passing) };
      context.addIssue({
        code: 'custom',
        message: `must be one of ${KILL_POINTS.join(', ')}, ":" and a number`,
      });
      return z.NEVER;
    })
    .optional(),
} satisfies z.ZodRawShape;

export type ProductConfig = ServiceConfig & ConfigOf<typeof productShape>;
