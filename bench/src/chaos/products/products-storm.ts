import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@joor-bridge/testing';
import type { FlowsBack, Replica } from '../flows-back-installation.js';
import { type Kill, planKillsOf } from '../kill-plan.js';
import { Seeded } from '../seeded.js';
import type { Brand } from './brands.js';
import { CatalogueFeed } from './catalogue-feed.js';
import { wrongStyles } from './catalogue-verdict.js';
import { connectBrands } from './connect-brands.js';
import { disturb } from './faults.js';
import { approveFirstRuns } from './product-runs.js';
import { ProductsControl } from './products-control.js';

/** Named points in product-service, and the latest passing at which it is to die. */
export const PRODUCT_POINTS: Readonly<Record<string, number>> = {
  'after-page': 4,
  'after-publish': 3,
  'after-told': 3,
  'after-catalogue': 3,
  'after-claim': 6,
  'after-send': 6,
  'after-answer': 6,
  'after-result': 6,
};

export interface ProductsStormOptions {
  readonly brands: readonly Brand[];
  readonly stylesPerBrand: number;
  /** Styles that change in the whole run, at least. */
  readonly changes: number;
  /** Kills at random moments of each of two replicas, and at each named point of the two together. */
  readonly moments: number;
  readonly perPoint: number;
  readonly latestPassing?: number;
  readonly seed: number;
  readonly settleMs: number;
  readonly say: (line: string) => void;
}

export interface ProductsStormResult {
  readonly styles: number;
  /** Styles that JOOR does not show as it should when all is quiet. */
  readonly wrong: number;
  /** Products, SKUs, prices, seasons, line sheets, entries and images that are there more than once. */
  readonly doubled: number;
  readonly kills: number;
  readonly atPoints: number;
  readonly crashes: number;
  readonly changes: number;
  readonly examples: readonly string[];
}

const STEP_MS = 400;
const TELL_MS = 5_000;
const ADDED = 3;
const CHANGED = 4;
/** Of the styles so many are there when the first run is approved. */
const FIRST_SHARE = 0.3;

/** A catalogue is made and changed while both replicas of product-service are killed again and again. */
export async function productsStorm(
  installation: FlowsBack,
  options: ProductsStormOptions,
): Promise<ProductsStormResult> {
  const { brands, say, seed } = options;
  const control = new ProductsControl(installation.world.controlUrl);
  const random = new Seeded(seed);
  const feed = new CatalogueFeed(control, random, brands, options.stylesPerBrand);
  await connectBrands(installation, control, brands);
  await feed.begin(Math.ceil(options.stylesPerBrand * FIRST_SHARE));
  const first = await installation.stage.start('product-service');
  await approveFirstRuns(first, brands);
  await first.kill();
  say(`the first runs of ${brands.length} connections are approved`);
  await disturb(control, brands, seed);
  const replicas = [
    await installation.replica('product-service'),
    await installation.replica('product-service'),
  ];
  await rage(feed, replicas, options, random);
  say('the last kill is done and the last style has changed: waiting until JOOR shows what it should');
  // what JOOR has refused stays so until it changes or a person asks
  for (const { joorAccount } of brands) await control.setHabits(joorAccount, { refuseShare: 0 });
  const wrong = await settled(installation, control, feed, options);
  const doubled = (await Promise.all(brands.map(({ joorAccount }) => control.doubles(joorAccount)))).flat();
  return { ...judge(replicas), styles: feed.styles, changes: feed.changes, ...told(wrong, doubled) };
}

async function rage(
  feed: CatalogueFeed,
  replicas: readonly Replica[],
  options: ProductsStormOptions,
  random: Seeded,
): Promise<void> {
  const moments = options.moments * replicas.length;
  const kills = planKillsOf(random, PRODUCT_POINTS, { ...options, moments });
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
  let toldAt = Date.now();
  while (raging || !feed.isWhole || feed.changes < options.changes) {
    const began = Date.now();
    await feed.step(ADDED, CHANGED);
    if (Date.now() - toldAt > TELL_MS) {
      toldAt = Date.now();
      const died = replicas.map(({ service }) => service.kills).join(' and ');
      options.say(`${feed.styles} styles, ${feed.changes} changes, replicas killed ${died} times`);
    }
    await pause(Math.max(0, began + STEP_MS - Date.now()));
  }
  await storm;
}

/** Waits until JOOR shows what it should. @returns what is wrong in the end */
async function settled(
  { stage }: FlowsBack,
  control: ProductsControl,
  feed: CatalogueFeed,
  { brands, settleMs }: ProductsStormOptions,
): Promise<string[]> {
  const person = await stage.start('product-service');
  for (const { connectionId } of brands) await person.post(`/v1/products/${connectionId}/run`);
  let wrong: string[] = [];
  await eventually(
    async () => {
      const each = brands.map(async (brand) =>
        wrongStyles(feed.of(brand), await control.styles(brand.joorAccount)),
      );
      wrong = (await Promise.all(each)).flat();
      return wrong.length === 0;
    },
    { timeoutMs: settleMs, everyMs: 500 },
  ).catch(() => undefined);
  await person.stop();
  return wrong;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function judge(replicas: readonly Replica[]) {
  const services = replicas.map(({ service }) => service);
  const kills = sum(services.map((service) => service.kills));
  return {
    kills,
    atPoints: kills - sum(services.map((service) => service.killsBy('moment'))),
    crashes: sum(services.map(({ crashes }) => crashes)),
  };
}

const told = (wrong: readonly string[], doubled: readonly string[]) => ({
  wrong: new Set(wrong.map((line) => line.split(/[ :]/, 1)[0])).size,
  doubled: doubled.length,
  examples: [...wrong, ...doubled].slice(0, 10),
});
