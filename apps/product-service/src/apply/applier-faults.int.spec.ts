import { eventually } from '@joor-bridge/testing';
import { ApplierStage } from '../testing/applier-stage.js';
import { aWantedStyle } from '../testing/products.js';

let stage: ApplierStage;
beforeAll(async () => {
  stage = await ApplierStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const STYLES = [aWantedStyle('ST-1'), aWantedStyle('ST-2')];
/** Everything there, and nothing twice. */
const WHOLE = {
  products: [2, 0],
  skus: [4, 0],
  upcs: [4, 0],
  prices: [4, 0],
  seasons: [1, 0],
  collections: [1, 0],
  entries: [2, 0],
  images: [2, 0],
};
const APPLIED = { 'ST-1': 'applied', 'ST-2': 'applied' };
/** Product, SKUs, prices, season, line sheet, images. */
const WRITES = [1, 2, 3, 4, 5, 6];

/** Lets appliers of their own go on until nothing is left to be done. */
async function goOn(): Promise<void> {
  for (let times = 0; times < 4; times += 1) {
    await stage.waitIsOver();
    await stage.apply();
  }
}

describe('a write whose answer is lost', () => {
  it.each(WRITES)('is looked for before it is made again: write %i', async (lost) => {
    // JOOR need not refuse a second one.
    stage.account.catalogueSettings = {
      ...stage.account.catalogueSettings,
      doubling: ['products', 'skus', 'prices', 'seasons', 'collections'],
    };
    await stage.queue(STYLES);
    await stage.apply({
      beforeWrite: (count) => {
        if (count === lost) stage.faults({ kind: 'lost-answer', method: 'POST' });
      },
    });
    expect(stage.errors).toMatchObject([{ kind: 'unavailable' }]);
    stage.faults();
    await goOn();
    expect(stage.totals()).toMatchObject(WHOLE);
    expect(await stage.states()).toEqual(APPLIED);
  });

  it.each(WRITES)('had no effect, and is made: write %i', async (lost) => {
    await stage.queue(STYLES);
    await stage.apply({
      beforeWrite: (count) => {
        if (count === lost) stage.faults({ kind: 'error', status: 503, method: 'POST' });
      },
    });
    expect(stage.errors).toHaveLength(1);
    stage.faults();
    await goOn();
    expect(stage.totals()).toMatchObject(WHOLE);
    expect(await stage.states()).toEqual(APPLIED);
  });

  it('is not looked for as long as it may still be on its way', async () => {
    stage.account.catalogueSettings = { ...stage.account.catalogueSettings, doubling: ['products', 'skus'] };
    await stage.queue(STYLES);
    await stage.apply({
      beforeWrite: (count) => {
        if (count === 1) stage.faults({ kind: 'late-effect', ms: 250, method: 'POST' });
      },
    });
    stage.faults();
    const applier = await stage.applier();
    applier.start();
    await eventually(async () => {
      await stage.own.pool.query('delete from joor_health');
      return Object.values(await stage.states()).every((state) => state === 'applied');
    });
    await applier.stop();
    expect(stage.totals()).toMatchObject(WHOLE);
  });
});

describe('a process that dies', () => {
  const POINTS = ['after-claim', 'after-send', 'after-answer', 'after-result'] as const;
  const deaths = POINTS.flatMap((point) => WRITES.map((passing) => ({ point, passing })));

  it.each(deaths)('$point at write $passing is gone on from by another', async (kill) => {
    stage.account.catalogueSettings = {
      ...stage.account.catalogueSettings,
      doubling: ['products', 'skus', 'prices', 'seasons', 'collections'],
    };
    await stage.queue(STYLES);
    await stage.apply({ kill });
    expect(stage.killed).toBe(1);
    await goOn();
    expect(stage.totals()).toMatchObject(WHOLE);
    expect(await stage.states()).toEqual(APPLIED);
  });

  it('keeps its right to write until its lease and a request’s time are over', async () => {
    await stage.queue(STYLES);
    await stage.apply({ kill: { point: 'after-claim', passing: 1 } });
    stage.calls();
    await stage.apply();
    expect(stage.calls()).toEqual({});
    await goOn();
    expect(stage.totals()).toMatchObject(WHOLE);
  });
});

describe('JOOR’s limit', () => {
  it('stops the connection until it is over, and blocks the account for all', async () => {
    await stage.queue(STYLES);
    const blocked: unknown[] = [];
    stage.faults({ kind: 'throttle', retryAfterMs: 90_000 });
    await stage.apply({ budget: { block: async (account, ms) => void blocked.push([account, ms]) } });
    expect(blocked).toEqual([['production:5001', expect.any(Number)]]);
    const [health] = await stage.own.rows(
      'select health, failures, not_before > now() as waits from joor_health',
    );
    expect(health).toEqual({ health: 'throttled', failures: 0, waits: true });
    stage.faults();
    stage.calls();
    await stage.apply();
    expect(stage.calls()).toEqual({});
    await goOn();
    expect(stage.totals()).toMatchObject(WHOLE);
    expect(await stage.own.rows('select from joor_health')).toEqual([]);
  });

  it('of ours is waited for without a request, and nothing is in doubt for it', async () => {
    await stage.queue(STYLES);
    let left = 3;
    const spend = async () =>
      left-- > 0 ? ({ granted: true } as const) : ({ granted: false, waitMs: 60_000 } as const);
    await stage.apply({
      budget: { spend, block: async () => Promise.reject(new Error('nobody is to be blocked')) },
    });
    expect(Object.values(stage.calls()).reduce((sum, calls) => sum + calls, 0)).toBe(3);
    expect(await stage.own.rows('select distinct doubt from style_states')).toEqual([{ doubt: null }]);
    await goOn();
    expect(stage.totals()).toMatchObject(WHOLE);
  });
});

describe('refused credentials', () => {
  it('end it until the connection changes, and are told once', async () => {
    await stage.queue(STYLES);
    stage.sandbox.joor.production.expireBearers();
    await stage.apply();
    await stage.apply();
    expect(stage.calls()).toEqual({ 'GET /v4/products': 1 });
    const told = await stage.own.outbox('activity.v1');
    expect(told).toMatchObject([{ kind: 'joor.unauthorized', level: 'error', connectionId: 'con_1' }]);
    stage.sandbox.joor.production.issueBearer('bearer-of-the-stage', stage.account, 86_400);
    stage.settings({});
    await stage.apply();
    expect(await stage.states()).toEqual(APPLIED);
    expect(await stage.own.outbox('activity.v1')).toHaveLength(1);
  });
});

describe('200 with errors', () => {
  const refuse = (text: string | null) => {
    stage.account.catalogueSettings = { ...stage.account.catalogueSettings, refuseContaining: text };
  };

  it('keeps the good ones, tries the refused one alone, and then takes JOOR at its word', async () => {
    refuse('Style ST-2');
    await stage.queue(STYLES);
    await stage.apply();
    expect(await stage.state('ST-1')).toMatchObject({ state: 'applied' });
    const reason = expect.stringContaining('Refused by the sandbox');
    expect(await stage.state('ST-2')).toMatchObject({
      state: 'queued',
      stage: 'product',
      reason,
      attempts: 1,
    });
    stage.calls();
    await stage.waitIsOver();
    await stage.apply();
    expect(await stage.state('ST-2')).toMatchObject({
      state: 'refused',
      stage: 'product',
      reason,
      due_at: null,
    });
    expect(stage.calls()).toEqual({ 'GET /v4/products': 1, 'POST /v4/products/bulk_create': 1 });
    expect(stage.counted.styles).toEqual({ applied: 1, queued: 1, refused: 1 });
    expect(await stage.own.rows("select result, reason from run_styles where style = 'ST-2'")).toEqual([
      { result: 'refused', reason },
    ]);
  });

  it('is tried anew when the product changes', async () => {
    refuse('Style ST-2');
    await stage.queue(STYLES);
    await goOn();
    await stage.queue([aWantedStyle('ST-2', { name: 'Renamed' })]);
    await stage.apply();
    expect(await stage.states()).toEqual(APPLIED);
    expect(stage.totals()).toMatchObject(WHOLE);
  });

  it('puts no SKU on a line sheet that has no price', async () => {
    refuse('"sku_id":"'.concat('')); // Every price is refused: only their records name a SKU so.
    await stage.queue([aWantedStyle('ST-1')]);
    await stage.apply();
    expect(await stage.state('ST-1')).toMatchObject({ state: 'queued', stage: 'prices' });
    expect(stage.totals()).toMatchObject({ skus: [2, 0], prices: [0, 0], entries: [0, 0], images: [1, 0] });
    refuse(null);
    await goOn();
    expect(stage.totals()).toMatchObject({ prices: [2, 0], entries: [1, 0] });
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
  });

  it('in many of them is gone on from until all are there', async () => {
    stage.account.catalogueSettings = { ...stage.account.catalogueSettings, refuseShare: 0.3 };
    const styles = Array.from({ length: 12 }, (_, at) => aWantedStyle(`ST-${at}`));
    await stage.queue(styles);
    await stage.apply();
    stage.account.catalogueSettings = { ...stage.account.catalogueSettings, refuseShare: 0 };
    await goOn();
    expect(new Set(Object.values(await stage.states()))).toEqual(new Set(['applied']));
    expect(stage.totals()).toMatchObject({
      products: [12, 0],
      skus: [24, 0],
      prices: [24, 0],
      entries: [12, 0],
      images: [12, 0],
    });
  });
});

describe('a call that is refused as a whole', () => {
  it('is halved until JOOR takes it', async () => {
    stage.account.catalogueSettings = { ...stage.account.catalogueSettings, bulkLimit: 3 };
    await stage.queue(Array.from({ length: 9 }, (_, at) => aWantedStyle(`ST-${at}`)));
    await stage.apply();
    expect(new Set(Object.values(await stage.states()))).toEqual(new Set(['applied']));
    expect(stage.totals()).toMatchObject({ products: [9, 0], skus: [18, 0], prices: [18, 0] });
  });
});
