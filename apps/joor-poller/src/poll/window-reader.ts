import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import {
  CREDITS,
  type CreditBudget,
  JoorFailure,
  type Lane,
  type ModifiedWindow,
  pagesOf,
} from '@joor-bridge/joor';
import { creditAccount, type JoorWorld } from '@joor-bridge/service-kit';
import type { OrderLists } from '../account/order-lists.js';
import type { PageIntake } from './page-intake.js';
import type { Pause } from './pause.js';
import { NOTHING, plus, type Tally } from './tally.js';

/** How often one page is asked for when JOOR says that the limit is used up. */
const THROTTLED_TRIES = 3;

/** One poll, or one part of a backfill. */
export interface Reading {
  readonly snapshot: ConnectionSnapshot;
  readonly world: JoorWorld;
  readonly lane: Lane;
  /** Asked before each request. @throws PollInterrupted when the reading has to end */
  readonly check: () => void;
}

/** Reads windows of JOOR's order list into the topic, within the account's credits. */
export class WindowReader {
  constructor(
    private readonly lists: OrderLists,
    private readonly budget: CreditBudget,
    private readonly intake: PageIntake,
    private readonly pause: Pause,
  ) {}

  /**
   * Resolves when everything in the window is acknowledged by the broker.
   * @throws JoorFailure, PollInterrupted, or what the broker and the database say
   */
  async read(reading: Reading, window: ModifiedWindow): Promise<Tally> {
    const { snapshot, world } = reading;
    const account = creditAccount(snapshot, world.name);
    let tally = NOTHING;
    const underWay = () => tally.pages > 0;
    const client = this.lists.clientFor(snapshot, world, () => this.spend(reading, account, underWay));
    const fetch = (startFrom: number, count: number) =>
      this.patiently(account, underWay, () => client.listOrders(window, startFrom, count));
    const { connectionId, workspaceId } = snapshot;
    for await (const page of pagesOf(fetch)) {
      tally = plus(tally, await this.intake.take({ connectionId, workspaceId, world: world.name }, page));
    }
    return tally;
  }

  /** A reading under way waits for credits; one that has not begun makes room for others. */
  private async spend(reading: Reading, account: string, underWay: () => boolean): Promise<void> {
    for (;;) {
      reading.check();
      const spending = await this.budget.spend(account, reading.lane, CREDITS.read);
      if (spending.granted) return;
      if (!underWay()) throw outOfCredits(spending.waitMs);
      await this.pause(spending.waitMs);
    }
  }

  /** JOOR's 429 blocks the account for all; a reading under way then asks again, which waits for credits. */
  private async patiently<T>(account: string, underWay: () => boolean, ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!isJoorsRefusal(error)) throw error;
        await this.budget.block(account, error.retryAfterMs);
        if (!underWay() || tries >= THROTTLED_TRIES) throw error;
      }
    }
  }
}

const OUR_BUDGET = 'our own budget';

const outOfCredits = (waitMs: number) =>
  new JoorFailure('throttled', "JOOR's request limit for this account is used up for now.", {
    retryAfterMs: waitMs,
    cause: OUR_BUDGET,
  });

const isJoorsRefusal = (error: unknown): error is JoorFailure =>
  error instanceof JoorFailure && error.kind === 'throttled' && error.cause !== OUR_BUDGET;
