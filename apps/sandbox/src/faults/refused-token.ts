import type { FaultKind } from './fault.js';

/** 401 in the manner of the system, as if the token had expired or been withdrawn. */
export const refusedToken: FaultKind = {
  kind: 'refused-token',
  read: () => ({ disturb: (_random, manners) => ({ instead: manners.unauthorised() }) }),
};
