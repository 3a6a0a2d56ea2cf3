import type { HeldRow } from './inventory-control.js';
import type { Figure } from './stock-model.js';

/** Figures that JOOR does not hold as it should, one line each for a person to look at. */
export function wrongFigures(expected: readonly Figure[], held: readonly HeldRow[]): string[] {
  const known = new Map(held.map((row) => [keyOf(row.sku, row), row.quantity]));
  const wanted = new Set<string>();
  const wrong = expected.flatMap((figure) => {
    const key = keyOf(figure.upc, figure);
    wanted.add(key);
    const is = known.get(key);
    // an item that was gone before JOOR had heard of it need not be there
    if (is === figure.quantity || (is === undefined && figure.quantity === 0)) return [];
    return [`${key} should be ${figure.quantity} and is ${is ?? 'not there'}`];
  });
  const others = held.filter((row) => !wanted.has(keyOf(row.sku, row)) && row.quantity !== 0);
  return [
    ...wrong,
    ...others.map((row) => `${keyOf(row.sku, row)} is ${row.quantity} and should not be there`),
  ];
}

const keyOf = (upc: string, { warehouse, on }: Pick<Figure, 'warehouse' | 'on'>): string =>
  [upc, warehouse, ...(on === null ? [] : [on])].join(' ');
