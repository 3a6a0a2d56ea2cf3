import type { DeliverableOrder, DeliveryAnswer, Wms } from '../connector.js';
import { aDeliverable } from '../testing/deliverable.js';
import { RecordingDispatcher } from './recording-dispatcher.js';
import type { Stage, Subject } from './stage.js';

/** Longest wait for an answer in these tests, in milliseconds. */
export const TIMEOUT_MS = 400;

export interface Rehearsal {
  readonly stage: Stage;
  readonly wms: Wms;
  readonly dispatcher: RecordingDispatcher;
  deliver(order: DeliverableOrder): Promise<DeliveryAnswer>;
}

let count = 0;

/** An order that no other test has. */
export function freshOrder(): DeliverableOrder {
  count += 1;
  return aDeliverable({ order: { orderId: `${Date.now()}${count}` } });
}

/** Opens a stage, connects to it, and closes both afterwards. */
export async function rehearse(
  subject: Subject,
  act: (rehearsal: Rehearsal) => Promise<void>,
  credentials = subject.credentials,
): Promise<void> {
  const stage = await subject.open();
  const dispatcher = new RecordingDispatcher(stage.url);
  const { connector, options } = subject;
  const wms = connector.connect({ url: stage.url, credentials, options, dispatcher, timeoutMs: TIMEOUT_MS });
  const deliver = async (order: DeliverableOrder) => {
    const [answer, ...more] = await wms.deliver([order]);
    if (!answer || more.length > 0) throw new Error('one order wants one answer');
    return answer;
  };
  try {
    await act({ stage, wms, dispatcher, deliver });
  } finally {
    await dispatcher.destroy();
    await stage.close();
  }
}
