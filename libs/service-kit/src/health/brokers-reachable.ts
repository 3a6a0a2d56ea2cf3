import { connect } from 'node:net';
import type { ComponentState } from './readiness.js';

const TIMEOUT_MS = 1_500;

/** Whether any broker takes connections. */
export async function brokersReachable(brokers: readonly string[]): Promise<ComponentState> {
  try {
    await Promise.any(brokers.map(takesConnections));
    return { ready: true };
  } catch {
    return { ready: false, detail: `no broker of ${brokers.join(', ')} takes connections` };
  }
}

function takesConnections(broker: string): Promise<void> {
  const { hostname, port } = new URL(`kafka://${broker}`);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
    const end = (settle: () => void) => {
      socket.destroy();
      settle();
    };
    socket.setTimeout(TIMEOUT_MS, () => end(reject));
    socket.once('connect', () => end(resolve));
    socket.once('error', () => end(reject));
  });
}
