import type { FaultKind } from './fault.js';

/** 429 in the manner of the system, whatever its real limit says. */
export const throttleStorm: FaultKind = {
  kind: 'throttle',
  read: (settings) => {
    const retryAfterMs = settings.optionalNumber('retryAfterMs');
    return { disturb: (_random, manners) => ({ instead: manners.throttled(retryAfterMs) }) };
  },
};
