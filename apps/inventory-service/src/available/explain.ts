import type { Step } from './available-to-sell.js';

/** Orders named in one line; the rest are counted. */
const MOST_ORDERS = 5;

type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/**
 * The arithmetic as one line, e.g. `WMS 40 − recent 3 (orders 1, 2) = 37 → minimum 5 → sent 37`.
 * @param sent what JOOR is told
 */
export function explain(steps: readonly Step[], sent: number): string {
  const stock = steps.filter((step): step is StepOf<'stock'> => step.kind === 'stock');
  const others = steps.filter((step): step is StepOf<'not-counted'> => step.kind === 'not-counted');
  const rest = steps.flatMap((step) => textOf(step) ?? []);
  return `${stockText(stock)}${rest.join('')} → sent ${sent}${othersText(others)}`;
}

function stockText(stock: readonly StepOf<'stock'>[]): string {
  const [only] = stock;
  if (!only) return 'WMS 0 (in no counted warehouse)';
  if (stock.length === 1) return `WMS ${only.quantity}`;
  const parts = stock.map(({ quantity, warehouse }) => `${quantity} (${nameOf(warehouse)})`);
  return `WMS ${parts.join(' + ')} = ${stock.at(-1)?.after}`;
}

/** Null: told elsewhere. */
function textOf(step: Step): string | null {
  switch (step.kind) {
    case 'stock':
    case 'not-counted':
      return null;
    case 'recent':
      return ` − recent ${step.quantity} (${ordersText(step.orders)}) = ${step.after}`;
    case 'floor':
      return ' → at least 0';
    case 'allocation':
      return ` → ${step.percent} % = ${step.after}`;
    case 'cap':
      return ` → cap ${step.cap} = ${step.after}`;
    case 'minimum':
      return ` → minimum ${step.level}`;
  }
}

function ordersText(orders: readonly string[]): string {
  const named = orders.slice(0, MOST_ORDERS).join(', ');
  const more = orders.length > MOST_ORDERS ? ` and ${orders.length - MOST_ORDERS} more` : '';
  return `${orders.length === 1 ? 'order' : 'orders'} ${named}${more}`;
}

function othersText(others: readonly StepOf<'not-counted'>[]): string {
  if (others.length === 0) return '';
  const parts = others.map(({ warehouse, quantity }) => `${nameOf(warehouse)} ${quantity}`);
  return ` (not counted: ${parts.join(', ')})`;
}

const nameOf = (warehouse: string): string => (warehouse === '' ? 'unnamed' : warehouse);
