import type { DeliveryAnswer } from '@joor-bridge/wms';
import type { AttemptResult, Fate } from '../ledger/attempt-result.js';
import type { Job } from './job.js';
import { nextTryInMs } from './retry-schedule.js';

/** What the connection looks like at the moment, for deciding when a parked order is due. */
export interface Outlook {
  /** The breaker is open: it lets parked orders out when the connection answers, whatever their own time. */
  readonly connectionDown: boolean;
  /** How long a request whose answer was lost may still be on its way. */
  readonly settleMs: number;
  readonly random: number;
  readonly now: number;
}

/** Turns what the WMS said about one order into what the ledger records. Pure. */
export function answerToResult(
  job: Job,
  answer: DeliveryAnswer,
  startedAt: Date,
  outlook: Outlook,
): AttemptResult {
  return {
    connectionId: job.connectionId,
    orderId: job.orderId,
    revision: job.revision,
    attemptId: job.attemptId,
    settingsVersion: job.settingsVersion,
    startedAt,
    answer: answer.kind,
    wmsOrderId: answer.kind === 'accepted' ? answer.wmsOrderId : null,
    exchange: answer.exchange,
    fate: fateOf(job, answer, outlook),
  };
}

function fateOf(job: Job, answer: DeliveryAnswer, outlook: Outlook): Fate {
  switch (answer.kind) {
    case 'accepted':
      return DELIVERED;
    case 'rejected':
      return failed(answer.reason);
    case 'unauthorized':
      return parked(answer.reason, 0, job.doubt);
    case 'unavailable':
      return tryAgain(job, answer.reason, answer.retryAfterMs, job.doubt, outlook);
    case 'ambiguous':
      return tryAgain(job, answer.reason, null, true, outlook);
  }
}

const DELIVERED: Fate = { state: 'delivered', reason: null, dueInMs: null, doubt: false };

const failed = (reason: string): Fate => ({
  state: 'failed',
  reason,
  dueInMs: null,
  doubt: false,
});

const parked = (reason: string, dueInMs: number, doubt: boolean): Fate => ({
  state: 'parked',
  reason,
  dueInMs: Math.round(dueInMs),
  doubt,
});

/**
 * The first doubt about an order is cleared up as soon as its request cannot be on its way any more; after that
 * the retry schedule holds. While the whole connection is down the order waits for it.
 */
function tryAgain(
  job: Job,
  reason: string,
  retryAfterMs: number | null,
  doubt: boolean,
  outlook: Outlook,
): Fate {
  const next = nextTryInMs({
    tries: job.tries + 1,
    sinceFirstTryMs: outlook.now - job.firstTriedAt,
    retryAfterMs,
    random: outlook.random,
  });
  if (next === null) {
    // the doubt stays: whoever tries again has to look first
    return { ...failed(`given up after 15 days of trying; the last reason: ${reason}`), doubt };
  }
  const settle = doubt ? outlook.settleMs : 0;
  if (outlook.connectionDown || (doubt && !job.doubt)) return parked(reason, settle, doubt);
  return parked(reason, Math.max(next, settle), doubt);
}
