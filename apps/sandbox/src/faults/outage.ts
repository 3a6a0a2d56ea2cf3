import { text } from '../http/exchange.js';
import type { FaultKind } from './fault.js';

/**
 * Down. `refused` closes the listener and every connection, so that a new one is refused (a destination that
 * shares its port with others drops the connection instead); `reset` drops the connection at each request;
 * `unavailable` answers 503.
 */
export const outage: FaultKind = {
  kind: 'outage',
  read: (settings) => {
    const how = settings.choice('how', ['refused', 'reset', 'unavailable'], 'refused');
    const instead = how === 'unavailable' ? text(503, 'Service Unavailable') : 'reset';
    return { disturb: () => ({ instead }), refusesConnections: how === 'refused' };
  },
};
