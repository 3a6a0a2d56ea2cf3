import { z } from 'zod';

/** Kafka's session timeout: how soon a consumer group notices that a process is gone. In milliseconds. */
export const kafkaSessionShape = {
  KAFKA_SESSION_TIMEOUT_MS: z.coerce
    .number('must be a number of milliseconds')
    .int()
    .min(100, 'must be at least 100')
    .max(600_000, 'must be at most 600000')
    .default(6_000),
};
