import { text } from '../http/exchange.js';
import type { FaultKind } from './fault.js';

/** Answers an error status without doing anything. */
export const errorStatus: FaultKind = {
  kind: 'error',
  read: (settings) => {
    const status = settings.number('status', 500, 400, 599);
    const message = settings.text('message', `simulated ${status}`);
    const retryAfter = settings.optionalNumber('retryAfterSeconds');
    const answer = text(status, message);
    const headers = { ...answer.headers, ...(retryAfter !== null && { 'retry-after': String(retryAfter) }) };
    return { disturb: () => ({ instead: { ...answer, headers } }) };
  },
};
