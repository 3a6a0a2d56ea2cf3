import type { Order } from '@joor-bridge/contracts';
import type { Change } from './diff-orders.js';

/** What moves by itself on an order's ordinary way through JOOR. */
const PROGRESS: ReadonlySet<string> = new Set(['status', 'approvedAt']);

/**
 * Whether a change of a delivered order is one for a person. An order that only moves on, from approved to shipped
 * say, is not; one that is cancelled, or comes back from that, is, and so is every change of what was ordered.
 */
export const needsReview = (before: Order, after: Order, changes: readonly Change[]): boolean =>
  isCancelled(before) !== isCancelled(after) || changes.some(({ what }) => !PROGRESS.has(what));

const isCancelled = ({ status }: Order): boolean => status === 'cancelled';
