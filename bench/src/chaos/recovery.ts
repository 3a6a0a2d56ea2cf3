import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { percentile } from '../orders/percentile.js';
import { orderRecord } from '../stage/order-record.js';
import type { Installation } from './installation.js';

const WMS = 'recovery';
const CONNECTION = 'con_recovery';
const EVERY_MS = 20;
/** The orders of this time after the kill reach every partition. */
const PROBE_MS = 600;

/**
 * Median milliseconds from kill -9 of a router until all orders that came in the first moments after it are
 * delivered, so until every partition is served again. The killed one is started again at once; with two
 * routers the other one takes over meanwhile.
 */
export async function measureRecovery(
  installation: Installation,
  options: { readonly routers: 1 | 2; readonly rounds: number; readonly say: (line: string) => void },
): Promise<number> {
  await installation.connect({ connectionId: CONNECTION, joorAccount: '9001' }, WMS);
  const routers = Array.from({ length: options.routers }, () => installation.service('order-router'));
  await Promise.all(routers.map((router) => router.keep()));
  const times: number[] = [];
  const flow = startFlow(installation);
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      await Promise.all(routers.map((router) => router.ready()));
      await untilDelivered(installation, flow.since(0));
      await pause(1_000);
      const killedAt = routers[round % routers.length]?.kill() ?? 0;
      await pause(PROBE_MS);
      const ids = flow.since(killedAt).slice(0, PROBE_MS / EVERY_MS / 2);
      const { first, last } = await untilDelivered(installation, ids);
      options.say(
        `kill -9 of a router, ${options.routers === 1 ? 'alone' : 'with a second one'}: first new order after ${first - killedAt} ms, every partition after ${last - killedAt} ms`,
      );
      times.push(last - killedAt);
    }
  } finally {
    await flow.end();
    await Promise.all(routers.map((router) => router.stop()));
  }
  return percentile(times, 0.5);
}

/** A steady flow of orders straight to their topic. */
function startFlow({ bus }: Installation) {
  const published: { readonly id: string; readonly at: number }[] = [];
  const batch = String(Date.now());
  const sends: Promise<void>[] = [];
  const timer = setInterval(() => {
    const order = orderRecord(CONNECTION, `${batch}${published.length}`);
    sends.push(bus.publish(topics.orders, [order]));
    published.push({ id: order.key, at: Date.now() });
  }, EVERY_MS);
  return {
    since: (from: number) => published.filter(({ at }) => at >= from).map(({ id }) => id),
    end: async () => {
      clearInterval(timer);
      await Promise.all(sends);
    },
  };
}

/** Waits until these orders are at the WMS. @returns when the first and the last came, in epoch milliseconds */
async function untilDelivered({ control }: Installation, ids: readonly string[]) {
  return eventually(
    async () => {
      const arrivals = new Map((await control.effects(WMS)).map((one) => [one.externalId, one.firstAt]));
      const times = ids.map((id) => Date.parse(arrivals.get(id) ?? ''));
      return (
        times.every((time) => !Number.isNaN(time)) && { first: Math.min(...times), last: Math.max(...times) }
      );
    },
    { timeoutMs: 60_000, everyMs: 50 },
  );
}
