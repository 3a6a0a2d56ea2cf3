import { z } from 'zod';
import { parseAllowList } from '../outbound/allow-list.js';

/** A list of `host:port` or other entries, separated by commas. */
export const commaList = () =>
  z.string().transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

/** Text that may be left out. */
export const optionalText = () => z.string().optional();

/** A port number with a default. */
export const port = (fallback: number) =>
  z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(fallback);

/** An outside address with its real default, so that an installation can be pointed at a simulator. */
export const outsideUrl = (fallback: string) =>
  z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).default(fallback);

const allowList = z.string().transform((text, context) => {
  const { entries, faults } = parseAllowList(text);
  for (const fault of faults) context.addIssue({ code: 'custom', message: fault });
  return entries;
});

/** Variables that every service reads. */
export const commonShape = {
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be an address like postgres://user:password@host:5432/database',
  }),
  KAFKA_BROKERS: commaList().refine(
    (brokers) => brokers.length > 0 && brokers.every((broker) => /^[^\s:/]+:\d+$|^\[.+\]:\d+$/.test(broker)),
    'must be a list like kafka-1:9092,kafka-2:9092',
  ),
  KAFKA_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]{0,60}$/, 'may hold letters, digits, ".", "_" and "-" only')
    .default(''),
  PORT: port(0),
  HOST: z.string().default('0.0.0.0'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, silent',
    })
    .default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty'], { error: 'must be json or pretty' }).optional(),
  OUTBOUND_ALLOW: allowList.default([]),
} satisfies z.ZodRawShape;
