import { createHash } from 'node:crypto';
import { orderKey } from '@joor-bridge/contracts';

/** An order that a replay names. */
export interface NamedOrder {
  readonly connectionId: string;
  readonly orderId: string;
}

/** Orders that are named to people. */
const MOST_NAMED = 10_000;
/** Some 50 MB. Beyond it, an order that comes again is counted again. */
const MOST_REMEMBERED = 1_000_000;

/** How far a replay is. An order counts once, however many of its revisions are read: with the last of them. */
export class ReplayProgress {
  /** Records read from the topic. */
  read = 0;
  private matchedOrders = 0;
  private delivering = 0;
  /** Whether each order would be delivered, by a mark of its key. */
  private readonly known = new Map<number, boolean>();
  private readonly named = new Map<string, NamedOrder>();

  constructor(private readonly mostRemembered = MOST_REMEMBERED) {}

  /** Orders that the conditions name. */
  get matched(): number {
    return this.matchedOrders;
  }

  /** Of those, orders that would be delivered. */
  get wouldDeliver(): number {
    return this.delivering;
  }

  /** The first of those that would be delivered. */
  get orders(): NamedOrder[] {
    return [...this.named.values()];
  }

  note({ connectionId, orderId }: NamedOrder, wouldDeliver: boolean): void {
    const key = orderKey(connectionId, orderId);
    const mark = markOf(key);
    const before = this.known.get(mark);
    if (before === undefined) this.matchedOrders += 1;
    this.delivering += Number(wouldDeliver) - Number(before ?? false);
    if (before !== undefined || this.known.size < this.mostRemembered) this.known.set(mark, wouldDeliver);
    if (!wouldDeliver) this.named.delete(key);
    else if (this.named.size < MOST_NAMED) this.named.set(key, { connectionId, orderId });
  }
}

/** 48 bits: among a million orders it is all but sure that no two share one. */
const markOf = (key: string): number => createHash('sha1').update(key).digest().readUIntBE(0, 6);
