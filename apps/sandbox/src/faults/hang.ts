import type { FaultKind } from './fault.js';

/** Takes the request and never answers; there is no effect. */
export const hang: FaultKind = {
  kind: 'hang',
  read: () => ({ disturb: () => ({ instead: 'silence' }) }),
};
