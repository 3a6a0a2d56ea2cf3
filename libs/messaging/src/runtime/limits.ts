import { type Backoff, DEFAULT_BACKOFF } from './backoff.js';

/** What bounds a consumer group's member. Times in milliseconds. */
export interface Limits {
  /** Records taken but not finished, all topics of the group together; above it nothing more is taken. */
  readonly maxInFlight: number;
  readonly maxInFlightBytes: number;
  /** Records from a partition's first unfinished one on, finished or not: what a crash would read again. */
  readonly maxSpan: number;
  /** Longest a handler's promise may stay open; then its signal is aborted and its records count as transient. */
  readonly handlerDeadlineMs: number;
  /** Longest a record may stay without answer after it was given to the handler. */
  readonly recordDeadlineMs: number;
  /** Longest a stop waits for records that are with a handler. */
  readonly stopDeadlineMs: number;
  readonly commitIntervalMs: number;
  readonly sessionTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly rebalanceTimeoutMs: number;
  /** How long the broker holds a fetch that finds nothing; also the longest an idle stop takes. */
  readonly maxWaitMs: number;
  readonly maxFetchBytes: number;
  readonly maxFetchBytesPerPartition: number;
  /** Restarts of the client without a heartbeat in between, before the consumer counts as crashed. */
  readonly maxRestarts: number;
  readonly backoff: Backoff;
}

export const DEFAULT_LIMITS: Limits = {
  maxInFlight: 2_000,
  maxInFlightBytes: 16_000_000,
  maxSpan: 20_000,
  handlerDeadlineMs: 30_000,
  recordDeadlineMs: 120_000,
  stopDeadlineMs: 10_000,
  commitIntervalMs: 200,
  sessionTimeoutMs: 6_000,
  heartbeatIntervalMs: 1_000,
  rebalanceTimeoutMs: 20_000,
  maxWaitMs: 500,
  maxFetchBytes: 4_000_000,
  maxFetchBytesPerPartition: 1_048_576,
  maxRestarts: 10,
  backoff: DEFAULT_BACKOFF,
};

/** How one topic's handler wants its records. */
export interface BatchOptions {
  /** Most records in one call. */
  readonly maxRecords: number;
  /** Most calls of the handler whose promise is open at once. */
  readonly maxConcurrentBatches: number;
  /** Hand tombstones (records without a value) to the handler, with `event` null, rather than passing over them. */
  readonly tombstones: boolean;
}

export const DEFAULT_BATCH: BatchOptions = { maxRecords: 200, maxConcurrentBatches: 2, tombstones: false };
