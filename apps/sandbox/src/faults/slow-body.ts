import type { FaultKind } from './fault.js';

/** The status comes at once, the body drips over `ms`. */
export const slowBody: FaultKind = {
  kind: 'slow-body',
  read: (settings) => {
    const dripMs = settings.number('ms', 5_000, 1);
    return { disturb: () => ({ afterwards: (answer) => ({ answer, dripMs }) }) };
  },
};
