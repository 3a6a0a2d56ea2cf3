import { kafkaSessionShape, wmsAddressShape } from '@joor-bridge/service-kit';
import { z } from 'zod';
import { KILL_POINTS } from './kill-points.js';

const milliseconds = (fallback: number) => z.coerce.number().int().min(100).max(600_000).default(fallback);

/** What order-router reads beside the variables of every service. */
export const routerShape = {
  ...wmsAddressShape,
  ...kafkaSessionShape,
  /** Longest a request to a WMS may take; a destination's own timeout can only be shorter. */
  WMS_TIMEOUT_MS: milliseconds(10_000),
  /** How long a claim holds. Another process may look after it once this and the request's timeout are over. */
  CLAIM_LEASE_MS: milliseconds(10_000),
  /** For chaos runs only, `point:passing`, e.g. `after-claim:7`. */
  ROUTER_KILL_POINT: z
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
