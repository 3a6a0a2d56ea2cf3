import type { ConnectionSnapshot, WmsCredentials } from '@joor-bridge/contracts';
import { type Capabilities, connectors, type Pace, type Wms } from '@joor-bridge/wms';
import type { Dispatcher } from 'undici';
import type { WmsAddresses } from './wms-address-shape.js';

/** The WMS of a connection, as its settings stand. */
export type Destination =
  | {
      readonly kind: 'ready';
      readonly testMode: boolean;
      readonly wms: Wms;
      readonly capabilities: Capabilities;
      readonly pace: Pace;
      readonly timeoutMs: number;
    }
  /** Test mode at a WMS without a sandbox: bodies are recorded, nothing is sent. */
  | { readonly kind: 'would-deliver'; readonly render: Wms['render'] }
  /** Something is missing; `problem` says what, and what to do. */
  | { readonly kind: 'unusable'; readonly testMode: boolean; readonly problem: string };

type WmsSlot = 'wms.production' | 'wms.sandbox';

export interface DestinationContext {
  /** The system's own addresses as the installation sets them; null where it has none. */
  readonly addresses: WmsAddresses;
  readonly openCredentials: (snapshot: ConnectionSnapshot, slot: WmsSlot) => WmsCredentials | null;
  readonly dispatcherFor: (url: string, limits: { connections: number; owner: string }) => Dispatcher;
  /** Longest any request may take. A destination's own option can only shorten it: claims are waited out by this. */
  readonly timeoutMs: number;
}

/**
 * Where requests go, in which world. Whoever sends to a WMS sends to what this returns: with Joor Test Mode on, only
 * the sandbox address and the sandbox credentials are looked at. Others read the setting to mark what they write or
 * claim in the ledger as of the one world or the other, never to choose an address.
 */
export function destinationOf(snapshot: ConnectionSnapshot, context: DestinationContext): Destination {
  const testMode = snapshot.settings['joor.testMode'] === 'Enabled';
  const { destination } = snapshot;
  const connector = connectors[destination.system];
  const own = context.addresses[destination.system];
  const url = testMode ? (destination.sandboxUrl ?? own.sandbox) : (destination.url ?? own.production);
  const { timeoutMs } = context;
  if (url === null) {
    return testMode
      ? { kind: 'would-deliver', render: (order) => connector.render(order, destination.options) }
      : unusable(testMode, `give the ${connector.title} destination an address`);
  }
  try {
    const credentials = credentialsOf(snapshot, testMode ? 'wms.sandbox' : 'wms.production', context);
    const pace = connector.pace(destination.options);
    const dispatcher = context.dispatcherFor(url, {
      connections: pace.concurrency,
      owner: snapshot.connectionId,
    });
    const wms = connector.connect({
      url: url.replace(/\/+$/, ''),
      credentials,
      options: destination.options,
      dispatcher,
      timeoutMs,
    });
    return {
      kind: 'ready',
      testMode,
      wms,
      capabilities: connector.capabilities(destination.options),
      pace,
      timeoutMs,
    };
  } catch (error) {
    return unusable(testMode, error instanceof Error ? error.message : String(error));
  }
}

const unusable = (testMode: boolean, problem: string): Destination => ({
  kind: 'unusable',
  testMode,
  problem,
});

function credentialsOf(
  snapshot: ConnectionSnapshot,
  slot: WmsSlot,
  context: DestinationContext,
): WmsCredentials {
  const opened = context.openCredentials(snapshot, slot);
  if (opened === null) throw new Error(`enter the ${slot} credentials of connection "${snapshot.name}"`);
  return opened;
}
