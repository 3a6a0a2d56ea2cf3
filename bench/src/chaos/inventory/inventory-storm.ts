import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@joor-bridge/testing';
import type { FlowsBack, Replica } from '../flows-back-installation.js';
import { type Kill, planKillsOf } from '../kill-plan.js';
import { Seeded } from '../seeded.js';
import { approveFirstRuns } from './approve-first-runs.js';
import { connectShops } from './connect-shops.js';
import { disturb, wmsFaults } from './faults.js';
import { itemsOf } from './goods.js';
import { InventoryControl } from './inventory-control.js';
import { wrongFigures } from './inventory-verdict.js';
import type { Shop } from './shop.js';
import { StockFeed } from './stock-feed.js';
import { StockModel } from './stock-model.js';
import { wronglyZeroed } from './zeroed.js';

/** Named points in inventory-service, and the latest passing at which it is to die. */
export const INVENTORY_POINTS: Readonly<Record<string, number>> = {
  'after-pending': 4,
  'after-publish': 4,
  'after-pages': 3,
  'after-vanished': 3,
  'after-sweep': 3,
  'after-levels': 6,
  'after-outcomes': 4,
  'after-claim': 4,
  'after-send': 4,
  'after-answer': 4,
};

export interface InventoryStormOptions {
  readonly shops: readonly Shop[];
  readonly skusPerShop: number;
  /** Figures that get another value every quarter of a second. */
  readonly changesPerStep: number;
  /** The feed goes on until JOOR has had so many writes, and the last kill is done. */
  readonly updates: number;
  /** Kills at random moments of each of two replicas, and at each named point of the two together. */
  readonly moments: number;
  readonly perPoint: number;
  readonly latestPassing?: number;
  readonly seed: number;
  readonly settleMs: number;
  readonly say: (line: string) => void;
}

export interface InventoryStormResult {
  readonly skus: number;
  /** Figures that JOOR does not hold as it should when all is quiet. */
  readonly wrong: number;
  /** Writes that took the place of a newer figure. */
  readonly stale: number;
  /** Figures that were 0 at some time, and never should have been. */
  readonly zeroed: number;
  readonly kills: number;
  readonly atPoints: number;
  readonly crashes: number;
  readonly updates: number;
  readonly examples: readonly string[];
}

const STEP_MS = 250;
const TELL_MS = 5_000;
const ASK_MS = 3_000;
/** SKUs that vanish from the lists in the middle of it. */
const VANISHING = 0.02;

/** Stock changes and orders come in while both replicas of inventory-service are killed again and again. */
export async function inventoryStorm(
  installation: FlowsBack,
  options: InventoryStormOptions,
): Promise<InventoryStormResult> {
  const { world, stage } = installation;
  const control = new InventoryControl(world.controlUrl);
  const random = new Seeded(options.seed);
  const models = options.shops.map((shop) => new StockModel(shop, itemsOf(shop.series, options.skusPerShop)));
  const replicas = [
    await installation.replica('inventory-service'),
    await installation.replica('inventory-service'),
  ];
  const pushUrls = replicas.map(({ url }) => url);
  const feed = new StockFeed({
    control,
    bus: stage.bus,
    database: installation.database,
    random,
    models,
    pushUrls,
    wmsFaults: wmsFaults(options.seed),
  });
  await connectShops(installation, control, models);
  await feed.fill();
  await begin(installation, control, models, options);
  await disturb(control, options);
  await rage(control, models, feed, replicas, options, random);
  options.say(
    'the last kill is done and the last figure has changed: waiting until JOOR holds what it should',
  );
  const examples = await settledOnDemand(installation, control, models, options.settleMs);
  return judge(control, models, replicas, examples);
}

/** The first publication of a connection is approved by a person, while nothing is wrong yet. */
async function begin(
  { stage }: FlowsBack,
  control: InventoryControl,
  models: readonly StockModel[],
  { say, settleMs }: InventoryStormOptions,
): Promise<void> {
  const service = await stage.start('inventory-service');
  try {
    for (const model of models.filter(({ shop }) => shop.source === 'push')) {
      const url = `${service.url}/v1/stock?connection=${model.shop.connectionId}`;
      await eventually(() => control.push(model.shop.wms, url, model.rows()), { timeoutMs: 30_000 });
    }
    await approveFirstRuns(
      service,
      models.map(({ shop }) => shop),
    );
    const wrong = await settled(control, models, settleMs);
    if (wrong.length > 0) throw new Error(`JOOR was never filled: ${wrong.slice(0, 3).join('; ')}`);
    say(`JOOR holds the first figures of ${models.length} connections`);
  } finally {
    await service.stop();
  }
}

