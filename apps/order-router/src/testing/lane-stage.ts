import { eventually } from '@joor-bridge/testing';
import type { DeliverableOrder, DeliveryAnswer, Wms } from '@joor-bridge/wms';
import type { Job } from '../deliver/job.js';
import { Lane } from '../deliver/lane.js';
import { aDestination, aJob } from './answers.js';
import { anEvent } from './orders.js';

type Parts = NonNullable<Parameters<typeof aDestination>[1]>;

/** A lane to a WMS that answers when the test says so, on a clock that stands until it is moved. */
export function laneStage(parts: Parts = {}, wms: Partial<Wms> = {}) {
  const clock = { ms: 0 };
  const said: string[] = [];
  const requests: { orders: string[]; answer: (...answers: DeliveryAnswer[]) => void }[] = [];
  const deliver = (orders: readonly DeliverableOrder[], beforeSend?: () => void) => {
    beforeSend?.();
    return new Promise<readonly DeliveryAnswer[]>((resolve) => {
      requests.push({
        orders: orders.map(({ order }) => order.orderId),
        answer: (...answers) => resolve(answers),
      });
    });
  };
  const lane = new Lane(
    aDestination({ deliver, ...wms }, parts),
    {
      sent: () => void said.push('sent'),
      answered: (job, answer) => void said.push(`${job.orderId} ${answer.kind}`),
      unsent: (job, why) => void said.push(`${job.orderId} ${why}`),
      roomy: () => void said.push('roomy'),
      opened: (reason) => void said.push(`opened: ${reason}`),
      refused: (reason) => void said.push(`refused: ${reason}`),
      closed: () => void said.push('closed'),
    },
    { now: () => clock.ms, leaseMs: 10_000 },
  );
  const push = (...ids: string[]) => {
    for (const id of ids) lane.push(jobOf(id));
  };
  const heard = (pattern: RegExp) => said.filter((one) => pattern.test(one));
  /** Answers the oldest open request, whoever it is for, once it is there. */
  const answer = async (given: DeliveryAnswer) => {
    const request = await eventually(() => requests.shift());
    request.answer(...request.orders.map(() => given));
    const [last] = request.orders.slice(-1);
    await eventually(() => said.includes(`${last} ${given.kind}`), { everyMs: 1 });
    return request.orders;
  };
  return { lane, clock, said, heard, requests, push, answer };
}

/** A job with a lease that does not end. */
export const jobOf = (orderId: string, more: Partial<Job> = {}) =>
  aJob({ leaseEnds: 1_000_000, ...more }, anEvent({ orderId }));
export const numbered = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => String(at + from));
