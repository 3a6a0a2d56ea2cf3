import './cheap-decoding.js';
import './cheap-records.js';
import './cheap-varints.js';
import './idle-spin-guard.js';
import './old-assignment-guard.js';
import './stopped-fetch-guard.js';
import { Kafka, logLevel } from 'kafkajs';
import { clientLog, type Log } from './log.js';

/**
 * Retries of one request inside the client, before the failure is ours.
 *
 * | try  | 1 | 2     | 3     | 4     | 5     | 6     | 7 … 9     |
 * |------|---|-------|-------|-------|-------|-------|-----------|
 * | wait | – | 0.1 s | 0.2 s | 0.4 s | 0.8 s | 1.6 s | 2 s each  |
 */
const REQUEST_RETRY = { initialRetryTime: 100, multiplier: 2, maxRetryTime: 2_000, retries: 8 };

/**
 * How old a consumer's picture of the cluster may be, in milliseconds. When a broker dies, the picture taken
 * meanwhile may name no leader for its partitions; kafkajs then fetches them from nobody and sees no error, until
 * the picture is too old, by default after five minutes.
 */
export const CONSUMER_METADATA_AGE_MS = 3_000;

/** A client of the cluster; connects to nothing by itself. */
export function openKafka(brokers: readonly string[], clientId: string, log: Log): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    retry: REQUEST_RETRY,
    logLevel: logLevel.WARN,
    logCreator: clientLog(log),
  });
}
