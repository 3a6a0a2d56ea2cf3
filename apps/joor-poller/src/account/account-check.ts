import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { CREDITS, type CreditBudget, JoorFailure } from '@joor-bridge/joor';
import { creditAccount, type JoorAddresses, worldOf } from '@joor-bridge/service-kit';
import type { OrderLists } from './order-lists.js';

export interface CheckedAccount {
  readonly ok: boolean;
  /** For a person: what was found, and what to do when it is not well. */
  readonly message: string;
}

const MINUTE_MS = 60_000;

/** Asks JOOR for one order of the last minute, with a connection's own credentials. Costs one credit. */
export async function checkAccount(
  snapshot: ConnectionSnapshot,
  parts: { lists: OrderLists; budget: CreditBudget; addresses: JoorAddresses; now: Date },
): Promise<CheckedAccount> {
  const world = worldOf(snapshot, parts.addresses);
  const spend = async () => {
    const spending = await parts.budget.spend(creditAccount(snapshot, world.name), 'live', CREDITS.read);
    if (spending.granted) return;
    const seconds = Math.ceil(spending.waitMs / 1000);
    throw new JoorFailure('throttled', `The account's calls are used up. Check again in ${seconds} s.`);
  };
  try {
    const client = parts.lists.clientFor(snapshot, world, spend);
    const from = new Date(parts.now.getTime() - MINUTE_MS);
    await client.listOrders({ from, to: parts.now }, 0, 1);
    return { ok: true, message: `JOOR's ${world.name} answers for account ${snapshot.joorAccount}.` };
  } catch (error) {
    if (error instanceof JoorFailure) return { ok: false, message: error.message };
    throw error;
  }
}
