import { aJob, aResult } from '../testing/answers.js';
import { OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, sendNow } from '../testing/orders.js';
import { recordResults } from './record-results.js';
