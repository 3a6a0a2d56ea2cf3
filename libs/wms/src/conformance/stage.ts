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
  /** Whether its stock and products are read here, in pages of ten; then each stage has `goods`. */
  readonly pulls: boolean;
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
  readonly goods?: StagedGoods;
  close(): Promise<void>;
}

/** What a simulated destination stocks and sells; steered with nonsense, too. */
export interface StagedGoods {
  /** Makes these all the stock there is. */
  stock(levels: readonly StagedLevel[]): void;
  /** Makes these all the styles there are. */
  styles(styles: readonly StagedStyle[]): void;
  /** Every page is the first one from now on. */
  repeatPages(): void;
}

export interface StagedLevel {
  readonly sku: string;
  readonly warehouse: string;
  readonly available: unknown;
}

export interface StagedStyle {
  readonly styleNumber: string;
  readonly modifiedAt: string;
  readonly variants: readonly { readonly sku: string; readonly upc?: unknown }[];
}
