import { createHash } from 'node:crypto';
import type { Order } from '@joor-bridge/contracts';
import { stableJson } from './stable-json.js';

const HEX_DIGITS = 32;

/**
 * Content hash of an order: the identity of a revision. Left out is what changes without the order being
 * changed: `modifiedAt`, which JOOR also moves for its own bookkeeping (an export mark), and the sequence
 * of lines, doors, divisions and tags, which JOOR does not promise.
 * @returns the first 32 hex digits of a SHA-256
 */
export function revisionOf(order: Order): string {
  const { modifiedAt: _, ...content } = order;
  const unordered = {
    ...content,
    lines: inOrder(order.lines.map((line) => ({ ...line, tags: inOrder(line.tags) }))),
    doors: inOrder(order.doors),
    divisions: inOrder(order.divisions),
  };
  return createHash('sha256').update(stableJson(unordered)).digest('hex').slice(0, HEX_DIGITS);
}

const inOrder = (values: readonly object[]): string[] => values.map(stableJson).sort();
