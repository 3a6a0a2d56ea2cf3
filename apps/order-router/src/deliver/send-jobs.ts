import type { DeliveryAnswer } from '@joor-bridge/wms';
import type { Destination } from './destination.js';
import type { Job } from './job.js';

type Ready = Extract<Destination, { kind: 'ready' }>;

/** The claim ran out before the request was written. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
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
    const finding = await destination.wms.find(job.deliverable.externalId);
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
  const leaseEnds = jobs.length === 1 ? jobs[0]?.leaseEnds : Math.min(...jobs.map((job) => job.leaseEnds));
  try {
    const answers = await destination.wms.deliver(
      jobs.map((job) => job.deliverable),
      () => {
        if (leaseEnds === undefined || now() >= leaseEnds) throw new LeaseLost();
      },
    );
    return [...answers];
  } catch (error) {
    if (error instanceof LeaseLost) return jobs.map(() => null);
    throw error;
  }
}
