import type { FlowOptions } from './generator/live-flow.js';
import { INSTANCE_DEFAULTS, type InstanceSettings } from './generic-wms/instance-settings.js';
import { type CreditLimit, JOOR_CREDITS } from './joor/credit-window.js';
import type { AccountKeys } from './joor/joor-account.js';
import type { WorldName } from './joor/joor-world.js';
import { NO_QUIRKS, type Quirks } from './joor/quirks.js';

/** The servers of a sandbox, in the order of their default ports. */
export const SERVERS = [
  'control',
  'joorProduction',
  'joorSandbox',
  'tokenProduction',
  'tokenSandbox',
  'generic',
  'skubanaProduction',
  'skubanaSandbox',
] as const;
export type ServerName = (typeof SERVERS)[number];

/** An account that is there from the start. */
export interface AccountOptions {
  readonly world: WorldName;
  readonly id: string;
  readonly keys?: Partial<AccountKeys>;
  /** Orders it holds at the start, spread over `backlogDays` before now. */
  readonly backlog?: number;
  readonly backlogDays?: number;
  readonly flow?: Partial<FlowOptions>;
  /** Its catalogue at the start: empty, or the styles that its orders are made of. Default `none`. */
  readonly catalogue?: 'brand' | 'none';
}

export interface SandboxOptions {
  readonly host: string;
  /** 0, or left out, takes a free port. */
  readonly ports: Readonly<Partial<Record<ServerName, number>>>;
  /** The same seed gives the same brands and orders. */
  readonly seed: string | number;
  /** Fewest and most lines of a generated order. Three to six make about 3.5 kB of the parsed event. */
  readonly lines: readonly [min: number, max: number];
  readonly accounts: readonly AccountOptions[];
  readonly quirks: Quirks;
  readonly credits: CreditLimit;
  readonly generic: InstanceSettings;
}

export const DEFAULT_OPTIONS: SandboxOptions = {
  host: '127.0.0.1',
  ports: {},
  seed: 'joor-bridge',
  lines: [3, 6],
  accounts: [],
  quirks: NO_QUIRKS,
  credits: JOOR_CREDITS,
  generic: INSTANCE_DEFAULTS,
};

/** No orders by itself; with a rate, what happens to the older ones each time that a new one comes. */
export const DEFAULT_FLOW: FlowOptions = {
  ordersPerHour: 0,
  progressRate: 0.8,
  editRate: 0.15,
  cancelRate: 0.03,
  seed: 1,
};
