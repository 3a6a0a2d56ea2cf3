import type { WmsSystem } from '@joor-bridge/contracts';
import type { Connector } from './connector.js';
import { generic } from './generic/connector.js';
import { skubana } from './skubana/connector.js';

/** Every system that orders can be delivered to. */
export const connectors: Readonly<Record<WmsSystem, Connector>> = { generic, skubana };
