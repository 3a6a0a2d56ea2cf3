export { aConnectionSnapshot } from './builders/connection.js';
export { anOrder, anOrderLine, anOrderRevised } from './builders/order.js';
export type { Overrides } from './builders/overrides.js';
export { type EventuallyOptions, eventually } from './eventually.js';
export { type FreshDatabase, freshDatabase, freshPrefix } from './fresh.js';
export * from './infrastructure/index.js';
