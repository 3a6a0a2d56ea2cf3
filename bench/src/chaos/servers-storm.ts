import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@joor-bridge/testing';
import type { OwnServers } from '../stage/own-servers.js';
import { type Installation, SHOP_WMS } from './installation.js';
import { loseAnswers } from './lost-answers.js';
import { OrderFeed, pour } from './order-feed.js';
import { tellProgress } from './progress.js';
import { Seeded } from './seeded.js';
import { untilSettled } from './settled.js';
import type { Supervised } from './supervised.js';
import { judge, type Verdict } from './verdict.js';

export interface ServersStormOptions {
  readonly orders: number;
  /** Each server is killed so often, and a router is stopped and woken as often. */
  readonly rounds: number;
  readonly seed: number;
  readonly feedMs: number;
  readonly settleMs: number;
  readonly servers: Pick<OwnServers, 'powerCutKafka' | 'powerCutPostgres'>;
  readonly say: (line: string) => void;
}

export interface ServersStormResult extends Verdict {
  readonly broker_kills: number;
  readonly postgres_kills: number;
  readonly zombies: number;
  readonly crashes: number;
  readonly settled: boolean;
}

/** Longer than a claim's lease and Kafka's session timeout: the group has counted the process out by then. */
const ZOMBIE_MS = 6_500;
const MOST_DOWN_MS = 1_500;

/** Orders flow while the servers under the services are killed, and while routers are stopped past their leases. */
export async function serversStorm(
  installation: Installation,
  options: ServersStormOptions,
): Promise<ServersStormResult> {
  const { control } = installation;
  await loseAnswers(control, { seed: options.seed, lostAnswers: 0.05 });
  const random = new Seeded(options.seed);
  const feed = new OrderFeed(control, random, installation.shops);
  const poller = installation.service('joor-poller');
  const routers = [installation.service('order-router'), installation.service('order-router')];
  const services = [poller, ...routers];
  await Promise.all(services.map((service) => service.keep()));
  const progress = tellProgress(installation, feed, services, options.say);
  try {
    await Promise.all([
      pour(feed, options.orders, options.feedMs),
      attack(installation, routers, random, options),
    ]);
    options.say('the last blow is struck: waiting until all is settled');
    const expected = { orders: feed.fed, wanted: feed.wanted.size };
    const settled = await untilSettled(installation, expected, options.settleMs);
    const verdict = judge(feed.wanted, await control.effects(SHOP_WMS));
    const crashes = services.reduce((sum, service) => sum + service.crashes, 0);
    const { rounds } = options;
    return { ...verdict, broker_kills: rounds, postgres_kills: rounds, zombies: rounds, crashes, settled };
  } finally {
    progress.end();
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function attack(
  installation: Installation,
  routers: readonly Supervised[],
  random: Seeded,
  { rounds, servers, say }: ServersStormOptions,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await pause(random.between(200, 2_000));
    await servers.powerCutKafka(random.between(0, MOST_DOWN_MS));
    say('Kafka was killed and is up again');
    await flowing(installation, say);
    await pause(random.between(200, 2_000));
    await servers.powerCutPostgres(random.between(0, MOST_DOWN_MS));
    say('PostgreSQL was killed and is up again');
    await flowing(installation, say);
    await pause(random.between(200, 2_000));
    const router = routers[round % routers.length];
    router?.signal('SIGSTOP');
    await pause(ZOMBIE_MS);
    router?.signal('SIGCONT');
    say(`a router was stopped for ${ZOMBIE_MS} ms and woke up`);
    await flowing(installation, say);
  }
}

/** Waits until new effects reach the WMS again. */
async function flowing({ control }: Installation, say: (line: string) => void): Promise<void> {
  const began = Date.now();
  const before = await control.effectCount(SHOP_WMS);
  await eventually(async () => (await control.effectCount(SHOP_WMS)) > before, {
    timeoutMs: 30_000,
    everyMs: 50,
  }).then(
    () => say(`orders flow again after ${Date.now() - began} ms`),
    () => say('no order reached the WMS within 30 s'),
  );
}
