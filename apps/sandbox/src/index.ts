export type { Effect, EffectTotals } from './effects/effect-ledger.js';
export type { FaultStatement } from './faults/fault-set.js';
export { type FlowOptions, LiveFlow } from './generator/live-flow.js';
export { OrderSource, type OrderSourceOptions } from './generator/order-source.js';
export { upc } from './generator/upc.js';
export {
  DEMO_SIGNING_SECRET,
  INSTANCE_DEFAULTS,
  type InstanceSettings,
} from './generic-wms/instance-settings.js';
export { CATALOGUE_DEFAULTS, type CatalogueSettings } from './joor/catalogue/catalogue-settings.js';
export { type CountedKind, countDoubles, type Doubles } from './joor/catalogue/doubles.js';
export { loadStyles, type StyleSeed } from './joor/catalogue/load-styles.js';
export { type CreditLimit, JOOR_CREDITS } from './joor/credit-window.js';
export { INVENTORY_DEFAULTS, type InventorySettings } from './joor/inventory/inventory-settings.js';
export type { StockRow, StockWrite } from './joor/inventory/stock-book.js';
export type { AccountKeys } from './joor/joor-account.js';
export type { JoorLine, JoorOrder, JoorStatus } from './joor/joor-order.js';
export { defaultKeys, type WorldName } from './joor/joor-world.js';
export { ALL_QUIRKS, NO_QUIRKS, type Quirks } from './joor/quirks.js';
export { UNREADABLE_KINDS, type UnreadableKind, unreadable } from './joor/unreadable.js';
export { type AccountOptions, type SandboxOptions, SERVERS, type ServerName } from './options.js';
export { Random } from './random/random.js';
export { Sandbox } from './sandbox.js';
export type { Level } from './stock/stock-room.js';
export type { StyleJson } from './stock/style-shelf.js';

import type { SandboxOptions } from './options.js';
import { Sandbox } from './sandbox.js';

/** Starts the sandbox in this process, on free ports unless told otherwise. @throws when a port is taken */
export const startSandbox = (options: Partial<SandboxOptions> = {}): Promise<Sandbox> =>
  Sandbox.start(options);
