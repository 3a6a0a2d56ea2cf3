import type { JoorLine } from './joor-order.js';

/** The lines of a raw order, none where it has none that can be read. */
export function linesOf(raw: unknown): readonly JoorLine[] {
  const lines = (raw as { line_items?: unknown } | null)?.line_items;
  return Array.isArray(lines) ? lines.filter((line) => typeof line === 'object' && line !== null) : [];
}
