import type { WmsCredentials } from '@joor-bridge/contracts';
import type { Connector, DeliverableOrder, Link } from '../connector.js';

/** A fault of a simulated destination: its kind and the kind's settings. */
export interface Fault {
  readonly kind: string;
  /** Strikes only this HTTP method. */
  readonly method?: string;
  readonly [setting: string]: unknown;
}

/** One connector under stated options, with a simulated destination that faults can befall. */
export interface Subject {
  readonly connector: Connector;
  readonly options: Link['options'];
  readonly credentials: WmsCredentials;
  /** Texts that must never be readable in a record. */
  readonly secrets: readonly string[];
  /** The HTTP method by which an order is created. */
  readonly createMethod: 'POST' | 'PUT';
  /** Opens a destination with nothing in it. */
  open(): Promise<Stage>;
  /** The order, changed so that the destination refuses it. */
  refusable(order: DeliverableOrder): DeliverableOrder;
}

/** The simulated destination of one test. */
export interface Stage {
  readonly url: string;
  befall(...faults: readonly Fault[]): Promise<void>;
  /** The whole destination refuses connections. */
  refuseConnections(): Promise<void>;
  /** How often the order has had an effect. */
  effects(order: DeliverableOrder): number;
  close(): Promise<void>;
}
