import type { Entry } from './entry.js';
import type { Action, KnownOrder } from './reconsider.js';

/** A known order that was looked at again, and what that came to. */
export interface Reconsidered {
  readonly entry: Entry;
  readonly action: Action;
  /** How the order stood before. */
  readonly before: KnownOrder;
}
