import { createRequire } from 'node:module';
import './idle-spin-guard.js';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
  destroy(): void;
}
type Queues = new (options: object) => Queue;

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as Queues;
const quiet = { namespace: () => ({ debug() {} }) };
const queue = (): Queue =>
  new RequestQueue({ requestTimeout: 1_000, clientId: 'c', broker: 'b', logger: quiet });

describe('the guard against spinning', () => {
  it('sets no timer for a queue with nothing to do', () => {
    const idle = queue();
    idle.scheduleCheckPendingRequests();
    expect(idle.throttleCheckTimeoutId).toBeNull();
  });

  it.each([
    ['requests wait', (busy: Queue) => busy.pending.push({})],
    ['the broker asked for a pause', (busy: Queue) => (busy.throttledUntil = Date.now() + 60_000)],
  ])('sets one while %s', (_name, make) => {
    const busy = queue();
    make(busy);
    busy.scheduleCheckPendingRequests();
    expect(busy.throttleCheckTimeoutId).not.toBeNull();
    busy.destroy();
  });
});
