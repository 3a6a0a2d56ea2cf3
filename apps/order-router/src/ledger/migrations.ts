import { Ledger0001 } from './ledger-0001.migration.js';
import { Ledger0002 } from './ledger-0002.migration.js';

/** Everything that makes the ledger, in order. */
export const LEDGER_MIGRATIONS = [Ledger0001, Ledger0002];
