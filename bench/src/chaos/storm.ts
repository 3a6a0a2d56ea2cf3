import { type Installation, SHOP_WMS } from './installation.js';
import { planKills } from './kill-plan.js';
import { loseAnswers } from './lost-answers.js';
import { OrderFeed, pour } from './order-feed.js';
import { tellProgress } from './progress.js';
import { Seeded } from './seeded.js';
import { untilSettled } from './settled.js';
import type { Supervised } from './supervised.js';
import { judge, type Verdict } from './verdict.js';

export interface StormOptions {
  readonly orders: number;
  /** Kills at random moments, poller and router together. */
  readonly moments: number;
  /** Kills at each of the named points. */
  readonly perPoint: number;
  /** They die at this passing of the point at the latest. */
  readonly latestPassing?: number;
  readonly seed: number;
  /** Share of the orders whose answer is lost after the effect. */
  readonly lostAnswers: number;
  /** How long the orders go on coming. */
  readonly feedMs: number;
  readonly settleMs: number;
  readonly say: (line: string) => void;
}

export interface StormResult extends Verdict {
  readonly kills: number;
  /** Of those, at a named point. */
  readonly atPoints: number;
  /** Ends of a process that nobody asked for. */
  readonly crashes: number;
  readonly settled: boolean;
}

/** Orders flow from JOOR to the WMS while poller and router are killed again and again. */
export async function storm(installation: Installation, options: StormOptions): Promise<StormResult> {
  const { control } = installation;
  await loseAnswers(control, options);
  const random = new Seeded(options.seed);
  const plans = planKills(random, options);
  const feed = new OrderFeed(control, random, installation.shops);
  const poller = installation.service('joor-poller');
  const router = installation.service('order-router');
  const progress = tellProgress(installation, feed, [poller, router], options.say);
  try {
    const survive = async (service: Supervised, kills: (typeof plans)['router']) => {
      await service.endure(kills);
      await service.keep();
    };
    await Promise.all([
      survive(poller, plans.poller),
      survive(router, plans.router),
      pour(feed, options.orders, options.feedMs),
    ]);
    options.say(`all ${feed.fed} orders are in JOOR and the last kill is done: waiting until all is settled`);
    const expected = { orders: feed.fed, wanted: feed.wanted.size };
    const settled = await untilSettled(installation, expected, options.settleMs);
    const verdict = judge(feed.wanted, await control.effects(SHOP_WMS));
    for (const service of [poller, router]) options.say(toldDeaths(service));
    const kills = poller.kills + router.kills;
    const atPoints = kills - poller.killsBy('moment') - router.killsBy('moment');
    return { ...verdict, kills, atPoints, crashes: poller.crashes + router.crashes, settled };
  } finally {
    progress.end();
    await Promise.all([poller.stop(), router.stop()]);
  }
}

const toldDeaths = ({ name, deaths, crashes }: Supervised): string => {
  const kinds = [...deaths].map(([by, count]) => `${count} × ${by}`).sort();
  return `${name} was killed ${kinds.join(', ')}${crashes > 0 ? `; ended by itself ${crashes} times` : ''}`;
};
