import { Shop } from '../goods/shop.js';
import { peakRssMbOf } from '../stage/process-usage.js';
import type { StageOptions } from '../stage/stage.js';
import { type Catalogue, changesOf, differencesOf } from './catalogue.js';
import { ProductDesk } from './product-desk.js';

/** What the benchmark tells in its last line. */
export interface ProductFigures {
  /** From asking for a run until its plan stands. */
  readonly plan_s: number;
  /** Requests to JOOR that were needed for planning and writing, reads included. */
  readonly calls: number;
  /** Writes that bulks of the configured size allow. */
  readonly calls_min: number;
  /** Of the service while it planned and wrote, since it was started. */
  readonly peak_rss_mb: number;
}

export interface ProductScale {
  readonly styles: number;
  readonly variants: number;
  /** Of the styles; each gets another name and other prices. */
  readonly percent: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface MeasuredProducts {
  readonly figures: ProductFigures;
  readonly changed: { readonly styles: number; readonly prices: number };
  /** What is other than expected; empty when all is well. */
  readonly wrong: readonly string[];
}

/** Records in one bulk write, by default. */
const BATCH = 50;
/** The filling is done in larger ones. */
const FILL_BATCH = 500;
const MINUTES = 60_000;

const ENVIRONMENT = {
  WMS_TIMEOUT_MS: '30000',
  ...(process.env.BENCH_SERVICE_FLAGS ? { NODE_OPTIONS: process.env.BENCH_SERVICE_FLAGS } : {}),
};

/**
 * One product-service between a WMS and a JOOR that holds the whole catalogue already: the service itself has written
 * it, through an approved first run. Then a share of the styles changes, they are read, and a run is asked for.
 * JOOR's request limit is lifted, since writing what changed takes more than one of its windows.
 */
export async function measureProducts(servers: StageOptions, scale: ProductScale): Promise<MeasuredProducts> {
  const { styles, variants, percent, seed, say } = scale;
  const shop = await Shop.open(servers, 'products');
  try {
    await shop.wms('POST', '/products/grow', { styles, variants });
    const { filled, wrong } = await shop.withoutLimit(() => fill(shop, styles, say));
    await shop.wms('POST', '/products/change', { percent, seed });
    const measured = await shop.withoutLimit(() => update(shop, filled, say));
    return { ...measured, wrong: [...wrong, ...measured.wrong] };
  } finally {
    await shop.close();
  }
}

async function fill(shop: Shop, styles: number, say: (line: string) => void) {
  const began = Date.now();
  const service = await shop.stage.start('product-service', {
    ...ENVIRONMENT,
    JOOR_PRODUCTS_BATCH: String(FILL_BATCH),
  });
  const desk = new ProductDesk(shop, service);
  await desk.pulls();
  await desk.read(styles, 5 * MINUTES);
  say(`the catalogue is read after ${seconds(began)} s`);
  const { run, ms } = await desk.plan(5 * MINUTES);
  say(`its first plan took ${(ms / 1000).toFixed(2)} s: ${run.state}, ${JSON.stringify(run.counts)}`);
  await desk.approve(run);
  await desk.written(15 * MINUTES);
  say(`the first run was approved, and JOOR has it after ${seconds(began)} s`);
  const filled = await desk.wanted();
  const wrong = differencesOf(filled, await desk.held());
  await service.stop();
  return { filled, wrong };
}

async function update(shop: Shop, filled: Catalogue, say: (line: string) => void): Promise<MeasuredProducts> {
  const service = await shop.stage.start('product-service', ENVIRONMENT);
  const desk = new ProductDesk(shop, service);
  await shop.forgetSpent();
  const wanted = await desk.wanted(filled);
  const changed = changesOf(filled, wanted);
  await desk.read(changed.styles, 5 * MINUTES);
  const { run, ms } = await desk.plan(5 * MINUTES);
  say(
    `${JSON.stringify(changed)} changed; planned in ${(ms / 1000).toFixed(2)} s: ${JSON.stringify(run.counts)}`,
  );
  await desk.written(5 * MINUTES);
  const { requests, byRoute } = await shop.spent();
  say(`requests to JOOR: ${JSON.stringify(byRoute)}`);
  const figures = {
    plan_s: Number((ms / 1000).toFixed(2)),
    calls: requests,
    calls_min: Math.ceil(changed.styles / BATCH) + Math.ceil(changed.prices / BATCH),
    peak_rss_mb: Math.round(peakRssMbOf(service.pid)),
  };
  const wrong = [...differencesOf(wanted, await desk.held()), ...(await desk.doubled())];
  return { figures, changed, wrong };
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);
