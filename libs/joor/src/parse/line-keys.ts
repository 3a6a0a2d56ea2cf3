import { createHash } from 'node:crypto';
import type { OrderLine } from '@joor-bridge/contracts';
import { stableJson } from '../revision/stable-json.js';

const MAX_KEY = 480;

/** A line before it has its key. */
export type KeylessLine = Omit<OrderLine, 'key'>;

/**
 * Gives each line its key: style id, colour, size and door, since JOOR v2 has no line id. Lines that share
 * one are numbered `#2`, `#3` by their content, so that a list in another order has the same keys.
 */
export function withKeys(lines: readonly KeylessLine[]): OrderLine[] {
  const keys = new Map<KeylessLine, string>();
  for (const [key, members] of groupByKey(lines)) {
    const ordered = members.length > 1 ? byContent(members) : members;
    for (const [index, line] of ordered.entries()) keys.set(line, index === 0 ? key : `${key}#${index + 1}`);
  }
  return lines.map((line) => ({ key: keys.get(line) ?? naturalKey(line), ...line }));
}

function groupByKey(lines: readonly KeylessLine[]): Map<string, KeylessLine[]> {
  const groups = new Map<string, KeylessLine[]>();
  for (const line of lines) {
    const key = naturalKey(line);
    const members = groups.get(key);
    if (members) members.push(line);
    else groups.set(key, [line]);
  }
  return groups;
}

function byContent(lines: readonly KeylessLine[]): KeylessLine[] {
  return lines
    .map((line) => ({ line, content: stableJson(line) }))
    .sort((a, b) => (a.content < b.content ? -1 : Number(a.content > b.content)))
    .map(({ line }) => line);
}

function naturalKey(line: KeylessLine): string {
  const parts = [line.styleId, line.colorCode || line.colorName, line.sizeCode || line.sizeName, line.doorId];
  const key = parts.map((part) => part.replaceAll(/[\\|#]/g, '\\$&')).join('|');
  return key.length <= MAX_KEY ? key : createHash('sha256').update(key).digest('hex');
}