async function rage(
  control: InventoryControl,
  models: readonly StockModel[],
  feed: StockFeed,
  replicas: readonly Replica[],
  options: InventoryStormOptions,
  random: Seeded,
): Promise<void> {
  const kills = planKillsOf(random, INVENTORY_POINTS, {
    ...options,
    moments: options.moments * replicas.length,
  });
  let raging = true;
  const survive = async ({ service }: Replica, own: readonly Kill[]) => {
    await service.endure(own);
    await service.keep();
  };
  const storm = Promise.all(
    replicas.map((replica, at) =>
      survive(
        replica,
        kills.filter((_, n) => n % replicas.length === at),
      ),
    ),
  ).finally(() => {
    raging = false;
  });
  const accounts = accountsOf(models);
  const before = await control.writes(accounts);
  let told = Date.now();
  let written = 0;
  let removed = false;
  while (raging || written < options.updates) {
    const began = Date.now();
    await feed.step(options.changesPerStep);
    written = (await control.writes(accounts)) - before;
    if (!removed && written > options.updates / 2) {
      removed = true;
      await feed.remove(VANISHING);
    }
    if (Date.now() - told > TELL_MS) {
      told = Date.now();
      const died = replicas.map(({ service }) => service.kills).join(' and ');
      options.say(`${written} figures written, replicas killed ${died} times`);
    }
    await pause(Math.max(0, began + STEP_MS - Date.now()));
  }
  await storm;
  await feed.finish();
}

const accountsOf = (models: readonly StockModel[]): string[] => [
  ...new Set(models.map(({ shop }) => shop.joorAccount)),
];

/** Orders alone begin no publication, only newer stock or a person does: one asks again and again. */
async function settledOnDemand(
  { stage }: FlowsBack,
  control: InventoryControl,
  models: readonly StockModel[],
  timeoutMs: number,
): Promise<string[]> {
  const person = await stage.start('inventory-service');
  const ask = () =>
    models.map(({ shop }) =>
      person.ask('POST', `/v1/inventory/${shop.connectionId}/run`, { body: {} }).catch(() => undefined),
    );
  const asking = setInterval(ask, ASK_MS);
  ask();
  try {
    return await settled(control, models, timeoutMs);
  } finally {
    clearInterval(asking);
    await person.stop();
  }
}

/** Waits until JOOR holds what it should. @returns what is wrong in the end */
async function settled(
  control: InventoryControl,
  models: readonly StockModel[],
  timeoutMs: number,
): Promise<string[]> {
  let wrong: string[] = [];
  await eventually(
    async () => {
      wrong = [];
      for (const account of accountsOf(models)) {
        const expected = models
          .filter(({ shop }) => shop.joorAccount === account)
          .flatMap((model) => model.expected());
        wrong.push(...wrongFigures(expected, (await control.inventory(account)).rows));
      }
      return wrong.length === 0;
    },
    { timeoutMs, everyMs: 500 },
  ).catch(() => undefined);
  return wrong;
}

async function judge(
  control: InventoryControl,
  models: readonly StockModel[],
  replicas: readonly Replica[],
  wrong: readonly string[],
): Promise<InventoryStormResult> {
  const accounts = accountsOf(models);
  const held = await Promise.all(accounts.map((account) => control.inventory(account)));
  const zeroed = await wronglyZeroed(control, models);
  const services = replicas.map(({ service }) => service);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const kills = sum(services.map((service) => service.kills));
  return {
    skus: sum(models.map(({ items }) => items.length)),
    wrong: wrong.length,
    stale: sum(held.map(({ overtaken }) => overtaken)),
    zeroed: zeroed.length,
    kills,
    atPoints: kills - sum(services.map((service) => service.killsBy('moment'))),
    crashes: sum(services.map(({ crashes }) => crashes)),
    updates: sum(held.map(({ writes }) => writes)),
    examples: [...wrong, ...zeroed].slice(0, 10),
  };
}
