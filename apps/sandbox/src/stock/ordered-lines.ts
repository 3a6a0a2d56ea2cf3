/** What an order takes from the stock. */
export interface OrderedLine {
  readonly sku: string;
  readonly quantity: number;
}

/** Lines of an order by the names that its system has for them; others are left out. */
export function orderedLines(order: unknown, list: string, sku: string, quantity: string): OrderedLine[] {
  const lines = isObject(order) ? order[list] : undefined;
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => {
    if (!isObject(line)) return [];
    const units = line[quantity];
    return typeof units === 'number' && units > 0 ? [{ sku: String(line[sku] ?? ''), quantity: units }] : [];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
