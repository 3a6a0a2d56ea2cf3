import type { Order, OrderLine } from '@joor-bridge/contracts';

export interface Change {
  /** Dotted place in the order; for a line its style, color and size. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

const LINE_FIELDS = ['quantity', 'price', 'priceAdjustment', 'multiplier', 'upc', 'comment'] as const;

/** What changed between two revisions, line by line. `modifiedAt` is left out: it always changes. */
export function diffOrders(before: Order, after: Order): Change[] {
  const { lines: linesBefore, modifiedAt: _b, ...headBefore } = before;
  const { lines: linesAfter, modifiedAt: _a, ...headAfter } = after;
  return [...diffFields('', headBefore, headAfter), ...diffLines(linesBefore, linesAfter)];
}

function diffFields(path: string, before: unknown, after: unknown): Change[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => diffFields(path ? `${path}.${key}` : key, before[key], after[key]));
  }
  const [was, is] = [shown(before), shown(after)];
  return was === is ? [] : [{ what: path, before: was, after: is }];
}

function diffLines(before: readonly OrderLine[], after: readonly OrderLine[]): Change[] {
  const old = new Map(before.map((line) => [line.key, line]));
  const changes: Change[] = [];
  for (const line of after) {
    const was = old.get(line.key);
    old.delete(line.key);
    if (was === undefined) {
      changes.push({ what: nameOf(line), before: '', after: `added, quantity ${line.quantity}` });
      continue;
    }
    for (const field of LINE_FIELDS) {
      if (was[field] === line[field]) continue;
      changes.push({
        what: `${nameOf(line)}: ${field}`,
        before: shown(was[field]),
        after: shown(line[field]),
      });
    }
  }
  for (const line of old.values()) {
    changes.push({ what: nameOf(line), before: `quantity ${line.quantity}`, after: 'removed' });
  }
  return changes;
}

const nameOf = (line: OrderLine): string =>
  [line.styleNumber || line.styleName, line.colorName, line.sizeName].filter((part) => part !== '').join(' ');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
