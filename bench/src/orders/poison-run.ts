import { GROUPS, topics } from '@joor-bridge/contracts';
import { type DeadLetter, listDeadLetters, type OutboundRecord } from '@joor-bridge/messaging';
import type { Sandbox } from '@joor-bridge/sandbox';
import { eventually } from '@joor-bridge/testing';
import { orderRecord } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { wmsUrl } from '../stage/with-sandbox.js';
import { poisonRecord } from './poison.js';

const CONNECTIONS = 20;
const WMS = 'poison';
/** Records that go out together, good and bad. */
const GROUP = 500;

export interface PoisonRun {
  readonly good: number;
  readonly poison: number;
  /** Good orders with an effect at the WMS, of the second round. */
  readonly handled: number;
  readonly duplicates: number;
  readonly deadLetters: readonly DeadLetter[];
  /** Milliseconds for the good orders alone, and for as many among the poison. */
  readonly aloneMs: number;
  readonly amongPoisonMs: number;
  /** Orders that the ledger has of poison records. */
  readonly poisonInLedger: number;
}

/** Delivers `good` orders alone, then as many with `poison` spread evenly among them, by one order-router. */
export async function runPoison(
  { stage, sandbox }: { stage: Stage; sandbox: Sandbox },
  { good, poison }: { good: number; poison: number },
): Promise<PoisonRun> {
  for (let at = 0; at < CONNECTIONS; at += 1) {
    await stage.connect({ connectionId: `con_${at}`, destination: { url: wmsUrl(sandbox, WMS) } });
  }
  const router = new RouterApi(await stage.start('order-router'));
  const round = async (first: number, poisonCount: number): Promise<number> => {
    const began = performance.now();
    await publishMixed(stage, { first, good, poison: poisonCount });
    const arrived = () => sandbox.effects.totals(`wms-${WMS}`).distinct >= first + good;
    await eventually(arrived, { timeoutMs: 180_000 });
    return performance.now() - began;
  };
  const warmUp = Math.min(good, 1_000);
  await publishMixed(stage, { first: -warmUp, good: warmUp, poison: 0 });
  await eventually(() => sandbox.effects.totals(`wms-${WMS}`).distinct >= warmUp, { timeoutMs: 60_000 });
  sandbox.effects.clear();
  const aloneMs = await round(0, 0);
  const amongPoisonMs = await round(good, poison);
  const deadLetters = await eventually(
    async () => {
      const letters = await deadLettersOf(stage, poison + 100);
      return letters.length >= poison && letters;
    },
    { timeoutMs: 60_000, everyMs: 200 },
  );
  const { distinct, duplicates } = sandbox.effects.totals(`wms-${WMS}`);
  const ofPoison = (await router.orders({ connectionId: 'con_0' })).filter(({ orderId }) =>
    orderId.startsWith('poison-'),
  );
  const handled = distinct - good;
  return {
    good,
    poison,
    handled,
    duplicates,
    deadLetters,
    aloneMs,
    amongPoisonMs,
    poisonInLedger: ofPoison.length,
  };
}

const deadLettersOf = (stage: Stage, limit: number) =>
  listDeadLetters(stage.bus, { topic: topics.orders.name, group: GROUPS.router }, { limit });

async function publishMixed(
  stage: Stage,
  { first, good, poison }: { first: number; good: number; poison: number },
): Promise<void> {
  let sent = 0;
  for (let at = 0; at < good; at += GROUP) {
    const upTo = Math.min(at + GROUP, good);
    const orders: OutboundRecord[] = [];
    for (let one = at; one < upTo; one += 1) {
      orders.push(orderRecord(`con_${(first + one + good) % CONNECTIONS}`, `o${first + one}`));
    }
    const due = Math.floor((upTo / good) * poison);
    const bad = Array.from({ length: due - sent }, (_, index) => poisonRecord(sent + index));
    sent = due;
    await Promise.all([
      stage.bus.publish(topics.orders, orders),
      stage.bus.publishAsIs(topics.orders.name, bad),
    ]);
  }
}
