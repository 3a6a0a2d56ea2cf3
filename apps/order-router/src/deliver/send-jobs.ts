import type { DeliverableOrder, DeliveryAnswer, Exchange } from '@joor-bridge/wms';
import type { Destination } from './destination.js';
import type { Job } from './job.js';

type Ready = Extract<Destination, { kind: 'ready' }>;

/** The claim ran out before the request was written. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  override readonly message = 'the claim ran out';
}

/**
 * Sends one request's worth of jobs. A job in doubt is resolved first: by its idempotency key, which makes
 * sending again safe, else by look-up, and sent only when the WMS does not have it.
 * @returns an answer per job, in order; null where nothing was sent because the lease had run out
 */
export async function sendJobs(
  destination: Ready,
  jobs: readonly Job[],
  now: () => number,
): Promise<(DeliveryAnswer | null)[]> {
  const lookFirst = jobs.some((job) => job.doubt) && !destination.capabilities.idempotencyKey;
  if (lookFirst) return Promise.all(jobs.map((job) => resolve(destination, job, now)));
  return deliver(destination, jobs, now);
}

async function resolve(destination: Ready, job: Job, now: () => number): Promise<DeliveryAnswer | null> {
  if (job.doubt && destination.capabilities.lookUp) {
    const finding = await destination.wms.find(orderOf(job).externalId);
    if (finding.kind === 'found') return { ...finding, kind: 'accepted' };
    if (finding.kind === 'unknown') return finding.answer;
  }
  const [answer] = await deliver(destination, [job], now);
  return answer ?? null;
}

async function deliver(
  destination: Ready,
  jobs: readonly Job[],
  now: () => number,
): Promise<(DeliveryAnswer | null)[]> {
  let written = false;
  const beforeSend = () => {
    if (!jobs.every((job) => isHeld(job, now()))) throw new LeaseLost();
    written = true;
  };
  try {
    return [...(await destination.wms.deliver(jobs.map(orderOf), beforeSend))];
  } catch (error) {
    if (error instanceof LeaseLost && !written) return jobs.map(() => null);
    return jobs.map(() => doubtAbout(error));
  }
}

function orderOf(job: Job): DeliverableOrder {
  if (job.deliverable === null) throw new Error(`order ${job.orderId} was sent before`);
  return job.deliverable;
}

/** By both clocks: the monotonic one does not count the time a machine was suspended, the other may be set. */
const isHeld = (job: Job, now: number): boolean => now < job.leaseEnds && Date.now() < job.leaseEndsAt;

/** Part of a batch was written before the lease ran out, or the connector failed: nobody knows how far it got. */
function doubtAbout(error: unknown): DeliveryAnswer {
  const reason = `the request was cut short: ${error instanceof Error ? error.message : String(error)}`;
  return { kind: 'ambiguous', reason, exchange: NO_EXCHANGE };
}

const NO_EXCHANGE: Exchange = {
  method: '',
  url: '',
  requestHeaders: {},
  requestBody: '',
  status: null,
  responseBody: '',
  durationMs: 0,
};
