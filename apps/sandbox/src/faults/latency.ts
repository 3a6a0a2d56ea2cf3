import type { FaultKind } from './fault.js';

/** Everything takes `ms`, give or take `jitterMs`. */
export const latency: FaultKind = {
  kind: 'latency',
  read: (settings) => {
    const ms = settings.number('ms', 100);
    const jitterMs = settings.number('jitterMs', 0);
    return { disturb: (random) => ({ delayMs: Math.max(0, ms + (random.next() * 2 - 1) * jitterMs) }) };
  },
};
