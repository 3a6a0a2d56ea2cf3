import type { ItemIdentity } from '@joor-bridge/contracts';
import { scriptedLink } from '../client/testing/scripted-link.js';
import type { InventoryRow } from './inventory-row.js';
import { JoorInventory, type JoorInventoryOptions } from './joor-inventory.js';

const hat: ItemIdentity = {
  upc: '033383007401',
  styleNumber: 'ny_hat_0001',
  styleIdentifier: 'ABC123',
  colorCode: 'BLK',
  size: 'OS',
};
const row = (more: Partial<InventoryRow> = {}): InventoryRow => ({
  warehouse: 'Main Branch',
  quantity: 15,
  on: null,
  identity: hat,
  by: 'upc',
  ...more,
});
const queued = (sku: string, id = 'log-1') => ({ sku, inventory_log_id: id, status: 'queued' });
const UPDATE = { overwrite: false, decPending: false };

/** Sends rows to a JOOR that gives these answers. */
function send(
  rows: readonly InventoryRow[],
  script: readonly unknown[],
  update = UPDATE,
  options?: JoorInventoryOptions,
) {
  const { link, asked, spent } = scriptedLink(script);
  return { answers: new JoorInventory(link, options).update(rows, update), asked, spent };
}

describe('the request', () => {
  test('names the item by its UPC, without a date for what is there now', async () => {
    const { answers, asked, spent } = send([row()], [{ sku_count: 1, inventory_log: [queued(hat.upc)] }]);
    await expect(answers).resolves.toEqual([{ kind: 'accepted', logId: 'log-1', status: 'queued' }]);
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v2/bulk-inventory',
        query: { dec_pending: '0' },
        body: { inventory_items: [{ warehouse: 'Main Branch', inventory: 15, upc: hat.upc }] },
      },
    ]);
    expect(spent).toEqual([5]);
  });

  test('or by style, colour and size, with the day of future stock', async () => {
    const { answers, asked } = send([row({ by: 'style', on: '2027-01-31' })], [{ inventory_log: [] }]);
    await answers;
    expect(asked[0]?.body).toEqual({
      inventory_items: [
        {
          warehouse: 'Main Branch',
          inventory: 15,
          inventory_date: '2027-01-31',
          style_number: 'ny_hat_0001',
          style_identifier: 'ABC123',
          color_code: 'BLK',
          size: 'OS',
        },
      ],
    });
  });

  test("can be spelled as JOOR's reference does, and go elsewhere", async () => {
    const options = { styleIdentifierField: 'style_identifer', path: '/v2/inventory' } as const;
    const { answers, asked } = send([row({ by: 'style' })], [{ inventory_log: [] }], UPDATE, options);
    await answers;
    expect(asked[0]?.path).toBe('/v2/inventory');
    expect(asked[0]?.body).toMatchObject({ inventory_items: [{ style_identifer: 'ABC123' }] });
  });

  test('leaves out a style identifier that there is not', async () => {
    const identity = { ...hat, styleIdentifier: '' };
    const { answers, asked } = send([row({ by: 'style', identity })], [{ inventory_log: [] }]);
    await answers;
    expect(JSON.stringify(asked[0]?.body)).not.toContain('style_identif');
  });

  test('asks for overwriting and for pending orders only when told to', async () => {
    const { answers, asked } = send([row()], [{ inventory_log: [] }], { overwrite: true, decPending: true });
    await answers;
    expect(asked[0]?.query).toEqual({ overwrite: '1', dec_pending: '1' });
  });

  test.each([true, false])('no rows are no request (overwrite %p)', async (overwrite) => {
    const { answers, asked } = send([], [], { overwrite, decPending: false });
    if (overwrite) await expect(answers).rejects.toThrow('there are no rows');
    else await expect(answers).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('a row that JOOR could not use', () => {
  const nameless = { ...hat, styleNumber: ' ', size: '' };
  test.each<[Partial<InventoryRow>, RegExp]>([
    [{ identity: { ...hat, upc: ' ' } }, /no UPC/],
    [{ identity: nameless, by: 'style' }, /no style number and no size/],
    [{ warehouse: '' }, /no JOOR warehouse/],
    [{ quantity: 1.5 }, /not a whole number/],
    [{ quantity: -1 }, /not a whole number/],
    [{ quantity: Number.NaN }, /not a whole number/],
  ])('%j is refused here, and the others go', async (more, reason) => {
    const rows = [row(more), row(), row(more)];
    const { answers, asked } = send(rows, [{ inventory_log: [queued(hat.upc)] }]);
    await expect(answers).resolves.toEqual([
      { kind: 'refused', reason: expect.stringMatching(reason) },
      { kind: 'accepted', logId: 'log-1', status: 'queued' },
      { kind: 'refused', reason: expect.stringMatching(reason) },
    ]);
    expect(asked[0]?.body).toMatchObject({ inventory_items: [{ inventory: 15 }] });
  });

  test('stops an overwrite: what it leaves out would become made-to-order', async () => {
    const rows = [row(), row({ quantity: -1 })];
    const { answers, asked } = send(rows, [], { overwrite: true, decPending: false });
    await expect(answers).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/made-to-order.*-1/),
    });
    expect(asked).toEqual([]);
  });
});

describe('an answer', () => {
  test("with JOOR's own code is a refusal of the whole", async () => {
    const refusal = { response: { code: '12', comment: 'no such warehouse', log_id: 'L-5' } };
    await expect(send([row()], [refusal]).answers).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('no such warehouse'),
    });
  });

  test.each([[null], [[]], [{ message: 'ok' }], ['fine'], [{ response: 'x' }]])(
    '%j leaves open what happened',
    async (body) => {
      await expect(send([row()], [body]).answers).rejects.toMatchObject({ effectUnknown: true });
    },
  );

  test.each([
    [400, 'refused'],
    [413, 'refused'],
    [429, 'throttled'],
    [503, 'unavailable'],
  ])('%d fails as a whole: %s', async (status, kind) => {
    await expect(send([row()], [{ status, body: {} }]).answers).rejects.toMatchObject({ kind });
  });

  test('to an overwrite of very many rows is read whole', async () => {
    const inventory_log = [queued(hat.upc), { sku: 'x'.repeat(21_000_000), status: 'queued' }];
    const { answers } = send([row()], [{ inventory_log }], { overwrite: true, decPending: false });
    await expect(answers).resolves.toMatchObject([{ kind: 'accepted' }]);
  });

  test('is read with blanks for lists and a success code', async () => {
    const body = { response: { code: 0 }, sku_count: '0', inventory_log: '' };
    await expect(send([row()], [body]).answers).resolves.toEqual([{ kind: 'unnamed' }]);
  });
});
