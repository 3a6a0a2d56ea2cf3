import { Shop } from '../goods/shop.js';
import { signedList } from '../goods/signed-list.js';
import { percentile } from '../orders/percentile.js';
import { cpuMsOf, forgetPeakRssOf, peakRssMbOf } from '../stage/process-usage.js';
import type { StageOptions } from '../stage/stage.js';
import { changedOf, differencesOf, type Figures } from './figures.js';
import { InventoryDesk } from './inventory-desk.js';

/** What the benchmark tells in its last line. */
export interface InventoryFigures {
  /** From asking for a pull until every changed row is ready to be sent. */
  readonly sweep_s: number;
  /** Of the service, from then on until the last figure is in JOOR; it has filled JOOR before. */
  readonly peak_rss_mb: number;
  readonly credits: number;
  readonly credits_min: number;
  /** From a signed push until JOOR holds the figure: the median. */
  readonly change_visible_ms: number;
}

export interface InventoryScale {
  readonly skus: number;
  readonly warehouses: number;
  /** Of the levels, so that with several warehouses more of the SKUs change. */
  readonly percent: number;
  readonly seed: number;
  /** Single changes, one after the other. */
  readonly pushes: number;
  readonly say: (line: string) => void;
}

export interface MeasuredInventory {
  readonly figures: InventoryFigures;
  /** Rows that were sent. */
  readonly changed: number;
  /** What JOOR held other than expected; empty when all is well. */
  readonly wrong: readonly string[];
}

/** Rows in one request, by default; credits of a write (JOOR developer docs, rate limits). */
const BATCH = 1_000;
const WRITE = 5;
const MINUTES = 60_000;

/**
 * One inventory-service, first filled without JOOR's limit through an approved first run. Then, under JOOR's real limit:
 * a share of the stock changes, a pull finds it, and what changed is published; and single changes are pushed.
 */
export async function measureInventory(
  servers: StageOptions,
  scale: InventoryScale,
): Promise<MeasuredInventory> {
  const { skus, warehouses, percent, seed, say } = scale;
  const shop = await Shop.open(servers, 'inventory');
  try {
    await shop.joor('PUT', '', { inventory: { unknownItem: 'keep' } });
    await shop.wms('POST', '/stock/grow', { skus, warehouses, seed });
    const service = await shop.stage.start('inventory-service', ENVIRONMENT);
    const desk = new InventoryDesk(shop, service);
    await shop.withoutLimit(() => fill(desk, say));
    const filled = await desk.wanted();
    const wrong = differencesOf(filled, await desk.held());

    await shop.wms('POST', '/stock/change', { percent, seed });
    const wanted = await desk.wanted();
    const changed = changedOf(filled, wanted).length;
    say(`filling took ${peakRssMbOf(service.pid).toFixed(0)} MB at most`);
    forgetPeakRssOf(service.pid);
    const cpuBefore = cpuMsOf(service.pid);
    const sweepMs = await desk.sweep(5 * MINUTES);
    const cpu = cpuMsOf(service.pid) - cpuBefore;
    say(
      `${changed} of ${skus} figures changed, and were ready after ${(sweepMs / 1000).toFixed(2)} s, ${(cpu / 1000).toFixed(2)} s of them computing`,
    );
    await desk.published(5 * MINUTES);
    const { credits, throttled } = await shop.spent();
    if (throttled > 0) wrong.push(`JOOR refused ${throttled} requests as too many`);
    wrong.push(...differencesOf(wanted, await desk.held()));

    const times = await pushSome(shop, desk, wanted, scale.pushes);
    say(`single changes were in JOOR after ${times.join(', ')} ms`);
    wrong.push(...differencesOf(await desk.wanted(), await desk.held()));
    return {
      figures: {
        sweep_s: Number((sweepMs / 1000).toFixed(2)),
        peak_rss_mb: Math.round(peakRssMbOf(service.pid)),
        credits,
        credits_min: Math.ceil(changed / BATCH) * WRITE,
        change_visible_ms: Math.round(percentile(times, 0.5)),
      },
      changed,
      wrong,
    };
  } finally {
    await shop.close();
  }
}

/** As in production, where the stage has shorter times. */
const ENVIRONMENT = {
  WMS_TIMEOUT_MS: '30000',
  ...(process.env.BENCH_SERVICE_FLAGS ? { NODE_OPTIONS: process.env.BENCH_SERVICE_FLAGS } : {}),
};

async function fill(desk: InventoryDesk, say: (line: string) => void): Promise<void> {
  const began = Date.now();
  await desk.pulls();
  await desk.sweep(10 * MINUTES);
  say(`the first reading is in the tables after ${seconds(began)} s`);
  await desk.published(10 * MINUTES, true);
  say(`the first run was approved, and JOOR has it after ${seconds(began)} s`);
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

async function pushSome(shop: Shop, desk: InventoryDesk, wanted: Figures, count: number): Promise<number[]> {
  const levels = await signedList(shop.wmsUrl, 'stock');
  await desk.pushes();
  await desk.takesPushes();
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const { asOf: _, ...level } = levels[Math.floor((at * levels.length) / count)] ?? {};
    const available = Number(level.available) + 7;
    const expected = (wanted.get(String(level.upc)) ?? 0) + 7;
    times.push(await desk.push({ ...level, available }, expected));
  }
  return times;
}
