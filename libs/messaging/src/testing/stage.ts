import { type Activity, activity, deleteAfter, type Topic } from '@joor-bridge/contracts';
import { SILENT } from '../bus/log.js';
import type { FailureKind } from '../runtime/failure-kind.js';
import { type Assigned, InFlight } from '../runtime/in-flight.js';
import { DEFAULT_BATCH, DEFAULT_LIMITS, type Limits } from '../runtime/limits.js';
import { PartitionTracker } from '../runtime/partition-tracker.js';
import { type HandleBatch, Subscription, type SubscriptionOptions } from '../runtime/subscription.js';

export const topic: Topic = {
  name: 't',
  key: 'key',
  events: [activity],
  partitions: 1,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [],
  description: 'For this test.',
};
export const event: Activity = {
  connectionId: 'c1',
  workspaceId: 'w1',
  at: '2026-01-01T00:00:00Z',
  service: 'test',
  level: 'info',
  kind: 'test.said',
  message: 'hello',
};
const QUICK = { transient: [5], unexpected: [5, 5], jitter: 0 };

/** A subscription with nothing real around it, and what it did. */
export interface Stage {
  readonly subscription: Subscription;
  readonly home: Assigned;
  readonly left: { key: string; finished: boolean }[];
  readonly buried: { key: string; kind: FailureKind; attempts: number }[];
  take(key: string, headers?: Record<string, Buffer>): void;
}

export function stage(
  handle: HandleBatch,
  more: Partial<SubscriptionOptions> = {},
  limits: Partial<Limits> = {},
): Stage {
  const left: Stage['left'] = [];
  const buried: Stage['buried'] = [];
  const home: Assigned = {
    topic: 't',
    clusterTopic: 't',
    partition: 0,
    tracker: new PartitionTracker(),
    lost: false,
    waiting: 0,
    paused: false,
    committed: undefined,
    highWatermark: 0,
  };
  const subscription = new Subscription({
    topic,
    handle,
    batch: DEFAULT_BATCH,
    limits: { ...DEFAULT_LIMITS, backoff: QUICK, ...limits },
    log: SILENT,
    random: () => 0.5,
    writeDeadLetter: async (record, kind) => {
      buried.push({ key: record.key, kind, attempts: record.attempts });
    },
    left: ({ key }, finished) => left.push({ key, finished }),
    waitingChanged: () => undefined,
    ...more,
  });
  let offset = 0;
  return {
    subscription,
    home,
    left,
    buried,
    take: (key, headers = { ce_type: Buffer.from(activity.type) }) => {
      const value = Buffer.from(JSON.stringify(event));
      const message = {
        key: Buffer.from(key),
        value,
        headers,
        offset: '0',
        timestamp: '5',
        attributes: 0,
      };
      subscription.take(new InFlight(home, { offset: offset++, done: false }, key, message, value.length));
    },
  };
}

export const ackAll: HandleBatch = async (records) => {
  for (const record of records) record.ack();
};

/** Lets everything run that is due now. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
