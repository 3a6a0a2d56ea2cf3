import { performance } from 'node:perf_hooks';
import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import {
  CREDITS,
  type CreditBudget,
  JoorFailure,
  JoorInventory,
  type JoorLink,
  type RowAnswer,
} from '@joor-bridge/joor';
import { creditAccount, type JoorAccounts, type JoorWorld } from '@joor-bridge/service-kit';
import type { Batch } from './claim-rows.js';

/** What became of a request. */
export type Sent =
  | { readonly kind: 'answered'; readonly answers: readonly RowAnswer[]; readonly requests: number }
  /** It has not left, or JOOR has certainly not taken it. */
  | { readonly kind: 'not-taken'; readonly failure: JoorFailure | NotSent; readonly requests: number }
  /** It may have been taken, and may still be. */
  | { readonly kind: 'in-doubt'; readonly failure: JoorFailure; readonly requests: number };

/** We have not sent it: the credits are used up for so long, or the claim is too old (0). */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  constructor(
    message: string,
    readonly waitMs: number,
  ) {
    super(message);
  }
}

/**
 * A request must begin within this time of its claim, or not at all: a process that was paused must not wake up and
 * send figures that others have overtaken. A machine that is too slow for it is given longer, see `beginWithinMs`.
 */
export const BEGIN_WITHIN_MS = 5_000;

export interface SenderParts {
  readonly accounts: Pick<JoorAccounts, 'linkFor'>;
  readonly budget: CreditBudget;
  readonly timeoutMs: number;
  /** Default `BEGIN_WITHIN_MS`. */
  readonly beginWithinMs?: number;
}

export interface Way {
  readonly snapshot: ConnectionSnapshot;
  readonly world: JoorWorld;
}

/** Sends claimed rows in one request, paid for beforehand. */
export class BatchSender {
  constructor(private readonly parts: SenderParts) {}

  /**
   * How long a claim holds for the request to begin. Doubled with each claim that was too old when its request was to
   * begin, and halved with each that was not: where claiming or asking for a token always takes longer, the same would
   * come of every claim.
   */
  beginWithinMs(tooLate: number): number {
    return (this.parts.beginWithinMs ?? BEGIN_WITHIN_MS) * 2 ** tooLate;
  }

  /** Pays for one request, before rows are claimed for it: claimed rows do not wait. @returns how long to wait; 0: paid */
  async pay({ snapshot, world }: Way): Promise<number> {
    const spending = await this.parts.budget.spend(
      creditAccount(snapshot, world.name),
      'inventory',
      CREDITS.write,
    );
    return spending.granted ? 0 : spending.waitMs;
  }

  /** @param withinMs of the claim, which holds for so long */
  async send(way: Way, batch: Batch, withinMs: number, overwrite: boolean): Promise<Sent> {
    let requests = 0;
    const mayBegin = async () => {
      if (performance.now() - batch.claimedAt > withinMs) throw tooLate(withinMs);
      // The first request is paid for. Another comes only after JOOR has refused a token that was not its time to end.
      if (requests > 0) await this.payAgain(way);
      requests += 1;
    };
    try {
      const decPending = way.snapshot.settings['inventory.decPending'] === 'Yes';
      const inventory = new JoorInventory(this.link(way, mayBegin));
      const answers = await inventory.update(
        batch.rows.map(({ row }) => row),
        { overwrite, decPending },
      );
      return { kind: 'answered', answers, requests };
    } catch (failure) {
      if (failure instanceof NotSent) return { kind: 'not-taken', failure, requests };
      if (!(failure instanceof JoorFailure)) throw failure;
      // Where no request has left, it is the token that could not be had.
      if (requests === 0 || !failure.effectUnknown) return { kind: 'not-taken', failure, requests };
      return { kind: 'in-doubt', failure, requests };
    }
  }

  /** JOOR says that the limit is used up: nobody asks before its time. */
  async block({ snapshot, world }: Way, retryAfterMs: number | null): Promise<void> {
    await this.parts.budget.block(creditAccount(snapshot, world.name), retryAfterMs);
  }

  private async payAgain(way: Way): Promise<void> {
    const waitMs = await this.pay(way);
    if (waitMs > 0) throw new NotSent("JOOR's request limit is used up.", waitMs);
  }

  private link({ snapshot, world }: Way, spend: () => Promise<void>): JoorLink {
    const link = this.parts.accounts.linkFor(snapshot, world, spend);
    return { ...link, limits: { timeoutMs: this.parts.timeoutMs } };
  }
}

const tooLate = (withinMs: number): NotSent =>
  new NotSent(
    `The request did not begin within ${Math.ceil(withinMs / 1_000)} s of its claim. The next is given twice as long; this machine or its database is slow.`,
    0,
  );
