export { byteaArray, textArray, timestampArray } from './arrays/binary-array.js';
export { Database, type Log } from './database/database.js';
export { type DatabaseOptions, openDatabase } from './database/open-database.js';
export { PersistenceModule, type PersistenceOptions } from './nest/persistence.module.js';
export { addToOutbox } from './outbox/add-to-outbox.js';
export { CREATE_OUTBOX, DROP_OUTBOX } from './outbox/outbox-migration.js';
export { OutboxRelay, type OutboxRelayOptions } from './outbox/outbox-relay.js';
export type { OutboxRow, PendingRow } from './outbox/outbox-row.js';
