import type { JoorOrder, JoorStatus } from '../joor/joor-order.js';
import { Random } from '../random/random.js';
import { type Brand, makeBrand } from './brand.js';
import { makeOrder } from './new-order.js';

export interface OrderSourceOptions {
  readonly seed: string | number;
  readonly firstOrderId: number;
  /** Fewest and most lines of an order. */
  readonly lines: readonly [min: number, max: number];
}

/** Share of each status in a backlog. */
const STATUSES: readonly (readonly [JoorStatus, number])[] = [
  ['4', 46],
  ['5', 18],
  ['3', 14],
  ['6', 10],
  ['0', 8],
  ['1', 4],
];
const NEW_STATUSES: readonly (readonly [JoorStatus, number])[] = [
  ['4', 40],
  ['3', 30],
  ['6', 20],
  ['1', 10],
];

/** One brand's endless supply of orders, numbered upwards. */
export class OrderSource {
  readonly brand: Brand;
  private readonly random: Random;
  private nextId: number;

  constructor(private readonly options: OrderSourceOptions) {
    this.brand = makeBrand(options.seed);
    this.random = new Random(`orders:${options.seed}`);
    this.nextId = options.firstOrderId;
  }

  /** An order created at `at` (epoch ms), of the given status or of one that is likely for a new order. */
  next(at: number, status?: JoorStatus): JoorOrder {
    return makeOrder(
      this.brand,
      {
        orderId: this.nextId++,
        at,
        status: status ?? this.random.weighted(NEW_STATUSES),
        lines: this.options.lines,
      },
      this.random,
    );
  }

  /** `count` orders of every status, spread evenly over the time before `until`, oldest first. */
  backlog(count: number, until: number, days: number): readonly JoorOrder[] {
    const step = (days * 86_400_000) / Math.max(1, count);
    return Array.from({ length: count }, (_, index) =>
      this.next(Math.round(until - (count - index) * step), this.random.weighted(STATUSES)),
    );
  }
}
