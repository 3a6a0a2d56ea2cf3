import { type Installation, SHOP_WMS } from './installation.js';
import type { OrderFeed } from './order-feed.js';
import { ledgerState } from './settled.js';
import type { Supervised } from './supervised.js';

const PROGRESS_MS = 5_000;

/** Says every few seconds how far orders and kills are. */
export function tellProgress(
  installation: Installation,
  feed: OrderFeed,
  services: readonly Supervised[],
  say: (line: string) => void,
) {
  const began = Date.now();
  const timer = setInterval(async () => {
    const state = await ledgerState(installation).catch(() => null);
    const effects = await installation.control.effectCount(SHOP_WMS).catch(() => Number.NaN);
    const ledger = state
      ? `ledger ${state.orders} (${state.delivered} delivered, ${state.open} open, ${state.failed} failed)`
      : 'no ledger yet';
    const kills = services.map(({ name, kills }) => `${name} ${kills}`).join(', ');
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`${seconds} s: ${feed.fed} orders in JOOR, ${ledger}, ${effects} effects; killed ${kills}`);
  }, PROGRESS_MS);
  return { end: () => clearInterval(timer) };
}
