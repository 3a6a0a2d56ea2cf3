import type { Link } from '../connector.js';
import { generic } from '../generic/connector.js';
import { aDeliverable } from './deliverable.js';
import { json, type Script, ScriptedDispatcher, type Sent } from './scripted-dispatcher.js';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw12';

/** A connection to a receiver that answers by script. */
export function connect(answer: (sent: Sent, count: number) => Script, options: Link['options'] = {}) {
  const dispatcher = new ScriptedDispatcher(answer);
  return { wms: connectWith(dispatcher, options), sent: dispatcher.sent };
}

export const connectWith = (dispatcher: ScriptedDispatcher, options: Link['options']) =>
  generic.connect({
    url: 'https://wms.example/api/',
    credentials: { kind: 'generic', signingSecret: SECRET, bearerToken: 'sesame' },
    options,
    dispatcher,
    timeoutMs: 5_000,
  });

export const order = (orderId: string) => aDeliverable({ order: { orderId } });
export const orders = (count: number) => Array.from({ length: count }, (_, at) => order(String(at + 1)));
export const externalIdsIn = ({ body }: Sent): string[] =>
  JSON.parse(body).orders.map(({ externalId }: { externalId: string }) => externalId);
/** The answer to a group: each accepted, with an id of its own. */
export const acceptAll = (sent: Sent): Script =>
  json(200, {
    results: externalIdsIn(sent).map((externalId) => ({
      externalId,
      status: 'accepted',
      id: `W-${externalId}`,
    })),
  });
