import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxControl } from './sandbox-control.js';
import type { Seeded } from './seeded.js';

/** JOOR's order types, as its v2 answers give them. */
const APPROVED = '4';
const PENDING = '3';
/** Statuses that connections with default settings do not want: pending, notes, shipped, cancelled. */
const UNWANTED = ['3', '3', '6', '6', '5', '0'] as const;

/**
 * What one portion of 20 orders is made of: 14 are wanted. Two of those come as pending and are approved later,
 * one is edited once more: revisions that meet their order at every stage of its delivery.
 */
const PORTION = { approved: 12, approvedLater: 2, edited: 1 } as const;
export const PORTION_SIZE = PORTION.approved + PORTION.approvedLater + UNWANTED.length;

interface Change {
  readonly atPortion: number;
  readonly account: string;
  readonly orderId: string;
  readonly change: Record<string, unknown>;
}

/** Puts orders into the simulated JOOR, a portion at a time, account by account. */
export class OrderFeed {
  /** External ids of the orders that have to reach the WMS. */
  readonly wanted = new Set<string>();
  fed = 0;
  private portions = 0;
  private changes: Change[] = [];

  constructor(
    private readonly control: SandboxControl,
    private readonly random: Seeded,
    private readonly accounts: readonly { readonly joorAccount: string; readonly connectionId: string }[],
  ) {}

  async addPortion(): Promise<void> {
    const place = this.accounts[this.portions % this.accounts.length];
    if (!place) throw new Error('there is no account to put orders into');
    this.portions += 1;
    const add = (count: number, status: string) => this.control.addOrders(place.joorAccount, count, status);
    const approved = await add(PORTION.approved, APPROVED);
    const later = await add(PORTION.approvedLater, PENDING);
    for (const status of UNWANTED) await add(1, status);
    for (const id of [...approved, ...later]) this.wanted.add(`${place.connectionId}:${id}`);
    for (const id of later) this.plan(place.joorAccount, id, { with: { order_type: APPROVED } });
    for (const id of this.random.shuffled(approved).slice(0, PORTION.edited)) {
      this.plan(place.joorAccount, id, { change: 'edit', seed: this.portions });
    }
    this.fed += PORTION_SIZE;
    await this.makeChanges((change) => change.atPortion <= this.portions);
  }

  /** Makes the changes whose time has not come. */
  finish(): Promise<void> {
    return this.makeChanges(() => true);
  }

  private plan(account: string, orderId: string, change: Record<string, unknown>): void {
    this.changes.push({ atPortion: this.portions + this.random.int(1, 60), account, orderId, change });
  }

  private async makeChanges(isDue: (change: Change) => boolean): Promise<void> {
    const due = this.changes.filter(isDue);
    this.changes = this.changes.filter((change) => !isDue(change));
    for (const { account, orderId, change } of due) await this.control.changeOrder(account, orderId, change);
  }
}

/**
 * Spreads the orders over the time, few at first and ever more. A poller that is killed reads JOOR's pages again from
 * the first: while that happens there are to be few, and many while the router is killed on.
 */
export async function pour(feed: OrderFeed, orders: number, feedMs: number): Promise<void> {
  const portions = Math.ceil(orders / PORTION_SIZE);
  const began = Date.now();
  for (let at = 0; at < portions; at += 1) {
    await pause(Math.max(0, began + Math.sqrt(at / portions) * feedMs - Date.now()));
    await feed.addPortion();
  }
  await feed.finish();
}
