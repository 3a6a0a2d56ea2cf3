import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  prototype: RequestQueue;
};
const schedule = prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 re-arms a 1 ms timer on every idle connection (tulios/kafkajs#1556, #1751): 2.5 % of a core
 * each, and a warning on Node 24. A queue with nothing pending and no throttle has nothing to check.
 */
prototype.scheduleCheckPendingRequests = function scheduleUnlessIdle(this: RequestQueue) {
  if (this.pending.length === 0 && this.throttledUntil <= Date.now()) return;
  schedule.call(this);
};
