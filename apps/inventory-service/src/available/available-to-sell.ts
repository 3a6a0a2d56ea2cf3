import { type FutureStock, MAX_QUANTITY, type Settings } from '@joor-bridge/contracts';

/** What one warehouse of the WMS has of a SKU, as far as the figure depends on it. */
export interface CountableLevel {
  readonly warehouse: string;
  readonly available: number;
  readonly future: readonly FutureStock[];
  /** When it was last known to be true, in epoch milliseconds. */
  readonly trueAt: number;
}

/** Units of a SKU that an order took out of the WMS's stock. */
export interface RecentLine {
  readonly orderId: string;
  readonly quantity: number;
  readonly deliveredAt: number;
}

/** From the settings, where they are validated, and the day. */
export interface AvailabilityRules {
  /** Warehouses of the WMS that count; empty is all. */
  readonly warehouses: ReadonlySet<string>;
  readonly allocationPercent: number;
  readonly cap: number | null;
  readonly minimumLevel: number;
  /** `YYYY-MM-DD`; stock that was to come in before is not promised any more. */
  readonly today: string;
}

/** One step of the arithmetic: what came in, what it did, what came out. Steps follow on one another. */
export type Step =
  | { readonly kind: 'stock'; readonly warehouse: string; readonly quantity: number; readonly after: number }
  | {
      readonly kind: 'not-counted';
      readonly warehouse: string;
      readonly quantity: number;
      readonly after: number;
    }
  | {
      readonly kind: 'recent';
      readonly quantity: number;
      readonly orders: readonly string[];
      readonly after: number;
    }
  | { readonly kind: 'floor'; readonly after: number }
  | { readonly kind: 'allocation'; readonly percent: number; readonly after: number }
  | { readonly kind: 'cap'; readonly cap: number; readonly after: number }
  | { readonly kind: 'minimum'; readonly level: number; readonly after: number };

export interface AvailableToSell {
  readonly quantity: number;
  readonly steps: readonly Step[];
  /** By day; each is what JOOR is told of that day alone. */
  readonly future: readonly FutureStock[];
}

export const rulesOf = (settings: Settings, today: string): AvailabilityRules => ({
  today,
  warehouses: new Set(settings['inventory.wmsWarehouses'].map((name) => name.trim())),
  allocationPercent: settings['inventory.allocationPercent'],
  cap: settings['inventory.cap'],
  minimumLevel: settings['inventory.minimumLevel'],
});

/**
 * What JOOR is told that can be sold of a SKU:
 * `max(0, Σ counted warehouses − Σ lines delivered after the oldest of their times)`, then allocation percentage
 * (rounded down), cap and minimum level. Stock that comes in later goes through the last three, day by day. What was to
 * come in by now is in the levels, or has not come.
 */
export function availableToSell(
  levels: readonly CountableLevel[],
  recent: readonly RecentLine[],
  rules: AvailabilityRules,
): AvailableToSell {
  const counts = ({ warehouse }: CountableLevel) =>
    rules.warehouses.size === 0 || rules.warehouses.has(warehouse.trim());
  const byName = [...levels].sort((one, other) => (one.warehouse < other.warehouse ? -1 : 1));
  const counted = byName.filter(counts);
  const steps = [...stockSteps(byName, counts), ...recentSteps(counted, recent)];
  const offered = offer(steps.at(-1)?.after ?? 0, rules);
  return {
    quantity: offered.at(-1)?.after ?? steps.at(-1)?.after ?? 0,
    steps: [...steps, ...offered],
    future: futureOf(counted, rules),
  };
}

function stockSteps(levels: readonly CountableLevel[], counts: (level: CountableLevel) => boolean): Step[] {
  let after = 0;
  const steps: Step[] = levels.filter(counts).map(({ warehouse, available }) => {
    after += available;
    return { kind: 'stock', warehouse, quantity: available, after };
  });
  const others = levels.filter((level) => !counts(level));
  return [
    ...steps,
    ...others.map(
      ({ warehouse, available }): Step => ({ kind: 'not-counted', warehouse, quantity: available, after }),
    ),
  ];
}

/** A level that was true before an order was delivered cannot contain it; the oldest one speaks for all. */
function recentSteps(counted: readonly CountableLevel[], recent: readonly RecentLine[]): Step[] {
  if (counted.length === 0) return [];
  const stock = counted.reduce((sum, level) => sum + level.available, 0);
  const oldest = Math.min(...counted.map(({ trueAt }) => trueAt));
  const since = recent.filter(({ deliveredAt, quantity }) => deliveredAt > oldest && quantity > 0);
  if (since.length === 0) return [];
  const quantity = since.reduce((sum, line) => sum + line.quantity, 0);
  const orders = [...new Set(since.map(({ orderId }) => orderId))].sort();
  const step: Step = { kind: 'recent', quantity, orders, after: stock - quantity };
  return step.after < 0 ? [step, { kind: 'floor', after: 0 }] : [step];
}

/** Allocation, cap and minimum, as far as they are set. */
function offer(from: number, { allocationPercent, cap, minimumLevel }: AvailabilityRules): Step[] {
  const steps: Step[] = [];
  let after = from;
  if (allocationPercent < 100) {
    after = Math.floor((after * allocationPercent) / 100);
    steps.push({ kind: 'allocation', percent: allocationPercent, after });
  }
  const most = cap ?? MAX_QUANTITY;
  if (cap !== null || after > most) {
    after = Math.min(after, most);
    steps.push({ kind: 'cap', cap: most, after });
  }
  if (minimumLevel > 0) {
    after = after < minimumLevel ? 0 : after;
    steps.push({ kind: 'minimum', level: minimumLevel, after });
  }
  return steps;
}

function futureOf(counted: readonly CountableLevel[], rules: AvailabilityRules): FutureStock[] {
  const days = new Map<string, number>();
  for (const { on, quantity } of counted.flatMap(({ future }) => future)) {
    if (on < rules.today) continue;
    days.set(on, (days.get(on) ?? 0) + quantity);
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([on, quantity]) => ({ on, quantity: offer(quantity, rules).at(-1)?.after ?? quantity }));
}
