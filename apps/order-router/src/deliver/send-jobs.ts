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
 * What came of a job. `unsent`: nothing was written, the lease had run out. `absent`: the doubt is cleared up, the
 * WMS does not have the order and it is not wanted any more. `unknowable`: not wanted any more and the WMS cannot be
 * looked up; sending again would tell, but might make the very effect that is not wanted.
 */
export type Sent = DeliveryAnswer | NoAnswer;
export type NoAnswer = 'unsent' | 'absent' | 'unknowable';

/**
 * Sends one request's worth of jobs. A job in doubt is resolved first: by its idempotency key, which makes
 * sending again safe, else by look-up, and sent only when the WMS does not have it and it is still wanted.
 * @returns an answer per job, in order
 */
export async function sendJobs(destination: Ready, jobs: readonly Job[], now: () => number): Promise<Sent[]> {
  const plain = jobs.every((job) => job.wanted && (!job.doubt || destination.capabilities.idempotencyKey));
  if (plain) return deliver(destination, jobs, now);
  return Promise.all(jobs.map((job) => resolve(destination, job, now)));
}

async function resolve(destination: Ready, job: Job, now: () => number): Promise<Sent> {
  const { idempotencyKey, lookUp } = destination.capabilities;
  if (job.doubt && lookUp && !(job.wanted && idempotencyKey)) {
    const finding = await destination.wms.find(orderOf(job).externalId);
    if (finding.kind === 'found') return { ...finding, kind: 'accepted' };
    if (finding.kind === 'unknown') return finding.answer;
    if (!job.wanted) return 'absent';
  }
  if (!job.wanted) return 'unknowable';
  const [answer] = await deliver(destination, [job], now);
  return answer ?? 'unsent';
}

async function deliver(destination: Ready, jobs: readonly Job[], now: () => number): Promise<Sent[]> {
  let written = false;
  const beforeSend = () => {
    if (!jobs.every((job) => isHeld(job, now()))) throw new LeaseLost();
    written = true;
  };
  try {
    return [...(await destination.wms.deliver(jobs.map(orderOf), beforeSend))];
  } catch (error) {
    if (error instanceof LeaseLost && !written) return jobs.map(() => 'unsent');
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
