import type { JoorOrder } from '../joor/joor-order.js';
import { Random } from '../random/random.js';
import { type Change, changed, isFinal } from './life-cycle.js';
import type { OrderSource } from './order-source.js';

export interface FlowOptions {
  /** New orders; 0 stops the flow. */
  readonly ordersPerHour: number;
  /** Chance, for each new order, that an older one goes a step on. */
  readonly progressRate: number;
  /** … that the quantity of a line of an older one is changed, or a line added or removed. */
  readonly editRate: number;
  /** … that an older one is cancelled. */
  readonly cancelRate: number;
  readonly seed: string | number;
}

const HOUR = 3_600_000;
/** Orders that may still change; older ones are forgotten. */
const OPEN_LIMIT = 500;

/** New orders and changes over time, driven by a clock: the same times give the same happenings. */
export class LiveFlow {
  private readonly random: Random;
  private readonly open: JoorOrder[] = [];
  private done: number;

  constructor(
    private readonly source: OrderSource,
    readonly options: FlowOptions,
    start: number,
  ) {
    this.random = new Random(`flow:${options.seed}`);
    this.done = start;
  }

  /** Everything that happens up to `now` (epoch ms), in order: new orders and new states of older ones. */
  runTo(now: number): readonly JoorOrder[] {
    const { ordersPerHour } = this.options;
    if (ordersPerHour <= 0) return [];
    const step = HOUR / ordersPerHour;
    const happened: JoorOrder[] = [];
    while (this.done + step <= now) {
      this.done += step;
      this.happen(Math.floor(this.done), happened);
    }
    return happened;
  }

  private happen(at: number, happened: JoorOrder[]): void {
    const { progressRate, editRate, cancelRate } = this.options;
    if (this.random.chance(progressRate)) this.change('progress', at, happened);
    if (this.random.chance(editRate))
      this.change(this.random.pick(['edit', 'edit', 'add-line', 'remove-line']), at, happened);
    if (this.random.chance(cancelRate)) this.change('cancel', at, happened);
    const order = this.source.next(at);
    happened.push(order);
    this.open.push(order);
    if (this.open.length > OPEN_LIMIT) this.open.shift();
  }

  private change(change: Change, at: number, happened: JoorOrder[]): void {
    if (this.open.length === 0) return;
    const index = this.random.int(0, this.open.length - 1);
    const before = this.open[index] as JoorOrder;
    const after = changed(before, change, at, this.random, this.source.brand);
    if (after === before) return;
    happened.push(after);
    if (isFinal(after)) this.open.splice(index, 1);
    else this.open[index] = after;
  }
}
