import { eventually } from '@joor-bridge/testing';
import { type InventoryReport, joorStage } from '../../testing/joor-stage.js';
import { JOOR_CREDITS } from '../credit-window.js';

const UPC = '600000000001';
const row = (inventory: number, upc = UPC) => ({ warehouse: 'East', inventory, upc });

let stage: Awaited<ReturnType<typeof joorStage>>;
beforeEach(async () => {
  stage = await joorStage([
    { world: 'production', id: 'b' },
    { world: 'sandbox', id: 'a' },
  ]);
  await stage.sellDress();
});
afterEach(() => stage.sandbox.close());

const held = async (query = `sku=${UPC}`, id = 'a') =>
  (await stage.control<InventoryReport>('GET', `/joor/production/${id}/inventory?${query}`)).json;
const fault = (...faults: readonly object[]) => stage.control('PUT', '/faults/joor-production', faults);

describe('/v2/bulk-inventory', () => {
  it.each(['POST', 'PUT'] as const)('takes inventory by %s, with or without a slash', async (method) => {
    for (const path of ['bulk-inventory', 'bulk-inventory/?dec_pending=0']) {
      const answer = await stage.v2(method, path, { inventory_items: [row(5)] });
      expect(answer).toMatchObject({ status: 200, json: { sku_count: 1 } });
    }
    expect((await held()).rows).toMatchObject([{ sku: UPC, quantity: 5, writes: 2 }]);
  });

  it('takes a bearer token too, and is not read', async () => {
    const url = `${stage.sandbox.urls.joorProduction}/v2/bulk-inventory`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: 'Bearer bearer-production-a' },
      body: JSON.stringify({ inventory_items: [row(5)] }),
    });
    expect(response.status).toBe(200);
    expect((await stage.v2('GET', 'bulk-inventory')).status).toBe(405);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  });

  it('refuses a bad request whole, in the way of v2', async () => {
    expect(await stage.v2('POST', 'bulk-inventory', { items: [] })).toMatchObject({
      status: 400,
      json: { response: { code: 1, comment: expect.stringContaining('inventory_items') } },
    });
    expect((await held()).total).toBe(0);
  });

  it('keeps worlds and accounts apart', async () => {
    await stage.send([row(5)]);
    expect((await held('', 'b')).total).toBe(0);
    const other = await stage.control<InventoryReport>('GET', '/joor/sandbox/a/inventory');
    expect(other.json.total).toBe(0);
    const elsewhere = await stage.v2('POST', 'bulk-inventory', { inventory_items: [row(5)] }, 'b');
    expect(elsewhere.json).toMatchObject({ inventory_log: [{ status: 'failed' }] });
  });

  it('costs five credits, whatever becomes of its rows; 429 costs none and writes nothing', async () => {
    stage.sandbox.joor.production.credits = { ...JOOR_CREDITS, credits: 12 };
    await stage.send([row(1), row(-1)]);
    await stage.send([row(2)]);
    expect((await stage.send([row(3)])).status).toBe(429);
    expect((await held()).rows[0]?.quantity).toBe(2);
    const spending = (await stage.control('GET', '/joor/production/a/spending')).json;
    expect(spending).toMatchObject({
      requests: 2,
      credits: 10,
      throttled: 1,
      byRoute: { 'POST /v2/bulk-inventory': { requests: 2, credits: 10, throttled: 1 } },
      records: { inventory: { accepted: 2, refused: 1 } },
    });
  });
});

describe('under faults', () => {
  it.each([
    ['lost-answer', { kind: 'lost-answer' }],
    ['a cut body', { kind: 'malformed-body', how: 'cut' }],
    ['a body broken off', { kind: 'malformed-body', how: 'broken-off' }],
  ])('%s: the effect has happened, and was paid for', async (_, given) => {
    await fault(given);
    await stage.send([row(5)]).catch(() => undefined);
    expect((await held()).rows).toMatchObject([{ quantity: 5, writes: 1 }]);
    expect((await stage.control('GET', '/joor/production/a/spending')).json).toMatchObject({ credits: 5 });
  });

  it.each([
    [{ kind: 'error', status: 503 }],
    [{ kind: 'throttle', retryAfterMs: 1_000 }],
    [{ kind: 'refused-token' }],
  ])('%j: there is no effect', async (given) => {
    await fault(given);
    expect((await stage.send([row(5)])).status).toBeGreaterThanOrEqual(400);
    expect((await held()).total).toBe(0);
  });

  it('an effect that comes late undoes what was sent since, and that is counted', async () => {
    await fault({ kind: 'late-effect', ms: 150 });
    await expect(stage.send([row(10)])).rejects.toThrow();
    await stage.control('DELETE', '/faults/joor-production');
    await stage.send([row(12)]);
    expect((await held()).rows).toMatchObject([{ quantity: 12 }]);
    const after = await eventually(async () => {
      const report = await held();
      expect(report.overtaken).toBe(1);
      return report;
    });
    expect(after.rows).toMatchObject([
      { quantity: 10, history: [{ quantity: 12 }, { quantity: 10, cause: 'update' }] },
    ]);
  });

  it('an effect that comes late, but before the next was sent, undoes nothing', async () => {
    await fault({ kind: 'late-effect', ms: 5 });
    await expect(stage.send([row(10)])).rejects.toThrow();
    await eventually(async () => (await held()).writes === 1);
    await stage.control('DELETE', '/faults/joor-production');
    await stage.send([row(12)]);
    expect(await held()).toMatchObject({ overtaken: 0, rows: [{ quantity: 12 }] });
  });

  it('a late effect was let in, and paid for, when it was sent', async () => {
    stage.sandbox.joor.production.credits = { ...JOOR_CREDITS, credits: 5 };
    await fault({ kind: 'late-effect', ms: 50 });
    await expect(stage.send([row(10)])).rejects.toThrow();
    expect((await stage.control('GET', '/joor/production/a/spending')).json).toMatchObject({ credits: 5 });
    await eventually(async () => (await held()).rows[0]?.quantity === 10);
  });
});
