import type { Destination } from '@joor-bridge/service-kit';
import type { DeliverableOrder, DeliveryAnswer, Exchange } from '@joor-bridge/wms';
import type { Job } from './job.js';
import { isHeld } from './lease.js';

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

/** Sending again is no way out: the WMS has to be asked whether it has the order. */
const isLookedUp = ({ capabilities }: Ready, job: Job): boolean =>
  !job.wanted || (job.doubt && !capabilities.idempotencyKey);

/**
 * Takes the jobs of the next request off the queue, as many as go into one. A job that is looked up goes alone, for
 * it makes requests of its own and the pace counts one; so does the probe of a WMS that is down.
 */
export function takeGroup(queue: Job[], destination: Ready): Job[] {
  const goesAlone = (job: Job) => job.probe || isLookedUp(destination, job);
  const next = queue.slice(0, destination.wms.ordersAtOnce ?? destination.pace.batch);
  const end = next.findIndex(goesAlone);
  return queue.splice(0, end === -1 ? next.length : Math.max(end, 1));
}

/**
 * Sends one request's worth of jobs. A job in doubt is resolved first: by its idempotency key, which makes
 * sending again safe, else by look-up, and sent only when the WMS does not have it and it is still wanted.
 * @returns an answer per job, in order; never rejects
 */
export async function sendJobs(destination: Ready, jobs: readonly Job[], now: () => number): Promise<Sent[]> {
  if (!jobs.some((job) => isLookedUp(destination, job))) return deliver(destination, jobs, now);
  const sent: Sent[] = [];
  for (const job of jobs) sent.push(await resolve(destination, job, now).catch(doubtAbout));
  return sent;
}

async function resolve(destination: Ready, job: Job, now: () => number): Promise<Sent> {
  if (!isHeld(job, now())) return 'unsent';
  if (job.doubt && destination.capabilities.lookUp) {
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
  const areHeld = () => jobs.every((job) => isHeld(job, now()));
  // A connector may ask the WMS something before it sends: not for a claim that has run out already.
  if (!areHeld()) return jobs.map(() => 'unsent');
  let written = false;
  const beforeSend = () => {
    if (!areHeld()) throw new LeaseLost();
    written = true;
  };
  try {
    const answers = await destination.wms.deliver(jobs.map(orderOf), beforeSend);
    return answers.map((answer) => answer ?? 'unsent');
  } catch (error) {
    if (error instanceof LeaseLost && !written) return jobs.map(() => 'unsent');
    return jobs.map(() => doubtAbout(error));
  }
}

function orderOf(job: Job): DeliverableOrder {
  if (job.deliverable === null) throw new Error(`order ${job.orderId} was sent before`);
  return job.deliverable;
}

/** The connector failed, or did not say what it had sent when the lease ran out: nobody knows how far it got. */
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
