import type { FaultKind } from './fault.js';

/** The effect happens, its answer never arrives: the connection is dropped, or nothing more is said. */
export const lostAnswer: FaultKind = {
  kind: 'lost-answer',
  read: (settings) => {
    const how = settings.choice('how', ['reset', 'silence'], 'reset');
    return { disturb: () => ({ afterwards: how }) };
  },
};
