import type { FaultKind } from './fault.js';

/** The answer is lost at once, and the effect comes only `ms` later: what was asked since then may be undone. */
export const lateEffect: FaultKind = {
  kind: 'late-effect',
  read: (settings) => {
    const ms = settings.number('ms', 1_000);
    const how = settings.choice('how', ['reset', 'silence'], 'reset');
    return { disturb: () => ({ late: { ms, how } }) };
  },
};
